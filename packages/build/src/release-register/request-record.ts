import type { PolicyStatement } from "@plait/disclosure";
import { outputDigest } from "@plait/report";
import { type Checking, canonicalJson, type Problem, type StudySettings } from "@plait/study";
import { contentDigestOf } from "../annex-digest.ts";
import type { GatedStudy } from "../gate-study.ts";
import { PLAIT_VERSION } from "../open-study.ts";
import { keptJson } from "./kept-json.ts";
import type { LogEntry, RequestedEvent } from "./log-entry.ts";
import { type KeepingEvent, keptPath, type ReleaseRegister } from "./open-register.ts";

export const REQUEST_FILE = "request.json";

/** What was asked for, and by digest what the checkers saw: nothing else leaves under their approval. */
export interface RequestRecord {
  readonly format: "plait-release-request";
  readonly formatVersion: 1;
  readonly plaitVersion: string;
  readonly checking: Checking;
  readonly policy: PolicyStatement;
  /** One digest over the content of all deliveries. */
  readonly data: string;
  /** How many counts, and differences of them, the independent audit judged; it found none that a reader can work out. */
  readonly audited: { readonly counts: number; readonly derived: number };
  /** The words of the study that leave around the outputs. */
  readonly words: { readonly title: string; readonly summary?: string; readonly synthetic?: string };
  readonly outputs: readonly RequestedOutput[];
}

export interface RequestedOutput {
  readonly id: string;
  readonly title: string;
  readonly digest: string;
}

/** @param ids of results that were released; they stand in the order of the release */
export function requestRecord(
  { results, released, audit }: GatedStudy,
  { title, summary, synthetic, disclosure }: StudySettings,
  ids: ReadonlySet<string>,
): RequestRecord {
  return {
    format: "plait-release-request",
    formatVersion: 1,
    plaitVersion: PLAIT_VERSION,
    checking: disclosure.checking,
    policy: released.value.policy,
    data: contentDigestOf(results),
    audited: { counts: audit.counts, derived: audit.derived },
    words: {
      title,
      ...(summary === undefined ? {} : { summary }),
      ...(synthetic === undefined ? {} : { synthetic }),
    },
    outputs: released.value.results
      .filter(({ id }) => ids.has(id))
      .map((result) => ({ id: result.id, title: result.title, digest: outputDigest(result) })),
  };
}

/** What a request said. */
export async function requestOf(
  register: ReleaseRegister,
  requested: LogEntry<RequestedEvent>,
): Promise<RequestRecord> {
  // The file is as `requestRelease` wrote it.
  return (await keptJson(register, requested, REQUEST_FILE)) as RequestRecord;
}

/** What is not as the checkers saw it, of the words around the outputs and of the outputs that are to leave. */
export function changesSince(
  asked: RequestRecord,
  now: RequestRecord,
  leaving: ReadonlySet<string>,
  event: Pick<KeepingEvent, "kind" | "release">,
): Problem[] {
  const changed = (what: string, path: string): Problem => ({
    severity: "error",
    code: "changed-since-request",
    place: { file: keptPath(event, REQUEST_FILE), path },
    message: `${what} since this release was asked for, so it is not what was checked`,
    remedy: "undo the change, or ask for a new release with plait release request",
  });
  const digests = new Map(now.outputs.map(({ id, digest }) => [id, digest]));
  return [
    ...(asked.plaitVersion === now.plaitVersion ? [] : [changed("the version of Plait has changed", "plaitVersion")]),
    ...(asked.checking === now.checking ? [] : [changed("disclosure.checking was changed", "checking")]),
    ...(same(asked.policy, now.policy) ? [] : [changed("the disclosure policy was changed", "policy")]),
    ...(same(asked.words, now.words) ? [] : [changed("title, summary or synthetic was changed", "words")]),
    ...asked.outputs.flatMap(({ id, digest }, at) => {
      if (!leaving.has(id) || digests.get(id) === digest) return [];
      const what = digests.has(id) ? `${id} has changed` : `${id} has gone`;
      return [changed(what, `outputs[${at}].digest`)];
    }),
  ];
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a, "one-line") === canonicalJson(b, "one-line");
}
