import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "@plait/report";
import type { Problem } from "@plait/study";
import { renameDurably, replaceDurably, writeFolderDurably } from "../durable-files.ts";
import { StudyProblems } from "../study-problems.ts";
import type { BundledEvent, LogEntry, RegisterEvent, RequestedEvent } from "./log-entry.ts";
import { chainedEntry, LOG_FILE, logText, readLog } from "./release-log.ts";
import { releaseName } from "./release-number.ts";

/** The releases of a study as its log tells them: every entry and every kept file is as it was written. */
export interface ReleaseRegister {
  readonly root: string;
  readonly entries: readonly LogEntry[];
}

/** An event that keeps files of its own, in a folder of its own. */
export type KeepingEvent = RequestedEvent | BundledEvent;

const RELEASES = "releases";
const UNFINISHED = ".unfinished";

/**
 * Reads a study's register and verifies all of it: the chain of the log and the digest of every file kept for an entry. Nothing is
 * written, so the study need not be locked.
 *
 * Throws StudyProblems with everything that is not as it was written.
 */
export async function readRegister(root: string): Promise<ReleaseRegister> {
  // Before the log: a folder takes its place after its entry is written.
  const placed = await placedFolders(root);
  const { entries, problems } = readLog(await bytesOf(join(root, LOG_FILE)));
  const found = [...problems];
  if (found.length === 0) {
    const keeping = entries.filter(isKeeping);
    const known = new Set(keeping.map(folderOf));
    found.push(...placed.filter((folder) => !known.has(folder)).map(withoutEntry));
    for (const entry of keeping) found.push(...(await fileProblems(root, entry)));
  }
  if (found.length > 0) throw new StudyProblems(found);
  return { root, entries };
}

/**
 * Reads the register for a caller that holds the study's lock, and ends what an interrupted run began: the files of an entry take their
 * place, and files that no entry came to are removed.
 */
export async function openRegister(root: string): Promise<ReleaseRegister> {
  const register = await readRegister(root);
  for (const entry of register.entries.filter(isKeeping)) {
    const folder = join(root, folderOf(entry));
    if (!existsSync(folder)) await renameDurably(`${folder}${UNFINISHED}`, folder);
  }
  for (const folder of await foldersOf(root)) {
    if (folder.endsWith(UNFINISHED)) await rm(join(root, folder), { recursive: true, force: true });
  }
  return register;
}

/** Writes what happened at the end of the log, for a caller that holds the study's lock. */
export function record(
  register: ReleaseRegister,
  event: Exclude<RegisterEvent, KeepingEvent>,
): Promise<ReleaseRegister> {
  return append(register, event);
}

/**
 * Writes what happened, with the files that are kept of it. They are whole on the disk before the entry is, and take their place after it:
 * whatever interrupts this, there is an entry with all of its files or neither.
 */
export async function recordWithFiles(
  register: ReleaseRegister,
  event: Omit<RequestedEvent, "files"> | Omit<BundledEvent, "files">,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<ReleaseRegister> {
  const folder = join(register.root, folderOf(event));
  await rm(`${folder}${UNFINISHED}`, { recursive: true, force: true });
  try {
    await writeFolderDurably(`${folder}${UNFINISHED}`, files);
  } catch (error) {
    await rm(`${folder}${UNFINISHED}`, { recursive: true, force: true });
    throw error;
  }
  const digests = Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)]));
  const after = await append(register, { ...event, files: digests });
  await renameDurably(`${folder}${UNFINISHED}`, folder);
  return after;
}

/** A file kept for an entry. */
export async function keptFile(
  { root }: ReleaseRegister,
  entry: LogEntry<KeepingEvent>,
  name: string,
): Promise<Uint8Array> {
  return readFile(join(await whereKept(root, entry), name));
}

/** The path of a kept file in the study folder, with `/`. */
export function keptPath(entry: Pick<KeepingEvent, "kind" | "release">, name: string): string {
  return `${folderOf(entry)}/${name}`;
}

async function append({ root, entries }: ReleaseRegister, event: RegisterEvent): Promise<ReleaseRegister> {
  const all = [...entries, chainedEntry(event, entries)];
  await mkdir(join(root, RELEASES), { recursive: true, mode: 0o700 });
  await replaceDurably(join(root, LOG_FILE), logText(all));
  return { root, entries: all };
}

function isKeeping(entry: LogEntry): entry is LogEntry<KeepingEvent> {
  switch (entry.kind) {
    case "requested":
    case "bundled":
      return true;
    case "approved":
    case "rejected":
      return false;
  }
}

function folderOf({ kind, release }: Pick<KeepingEvent, "kind" | "release">): string {
  return `${RELEASES}/${releaseName(release)}/${kind === "requested" ? "request" : "bundle"}`;
}

async function whereKept(root: string, entry: LogEntry<KeepingEvent>): Promise<string> {
  const folder = join(root, folderOf(entry));
  return existsSync(folder) || !existsSync(`${folder}${UNFINISHED}`) ? folder : `${folder}${UNFINISHED}`;
}

async function placedFolders(root: string): Promise<string[]> {
  return (await foldersOf(root)).filter((folder) => !folder.endsWith(UNFINISHED));
}

/** `releases/0001/request` and its like, finished or not. */
async function foldersOf(root: string): Promise<string[]> {
  const folders: string[] = [];
  for (const release of await namesIn(join(root, RELEASES))) {
    if (!/^\d{4,}$/u.test(release)) continue;
    for (const kept of await namesIn(join(root, RELEASES, release))) {
      if (/^(?:request|bundle)(?:\.unfinished)?$/u.test(kept)) folders.push(`${RELEASES}/${release}/${kept}`);
    }
  }
  return folders;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return new Uint8Array();
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

async function fileProblems(root: string, entry: LogEntry<KeepingEvent>): Promise<Problem[]> {
  const folder = await whereKept(root, entry);
  const problems: Problem[] = [];
  for (const [name, digest] of Object.entries(entry.files)) {
    const path = join(folder, name);
    if (!existsSync(path)) problems.push(fileProblem(entry, name, "kept-file-missing", "is missing"));
    else if (sha256(await readFile(path)) !== digest)
      problems.push(fileProblem(entry, name, "kept-file-altered", "was changed after it was written"));
  }
  return problems;
}

function fileProblem(entry: LogEntry<KeepingEvent>, name: string, code: string, what: string): Problem {
  return {
    severity: "error",
    code,
    place: { file: keptPath(entry, name) },
    message: `the file ${what}: it does not fit its digest in line ${entry.sequence} of ${LOG_FILE}`,
    remedy: "bring it back from your backup",
  };
}

/** An entry is written before its folder takes its place, so no interrupted run leaves a folder alone. */
function withoutEntry(folder: string): Problem {
  return {
    severity: "error",
    code: "log-entry-missing",
    place: { file: folder },
    message: `no entry of ${LOG_FILE} speaks of this folder: the end of the log was taken off, or the folder was put there by hand`,
    remedy: `bring back ${LOG_FILE} from your backup; if you copied the folder there yourself, move it away`,
  };
}
