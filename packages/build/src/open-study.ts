import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { type Database, openDatabase, type Storage } from "@plait/database";
import type { Policy } from "@plait/disclosure";
import { openSheetCache, type PreparedSheets, prepareSheets, type SheetCache } from "@plait/records";
import { compareText, DELIVERIES_FOLDER, type Problem, readStudy, type Study, type StudyFiles } from "@plait/study";
import { openPolicy } from "./open-policy.ts";
import { studyFolder } from "./study-folder.ts";
import { lockStudy } from "./study-lock.ts";
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

/** The deliveries of a study, read and ready to be queried. */
export interface OpenDeliveries {
  readonly database: Database;
  readonly cache: SheetCache;
  readonly prepared: PreparedSheets;
  close(): Promise<void>;
}

/** A study with its deliveries read, ready to be linked or looked into. `close` gives back the lock that `openStudy` took. */
export interface OpenStudy extends OpenDeliveries {
  readonly folder: string;
  readonly study: Study;
  readonly policy: Policy;
  readonly warnings: readonly Problem[];
  /** One digest over the version, every text file that is read and every delivery: the same digest, the same outputs. */
  readonly inputsDigest: string;
}

/** Raised when a change of Plait changes what it makes of the same study. */
export const PLAIT_VERSION = "0.1.0";

/**
 * Opens a study: reads its text files, its policy and every delivery. No other run can work in the study until it is closed.
 *
 * Throws StudyProblems with all that is wrong when any of it is an error.
 */
export async function openStudy(folder: string, options: OpenOptions = {}): Promise<OpenStudy> {
  const unlock = lockStudy(folder);
  try {
    const open = await openLocked(folder, options);
    return {
      ...open,
      close: async () => {
        await open.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** As `openStudy`, for a caller that holds the study's lock. */
export async function openLocked(folder: string, options: OpenOptions): Promise<OpenStudy> {
  const root = resolve(folder);
  const files = studyFolder(root);
  const { study, policy, problems } = await readStudyFolder(files, options.policy);
  if (study === undefined || policy === undefined || hasErrors(problems)) throw new StudyProblems(problems);
  const deliveries = await openDeliveries(root, study, options);
  try {
    const { prepared } = deliveries;
    const warnings = [...problems, ...prepared.problems];
    if (hasErrors(warnings)) throw new StudyProblems(warnings);
    const inputsDigest = await digestOf(files, study, policy, prepared);
    return { ...deliveries, folder: root, study, policy, warnings, inputsDigest };
  } catch (error) {
    await deliveries.close();
    throw error;
  }
}

/** What a study folder says, and the policy it names, before any delivery is opened: as much of it as has no error. */
export async function readStudyFolder(
  files: StudyFiles,
  policyName?: string,
): Promise<{ study: Study | undefined; policy: Policy | undefined; problems: readonly Problem[] }> {
  const read = await readStudy(files);
  const policy = await readPolicyOf(files, read.value, policyName);
  return { study: read.value, policy: policy.value, problems: [...read.problems, ...policy.problems] };
}

function readPolicyOf(files: StudyFiles, study: Study | undefined, policyName: string | undefined) {
  if (policyName !== undefined) return openPolicy(files, policyName, { file: "--policy" });
  if (study === undefined) return { value: undefined, problems: [] };
  return openPolicy(files, study.settings.disclosure.policy, { file: "study.yaml", path: "disclosure.policy" });
}

/**
 * Reads every delivery of a study into a database of its own. What cannot be read is among `prepared.problems`. An abort stops reading, and
 * later whatever statement is running.
 */
export async function openDeliveries(root: string, study: Study, options: OpenOptions): Promise<OpenDeliveries> {
  const own = join(root, ".plait");
  const cache = openSheetCache(join(own, "cache"));
  const storage: Storage =
    study.settings.storage === "volume" ? { kind: "volume", directory: join(own, "volume") } : { kind: "memory" };
  const database = await openDatabase({
    storage,
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
  });
  const interrupt = () => database.interrupt();
  options.signal?.addEventListener("abort", interrupt, { once: true });
  const close = async () => {
    options.signal?.removeEventListener("abort", interrupt);
    await database.close();
  };
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
    return { database, cache, prepared, close };
  } catch (error) {
    await close();
    options.signal?.throwIfAborted();
    throw error;
  }
}

/** Over what is read and nothing else: a note, or outputs kept elsewhere in the folder, change nothing. */
async function digestOf(files: StudyFiles, study: Study, policy: Policy, prepared: PreparedSheets): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([PLAIT_VERSION, policy]));
  const texts = study.listing.filter(
    (path) => path === "study.yaml" || (path.startsWith("records/") && !path.startsWith(DELIVERIES_FOLDER)),
  );
  for (const path of [...texts].sort(compareText)) {
    const read = await files.readText(path);
    hash.update(JSON.stringify([path, "text" in read ? read.text : null]));
  }
  for (const [path, sha256] of prepared.hashes) hash.update(JSON.stringify([path, sha256]));
  return hash.digest("hex");
}
