import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { type Database, openDatabase, type Storage } from "@plait/database";
import type { Policy } from "@plait/disclosure";
import type { QSort } from "@plait/q-method";
import { openSheetCache, type PreparedSheets, prepareSheets, type SheetCache } from "@plait/records";
import {
  compareText,
  DELIVERIES_FOLDER,
  type Problem,
  type RecordsStudy,
  readStudy,
  type Strand,
  type Study,
  type StudyFiles,
  type StudyRead,
  type StudySettings,
} from "@plait/study";
import { openPolicy, openStudyPolicy } from "./open-policy.ts";
import { studyFolder } from "./study-folder.ts";
import { lockStudy } from "./study-lock.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";

export type Progress = (step: string) => void;

export interface OpenOptions {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Instead of the policy that `study.yaml` names and the rules that it changes. */
  readonly policy?: string;
  /** Instead of all the strands that `study.yaml` lists. */
  readonly strand?: Strand;
  /** Such as `4GB`; for studies with `storage: volume`. */
  readonly memoryLimit?: string;
  /** Sorts that were made in Plait and stand in no file: see `collectedSorts`. */
  readonly collected?: readonly QSort[];
}

/** The records strand of a study with its deliveries read. */
export interface OpenDeliveries {
  readonly study: RecordsStudy;
  readonly database: Database;
  readonly prepared: PreparedSheets;
  close(): Promise<void>;
}

/** A study, its text files read and its deliveries too where it has records. */
export interface OpenStudy {
  readonly folder: string;
  readonly study: Study;
  readonly policy: Policy;
  readonly cache: SheetCache;
  /** Present where the study has the strand. */
  readonly records?: OpenDeliveries;
  /** Sorts that stand in no file. */
  readonly collected: readonly QSort[];
  readonly warnings: readonly Problem[];
  /** One digest over the version, every text file that is read, every delivery and every sort of no file: the same digest, the same outputs. */
  readonly inputsDigest: string;
  close(): Promise<void>;
}

/** The records of a study, ready to be linked or looked into. `close` gives back the lock that opening it took. */
export interface OpenRecords extends OpenDeliveries {
  readonly folder: string;
  readonly settings: StudySettings;
  readonly cache: SheetCache;
  /** What should be looked at in the text files and deliveries. */
  readonly warnings: readonly Problem[];
  readonly inputsDigest: string;
  /** Gives back the lock before closing, for one who from here on only reads: what is open is of no other run's writing. */
  unlock(): void;
}

/** Raised when a change of Plait changes what it makes of the same study. */
export const PLAIT_VERSION = "0.1.0";

/**
 * Opens the records of a study: its text files and every delivery. No other run can work in the study until it is closed.
 *
 * Throws StudyProblems with all that is wrong when any of it is an error, or when the study has no records.
 */
export async function openRecords(folder: string, options: OpenOptions = {}): Promise<OpenRecords> {
  const unlock = once(lockStudy(folder));
  try {
    const { records, study, cache, warnings, inputsDigest, folder: root } = await openLocked(folder, options);
    if (records === undefined) throw new StudyProblems([noStrand("records")]);
    const close = async () => {
      await records.close();
      unlock();
    };
    return { ...records, folder: root, settings: study.settings, cache, warnings, inputsDigest, unlock, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Done a second time, it would give back a lock that another run has taken since. */
function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}

/** Opens all of a study, or the strand that is asked for, for a caller that holds the study's lock. */
export async function openLocked(folder: string, options: OpenOptions): Promise<OpenStudy> {
  const root = resolve(folder);
  const files = studyFolder(root);
  const { value, policy, problems } = await readStudyFolder(files, options.policy);
  if (value === undefined || policy === undefined || hasErrors(problems)) throw new StudyProblems(problems);
  const study = withStrands(value, options.strand);
  const cache = openStudyCache(root);
  const records =
    study.records === undefined ? undefined : await openDeliveries(root, study.records, study.settings, cache, options);
  try {
    const warnings = [...problems, ...(records?.prepared.problems ?? [])];
    if (hasErrors(warnings)) throw new StudyProblems(warnings);
    const { collected = [] } = options;
    const inputsDigest = await digestOf(files, study, policy, records?.prepared, collected);
    return {
      folder: root,
      study,
      policy,
      cache,
      ...(records === undefined ? {} : { records }),
      collected,
      warnings,
      inputsDigest,
      close: async () => records?.close(),
    };
  } catch (error) {
    await records?.close();
    throw error;
  }
}

/** Everything Plait keeps of a study under `.plait/cache`. */
export function openStudyCache(root: string): SheetCache {
  return openSheetCache(join(root, ".plait", "cache"));
}

/** What a study folder says, and the policy it names, before any delivery is opened. */
export async function readStudyFolder(
  files: StudyFiles,
  policyName?: string,
): Promise<StudyRead & { readonly policy: Policy | undefined }> {
  const read = await readStudy(files);
  const policy = await readPolicyOf(files, read.settings, policyName);
  return { ...read, policy: policy.value, problems: [...read.problems, ...policy.problems] };
}

function readPolicyOf(files: StudyFiles, settings: StudySettings | undefined, policyName: string | undefined) {
  if (policyName !== undefined) return openPolicy(files, policyName, { file: "--policy" });
  if (settings === undefined) return { value: undefined, problems: [] };
  return openStudyPolicy(files, settings.disclosure);
}

/**
 * Reads every delivery of a study into a database of its own. What cannot be read is among `prepared.problems`. An abort stops reading, and
 * later whatever statement is running.
 */
export async function openDeliveries(
  root: string,
  study: RecordsStudy,
  settings: Pick<StudySettings, "storage">,
  cache: SheetCache,
  options: OpenOptions,
): Promise<OpenDeliveries> {
  const own = join(root, ".plait");
  const storage: Storage =
    settings.storage === "volume" ? { kind: "volume", directory: join(own, "volume") } : { kind: "memory" };
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
    return { study, database, prepared, close };
  } catch (error) {
    await close();
    options.signal?.throwIfAborted();
    throw error;
  }
}

/** The study with one strand only, where one is asked for. */
function withStrands(study: Study, strand: Strand | undefined): Study {
  if (strand === undefined) return study;
  if (!study.settings.strands.includes(strand)) throw new StudyProblems([noStrand(strand)]);
  const { records, q, ...rest } = study;
  return {
    ...rest,
    settings: { ...study.settings, strands: [strand] },
    ...(strand === "records" && records !== undefined ? { records } : {}),
    ...(strand === "q" && q !== undefined ? { q } : {}),
  };
}

export function noStrand(strand: Strand): Problem {
  return {
    severity: "error",
    code: "strand-not-listed",
    place: { file: "study.yaml", path: "strands" },
    message: `the study has no strand ${strand}`,
    remedy: `add ${strand} to strands, and its files to the folder ${strand}`,
  };
}

/** Over what is read and nothing else: a note, or outputs kept elsewhere in the folder, change nothing. */
async function digestOf(
  files: StudyFiles,
  study: Study,
  policy: Policy,
  prepared: PreparedSheets | undefined,
  collected: readonly QSort[],
): Promise<string> {
  const { strands } = study.settings;
  const hash = createHash("sha256").update(JSON.stringify([PLAIT_VERSION, policy, strands]));
  const texts = study.listing.filter(
    (path) =>
      path === "study.yaml" ||
      (strands.some((strand) => path.startsWith(`${strand}/`)) && !path.startsWith(DELIVERIES_FOLDER)),
  );
  for (const path of [...texts].sort(compareText)) {
    const read = await files.readText(path);
    hash.update(JSON.stringify([path, "text" in read ? read.text : null]));
  }
  for (const [path, sha256] of prepared?.hashes ?? []) hash.update(JSON.stringify([path, sha256]));
  for (const sort of collected) hash.update(JSON.stringify(sort));
  return hash.digest("hex");
}
