import { resolve } from "node:path";
import type { Problem, StudySettings } from "@plait/study";
import { type GatedStudy, gateStudy } from "../gate-study.ts";
import { type OpenOptions, openLocked } from "../open-study.ts";
import { lockStudy } from "../study-lock.ts";
import { StudyProblems } from "../study-problems.ts";
import { earlierReleases } from "./earlier-releases.ts";
import { jsonBytes } from "./kept-json.ts";
import { keptPath, openRegister, type ReleaseRegister, recordWithFiles } from "./open-register.ts";
import { headOf } from "./release-log.ts";
import { releaseStates } from "./release-state.ts";
import { REQUEST_FILE, requestOf, requestRecord } from "./request-record.ts";
import { type EarlierOutput, reviewPage } from "./review-page.ts";
import { personCalled } from "./who-may-decide.ts";

export interface RequestOptions extends Pick<OpenOptions, "collected" | "progress" | "signal" | "memoryLimit"> {
  /** Who asks: one of the people of the study. */
  readonly by: string;
  readonly purpose: string;
  /** Ids of results; all unless told. */
  readonly results?: readonly string[];
  readonly now: () => Date;
}

export interface RequestedRelease {
  readonly release: number;
  readonly outputs: readonly string[];
  /** The page for the output checkers, relative to the study folder. */
  readonly page: string;
  /** Hash of the newest entry of the log. */
  readonly head: string;
}

export const PAGE_FILE = "review.html";
const EVIDENCE_FILE = "evidence.json";

/**
 * Asks for outputs of a study to be released: builds them through the gate, keeps what the checkers need to see, and writes the request to the
 * log. Nothing leaves by this.
 *
 * Throws StudyProblems for what a person must mend; then nothing was written.
 */
export async function requestRelease(folder: string, options: RequestOptions): Promise<RequestedRelease> {
  const root = resolve(folder);
  const unlock = lockStudy(root);
  try {
    return await requestLocked(root, options);
  } finally {
    unlock();
  }
}

async function requestLocked(root: string, options: RequestOptions): Promise<RequestedRelease> {
  const { by, purpose, results: wanted, now, ...opening } = options;
  const register = await openRegister(root);
  const open = await openLocked(root, opening);
  try {
    const { settings } = open.study;
    const name = askingName(options, settings);
    const gated = await gateStudy(open, { ...opening, earlier: await earlierReleases(register) });
    const ids = wantedIds(gated, wanted);
    const asked = requestRecord(gated, settings, ids);
    const evidence = gated.evidence.results.filter(({ id }) => ids.has(id));
    opening.progress?.("write the request");
    const event = {
      kind: "requested",
      at: now().toISOString(),
      release: releaseStates(register.entries).length + 1,
      by: name,
      outputs: asked.outputs.map(({ id }) => id),
      purpose: purpose.trim(),
      checking: asked.checking,
    } as const;
    const page = reviewPage({
      event,
      asked,
      results: gated.results.filter(({ id }) => ids.has(id)),
      released: gated.released.value.results.filter(({ id }) => ids.has(id)),
      evidence,
      earlier: await outputsOfEarlier(register),
    });
    opening.signal?.throwIfAborted();
    const files = new Map([
      [REQUEST_FILE, jsonBytes(asked)],
      [EVIDENCE_FILE, jsonBytes(evidence)],
      [PAGE_FILE, new TextEncoder().encode(page)],
    ]);
    const { entries } = await recordWithFiles(register, event, files);
    const { release, outputs } = event;
    return { release, outputs, page: keptPath(event, PAGE_FILE), head: headOf(entries) };
  } finally {
    await open.close();
  }
}

/** The requester's name as the study spells it. Throws StudyProblems for one that it does not know, and for no purpose. */
function askingName({ by, purpose }: RequestOptions, { people }: StudySettings): string {
  const person = personCalled(by, people);
  const problems: Problem[] = [
    ...("problem" in person ? [person.problem] : []),
    ...(purpose.trim() === "" ? [noPurpose] : []),
  ];
  if ("problem" in person || problems.length > 0) throw new StudyProblems(problems);
  return person.name;
}

const noPurpose: Problem = {
  severity: "error",
  code: "no-purpose",
  place: { file: "--purpose" },
  message: "the purpose is empty",
  remedy: "say for whom and for what the outputs are: checkers decide by it, and it goes into the bundle",
};

function wantedIds({ results }: GatedStudy, wanted: readonly string[] | undefined): ReadonlySet<string> {
  const all = results.map(({ id }) => id);
  const unknown = (wanted ?? []).filter((id) => !all.includes(id));
  if (unknown.length > 0) throw new StudyProblems(unknown.map((id) => noSuchResult(id, all)));
  return new Set(wanted ?? all);
}

function noSuchResult(id: string, all: readonly string[]): Problem {
  return {
    severity: "error",
    code: "unknown-output",
    place: { file: "--results", path: id },
    message: `there is no result ${id} in this study`,
    remedy: `correct the id or leave it out; there are ${all.join(", ")}`,
  };
}

/** Every output that has left in a bundle, with the digest of what readers have. */
async function outputsOfEarlier(register: ReleaseRegister): Promise<EarlierOutput[]> {
  const found: EarlierOutput[] = [];
  for (const { number, requested, bundled } of releaseStates(register.entries)) {
    if (bundled === undefined) continue;
    const { outputs } = await requestOf(register, requested);
    const left = outputs.filter(({ id }) => bundled.outputs.includes(id));
    found.push(...left.map(({ id, digest }) => ({ id, digest, release: number })));
  }
  return found;
}
