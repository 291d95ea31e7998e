import { type Caller, type ReplyOf, routeTable } from "@plait/api";
import {
  type Decision,
  decideRelease,
  decidingProblems,
  lastBuild,
  type OutputState,
  type ReleaseState,
  reviewReleases,
} from "@plait/build";
import { refusingProblems } from "../refusing-problems.ts";
import { nameOfStaff, type Room, type SignedIn } from "../room.ts";
import { type ShownSettings, settingsOf } from "../settings-of-study.ts";

type ShownRelease = ReplyOf<"decideOutputs">;

/** What may leave, what was stopped and why, and what checkers have decided. */
export const outputsRoom: Room<"readOutputs" | "decideOutputs"> = {
  readOutputs: async ({ study: { folder }, caller }) => {
    const built = await lastBuild(folder);
    const releases = await refusingProblems(reviewReleases(folder));
    const { people } = await settingsOf(folder);
    return {
      ...(built === undefined ? {} : { built: { policy: built.policy.name, results: built.results.map(shownResult) } }),
      releases: releases.map(({ state, page }) => ({
        ...shownRelease(state, page),
        ...barring(caller, people, state),
      })),
    };
  },
  decideOutputs: async ({ study: { folder, now }, caller, body: { release, outputs, decision } }) => {
    const options = { release, outputs, decision, by: nameOfStaff(caller), now };
    const { state } = await refusingProblems(decideRelease(folder, options));
    const [reviewed] = await refusingProblems(reviewReleases(folder, state.number));
    const { people } = await settingsOf(folder);
    return { ...shownRelease(state, reviewed?.page ?? ""), ...barring(caller, people, state) };
  },
};

type BuiltResult = NonNullable<Awaited<ReturnType<typeof lastBuild>>>["results"][number];

function shownResult({ id, title, disclosure }: BuiltResult) {
  const { status, checks, withheld, review } = disclosure;
  return {
    id,
    title,
    status,
    withheld: withheld.primary + withheld.secondary + withheld.either + withheld.following,
    checks,
    ...(review === undefined
      ? {}
      : { review: { reason: review.reason, by: review.requested.by, outcome: review.outcome.kind } }),
  };
}

function shownRelease({ number, requested, outputs, bundled }: ReleaseState, page: string): ShownRelease {
  const { by, at, purpose } = requested;
  return {
    ...{ number, by, at, purpose, page },
    ...(bundled === undefined ? {} : { bundled: bundled.at }),
    outputs: outputs.map(shownOutput),
  };
}

/** Why somebody whose role may decide may not decide on this release: who asked for it, and who is in the study under no such name. */
function barring(
  caller: SignedIn,
  people: ShownSettings["people"],
  { requested, bundled }: ReleaseState,
): Pick<ShownRelease, "barred"> {
  const deciders: readonly Caller[] = routeTable.decideOutputs.may;
  if (caller.kind !== "staff" || !deciders.includes(caller.role) || bundled !== undefined) return {};
  const problems = decidingProblems(caller.name, people, requested);
  if (problems.length === 0) return {};
  return { barred: problems.map(({ message, remedy }) => `${message}; ${remedy}`).join(". ") };
}

function shownOutput({ id, standing, decisions }: OutputState): ShownRelease["outputs"][number] {
  return {
    id,
    standing: standing.kind,
    approvalsMissing: standing.kind === "waiting" ? standing.approvalsMissing : 0,
    decisions: decisions.map(shownDecision),
  };
}

function shownDecision(decision: Decision): ShownRelease["outputs"][number]["decisions"][number] {
  const { by, at, kind } = decision;
  const words = kind === "rejected" ? decision.reason : decision.comment;
  return { by, at, kind, ...(words === undefined ? {} : { words }) };
}
