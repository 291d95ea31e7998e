import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { type Database, openDatabase, type Storage } from "@plait/database";
import type { Policy } from "@plait/disclosure";
import { openSheetCache, type PreparedSheets, prepareSheets, type SheetCache } from "@plait/records";
import { compareText, type Problem, readStudy, type Study, type StudyFiles } from "@plait/study";
import { openPolicy } from "./open-policy.ts";
import { studyFolder } from "./study-folder.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";

export type Progress = (step: string) => void;

export interface OpenOptions {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Instead of the policy that `study.yaml` names. */
  readonly policy?: string;
  /** Such as `4GB`; for studies with `storage: volume`. */
  readonly memoryLimit?: string;
}

/** A study with its deliveries read, ready to be linked or looked into. Close the database when done. */
export interface OpenStudy {
  readonly folder: string;
  readonly study: Study;
  readonly policy: Policy;
  readonly database: Database;
  readonly cache: SheetCache;
  readonly prepared: PreparedSheets;
  readonly warnings: readonly Problem[];
  /** One digest over the version, every text file and every delivery: the same digest, the same outputs. */
  readonly inputsDigest: string;
}

/** Raised when a change of Plait changes what it makes of the same study. */
export const PLAIT_VERSION = "0.1.0";

/** What a study folder says, and the policy it names, before any delivery is opened. */
export async function readStudyFolder(
  files: StudyFiles,
  policyName?: string,
): Promise<{ study: Study; policy: Policy; warnings: readonly Problem[] }> {
  const read = await readStudy(files);
  const name = policyName ?? read.value?.settings.disclosure.policy;
  const policy = name === undefined ? { problems: [] } : await openPolicy(files, name);
  const problems = [...read.problems, ...policy.problems];
  if (read.value === undefined || policy.value === undefined || hasErrors(problems)) throw new StudyProblems(problems);
  return { study: read.value, policy: policy.value, warnings: problems };
}

/**
 * Opens a study: reads its text files, its policy and every delivery.
 *
 * Throws StudyProblems with all that is wrong when any of it is an error.
 */
export async function openStudy(folder: string, options: OpenOptions = {}): Promise<OpenStudy> {
  const root = resolve(folder);
  const files = studyFolder(root);
  const { study, policy, warnings } = await readStudyFolder(files, options.policy);
  const own = join(root, ".plait");
  const cache = openSheetCache(join(own, "cache"));
  const storage: Storage =
    study.settings.storage === "volume" ? { kind: "volume", directory: join(own, "volume") } : { kind: "memory" };
  const database = await openDatabase({
    storage,
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
  });
  try {
    const prepared = await prepareSheets({
      study,
      folder: root,
      database,
      cache,
      scratch: join(own, "scratch"),
      progress: options.progress ?? (() => {}),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (hasErrors(prepared.problems)) throw new StudyProblems([...warnings, ...prepared.problems]);
    const inputsDigest = await digestOf(files, study, policy, prepared);
    return {
      folder: root,
      study,
      policy,
      database,
      cache,
      prepared,
      warnings: [...warnings, ...prepared.problems],
      inputsDigest,
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function digestOf(files: StudyFiles, study: Study, policy: Policy, prepared: PreparedSheets): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([PLAIT_VERSION, policy]));
  const texts = study.listing.filter((path) => !path.startsWith("records/deliveries/")).sort(compareText);
  for (const path of texts) {
    const read = await files.readText(path);
    hash.update(JSON.stringify([path, "text" in read ? read.text : null]));
  }
  for (const [path, sha256] of prepared.hashes) hash.update(JSON.stringify([path, sha256]));
  return hash.digest("hex");
}
