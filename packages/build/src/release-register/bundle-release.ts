import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { partOfCounts, partOfRelease } from "@plait/disclosure";
import { bundleZip, renderBundle } from "@plait/report";
import type { Problem } from "@plait/study";
import { contentDigestOf } from "../annex-digest.ts";
import { annexOf } from "../annex-of-study.ts";
import { replaceDurably } from "../durable-files.ts";
import { gateStudy } from "../gate-study.ts";
import { type OpenOptions, openLocked } from "../open-study.ts";
import { lockStudy } from "../study-lock.ts";
import { StudyProblems } from "../study-problems.ts";
import { bundleFacts, checkedSentence } from "./bundle-facts.ts";
import { COUNTS_FILE, earlierReleases } from "./earlier-releases.ts";
import { jsonBytes } from "./kept-json.ts";
import { keptPath, openRegister, recordWithFiles } from "./open-register.ts";
import { hasLeft, releaseCalled } from "./release-called.ts";
import { headOf, LOG_FILE } from "./release-log.ts";
import { releaseName } from "./release-number.ts";
import type { ReleaseState, Standing } from "./release-state.ts";
import { changesSince, requestOf, requestRecord } from "./request-record.ts";
import { personCalled } from "./who-may-decide.ts";

export interface BundleOptions extends Pick<OpenOptions, "collected" | "progress" | "signal" | "memoryLimit"> {
  readonly release: number;
  /** Who bundles: one of the people of the study. */
  readonly by: string;
  /** A copy of the bundle outside the register. */
  readonly to?: string;
  readonly now: () => Date;
}

export interface BundledRelease {
  readonly release: number;
  readonly approved: readonly string[];
  readonly rejected: readonly string[];
  /** The bundle that the register keeps, relative to the study folder. */
  readonly bundle: string;
  readonly head: string;
}

/**
 * Makes the bundle of a release that is decided: passes the study through the gate again, holds every approved output against what the checkers saw,
 * and keeps bundle and counts in the register, so that every later release is protected against a reader of this one.
 *
 * Throws StudyProblems where an output is not decided, is not what was checked, or none may leave; then nothing was written.
 */
export async function bundleRelease(folder: string, options: BundleOptions): Promise<BundledRelease> {
  const root = resolve(folder);
  const unlock = lockStudy(root);
  try {
    return await bundleLocked(root, options);
  } finally {
    unlock();
  }
}

async function bundleLocked(root: string, options: BundleOptions): Promise<BundledRelease> {
  const { release, by, to, now, ...opening } = options;
  const register = await openRegister(root);
  const state = releaseCalled(release, register.entries);
  const problems = [...hasLeft(state), ...undecided(state), ...(to === undefined ? [] : placeProblems(to))];
  if (problems.length > 0) throw new StudyProblems(problems);
  const approved = new Set(idsOf(state, "approved"));
  const open = await openLocked(root, opening);
  try {
    const { study } = open;
    const person = personCalled(by, study.settings.people);
    if ("problem" in person) throw new StudyProblems([person.problem]);
    const earlier = await earlierReleases(register);
    const gated = await gateStudy(open, { ...opening, earlier });
    const asked = await requestOf(register, state.requested);
    const current = requestRecord(gated, study.settings, new Set(gated.results.map(({ id }) => id)));
    const changes = changesSince(asked, current, approved, state.requested);
    if (changes.length > 0) throw new StudyProblems(changes);
    opening.progress?.("write the bundle");
    const at = now().toISOString();
    const part = partOfRelease(gated.released, approved);
    const annex = { ...annexOf(study, part, contentDigestOf(gated.results)), checked: checkedSentence(state) };
    const head = headOf(register.entries);
    const facts = bundleFacts({ study: study.settings.title, state, asked, at, head });
    const name = `release-${releaseName(release)}`;
    const zip = await bundleZip(await renderBundle({ annex, facts }), name);
    opening.signal?.throwIfAborted();
    const event = { kind: "bundled", at, release, by: person.name, outputs: [...approved] } as const;
    const kept = new Map([
      [`${name}.zip`, zip],
      [COUNTS_FILE, jsonBytes(partOfCounts(gated.evidence.counts, approved))],
    ]);
    const after = await recordWithFiles(register, event, kept);
    if (to !== undefined) await replaceDurably(resolve(to), zip);
    return {
      release,
      approved: event.outputs,
      rejected: idsOf(state, "rejected"),
      bundle: keptPath(event, `${name}.zip`),
      head: headOf(after.entries),
    };
  } finally {
    await open.close();
  }
}

function idsOf({ outputs }: ReleaseState, standing: Standing["kind"]): string[] {
  return outputs.filter((output) => output.standing.kind === standing).map(({ id }) => id);
}

/** The outputs that wait for a decision, those that wait for as many together; or that there is nothing to bundle. */
function undecided(state: ReleaseState): Problem[] {
  const waiting = Map.groupBy(state.outputs, ({ standing }) =>
    standing.kind === "waiting" ? standing.approvalsMissing : 0,
  );
  const problems = [...waiting].flatMap(([missing, outputs]) => {
    const ids = outputs.map(({ id }) => id);
    return missing === 0 ? [] : [wait(ids, missing, state.requested.sequence)];
  });
  return problems.length > 0 || idsOf(state, "approved").length > 0 ? problems : [nothingApproved(state)];
}

function wait(ids: readonly string[], missing: number, line: number): Problem {
  const who = missing === 1 ? "one checker" : `${missing} checkers`;
  const what = ids.length === 1 ? "one output waits" : `${ids.length} outputs wait`;
  return {
    severity: "error",
    code: "not-decided",
    place: { file: LOG_FILE, line },
    message: `${what} for the decision of ${who}: ${ids.join(", ")}`,
    remedy: "let them decide with plait release approve or plait release reject",
  };
}

function nothingApproved({ requested }: ReleaseState): Problem {
  return {
    severity: "error",
    code: "nothing-approved",
    place: { file: LOG_FILE, line: requested.sequence },
    message: "every output of this release was rejected, so there is nothing to bundle",
    remedy: "change what the reasons ask for, and ask for a new release",
  };
}

function placeProblems(to: string): Problem[] {
  const problem = (code: string, message: string, remedy: string): Problem[] => [
    { severity: "error", code, place: { file: to }, message, remedy },
  ];
  if (!existsSync(dirname(resolve(to)))) return problem("no-such-folder", "there is no such folder", "make it first");
  if (existsSync(to)) return problem("file-exists", "there is a file of this name", "name a new file");
  return [];
}
