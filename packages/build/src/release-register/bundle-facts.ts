import type { ReleaseFacts } from "@plait/report";
import { sameName } from "@plait/study";
import { releaseName } from "./release-number.ts";
import type { Decision, OutputState, ReleaseState } from "./release-state.ts";
import type { RequestRecord } from "./request-record.ts";

/** What the register knows of a release, for those who get its bundle. */
export function bundleFacts(given: {
  readonly study: string;
  readonly state: ReleaseState;
  readonly asked: RequestRecord;
  /** The moment of bundling. */
  readonly at: string;
  /** Hash of the newest entry of the log. */
  readonly head: string;
}): ReleaseFacts {
  const { state, asked, head } = given;
  const { requested, outputs } = state;
  const titles = new Map(asked.outputs.map((output) => [output.id, output]));
  const nameOf = spelling(state);
  const inTime = ({ decisions, replaced }: OutputState): Decision[] =>
    [...decisions, ...replaced].sort((a, b) => a.sequence - b.sequence);
  return {
    release: releaseName(state.number),
    study: given.study,
    purpose: requested.purpose,
    checking: requested.checking,
    requested: { by: { name: nameOf(requested.by) }, at: requested.at },
    madeAt: requested.at,
    bundledAt: given.at,
    approved: outputs
      .filter(({ standing }) => standing.kind === "approved")
      .map((output) => ({
        id: output.id,
        digest: titles.get(output.id)?.digest ?? "",
        decisions: inTime(output).map((decision) => ({
          by: { name: nameOf(decision.by) },
          decided: decision.kind,
          at: decision.at,
          ...said(decision),
        })),
      })),
    rejected: outputs
      .filter(({ standing }) => standing.kind === "rejected")
      .flatMap(({ id, decisions }) =>
        decisions.flatMap((decision) =>
          decision.kind === "rejected"
            ? [
                {
                  id,
                  title: titles.get(id)?.title ?? id,
                  reason: decision.reason,
                  by: { name: nameOf(decision.by) },
                  at: decision.at,
                },
              ]
            : [],
        ),
      ),
    registerHead: head,
  };
}

/** A person stands under one name, however `study.yaml` spelled it at the time. */
function spelling({ requested, outputs }: ReleaseState): (name: string) => string {
  const names = [requested, ...outputs.flatMap(({ decisions, replaced }) => [...decisions, ...replaced])].map(
    ({ by }) => by,
  );
  return (name) => names.find((one) => sameName(one, name)) ?? name;
}

function said(decision: Decision): { readonly comment?: string } {
  switch (decision.kind) {
    case "approved":
      return decision.comment === undefined ? {} : { comment: decision.comment };
    case "rejected":
      return { comment: decision.reason };
  }
}

/** Who checked what is in the bundle, as its annex prints it. */
export function checkedSentence({ number, requested: { checking, by }, outputs }: ReleaseState): string {
  const release = `This is release ${releaseName(number)} of the study.`;
  switch (checking) {
    case "team":
      return `${release} Every table in it was approved by at least two people other than the one who asked for it.`;
    case "single": {
      const checkers = outputs.flatMap(({ decisions }) => decisions.map((decision) => decision.by));
      const alone = checkers.every((checker) => sameName(checker, by));
      const who = alone ? ", the one who asked for it" : "";
      return `${release} Every table in it was approved by one person only${who}: nobody else has checked it.`;
    }
  }
}
