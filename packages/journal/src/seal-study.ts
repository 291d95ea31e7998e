import { randomBytes as systemRandomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareText, type Problem } from "@plait/study";
import type { RandomBytes } from "./event-id.ts";
import { REMOVING, SEALED, type SealOutcome, sealFile, UNFINISHED, unsealFile, wipe } from "./sealed-file.ts";
import type { StudyKey } from "./study-key.ts";

/** Where files about people lie, relative to the study folder. */
export const SEALED_FOLDERS: readonly string[] = ["records/deliveries", ".plait/cache"];

export interface SealOptions {
  readonly progress?: (step: string) => void;
  /** Stops between two files. */
  readonly signal?: AbortSignal;
  readonly randomBytes?: RandomBytes;
}

export interface SealedStudy {
  /** Files that were sealed, or opened, relative to the study folder. */
  readonly done: readonly string[];
  /** Files that were in that state already. */
  readonly already: number;
  /** Files that were left as they are, and why. */
  readonly problems: readonly Problem[];
  /** The signal stopped it before the last file. */
  readonly stopped: boolean;
}

/**
 * Seals every delivery and every file of the cache under the study's key. A file that cannot be sealed is a problem and stays as it is; the
 * others are sealed nevertheless.
 */
export async function sealStudy(folder: string, key: StudyKey, options: SealOptions = {}): Promise<SealedStudy> {
  const { randomBytes = systemRandomBytes } = options;
  const fileKey = key.derive("file");
  const clear = (path: string) => !path.endsWith(SEALED);
  return eachFile(folder, options, { takes: clear, step: "seal" }, (path) => sealFile(path, fileKey, randomBytes));
}

/** Opens every sealed delivery and every sealed file of the cache, in place. A file that does not open is a problem and stays as it is. */
export async function unsealStudy(folder: string, key: StudyKey, options: SealOptions = {}): Promise<SealedStudy> {
  const fileKey = key.derive("file");
  const sealed = (path: string) => path.endsWith(SEALED);
  return eachFile(folder, options, { takes: sealed, step: "unseal" }, (path) => unsealFile(path, fileKey));
}

async function eachFile(
  folder: string,
  { progress, signal }: SealOptions,
  { takes, step }: { readonly takes: (path: string) => boolean; readonly step: "seal" | "unseal" },
  act: (path: string) => Promise<SealOutcome>,
): Promise<SealedStudy> {
  const { files, problems } = await filesOf(folder);
  const taken = files.filter(takes);
  const already = files.length - taken.length;
  const done: string[] = [];
  for (const [at, path] of taken.entries()) {
    if (signal?.aborted === true) return { done, already, problems, stopped: true };
    progress?.(`${step} ${at + 1} of ${taken.length}`);
    const outcome = await act(join(folder, path));
    if (outcome.kind === "done") done.push(path);
    else problems.push(outcomeProblem(path, outcome));
  }
  return { done, already, problems, stopped: false };
}

/** The template's own words about deliveries. */
const README = "records/deliveries/README.md";

/** All files of the folders but that README, after what interrupted runs left of them was cleared away. */
async function filesOf(folder: string): Promise<{ readonly files: readonly string[]; readonly problems: Problem[] }> {
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const root of SEALED_FOLDERS) {
    for (const { path, isFile } of await entriesUnder(folder, root)) {
      if (path === README) continue;
      if (!isFile) problems.push(notAFile(path));
      else if (path.endsWith(UNFINISHED)) await wipe(join(folder, path));
      else if (!path.endsWith(REMOVING)) files.push(path);
      else if (existsSync(join(folder, `${path.slice(0, -REMOVING.length)}${SEALED}`))) {
        await wipe(join(folder, path));
      } else problems.push(removingAlone(path));
    }
  }
  return { files: files.sort(compareText), problems };
}

interface Entry {
  readonly path: string;
  readonly isFile: boolean;
}

/** Files and what else is no folder, with `/`. Links are not followed. */
async function entriesUnder(folder: string, root: string): Promise<Entry[]> {
  if (!existsSync(join(folder, root))) return [];
  const entries: Entry[] = [];
  for (const entry of await readdir(join(folder, root), { withFileTypes: true })) {
    const path = `${root}/${entry.name}`;
    if (entry.isDirectory()) entries.push(...(await entriesUnder(folder, path)));
    else entries.push({ path, isFile: entry.isFile() });
  }
  return entries;
}

function outcomeProblem(path: string, outcome: Exclude<SealOutcome, { readonly kind: "done" }>): Problem {
  const problem = (code: string, message: string, remedy: string): Problem => ({
    severity: "error",
    code,
    place: { file: path },
    message,
    remedy,
  });
  switch (outcome.kind) {
    case "has-other-names":
      return problem(
        "file-has-other-names",
        "the file has another name elsewhere on the disk (a hard link), under which it would stay in the clear or be destroyed",
        "copy it, remove it, and give the copy its name",
      );
    case "half-removed":
      return problem(
        "sealed-file-missing",
        `beside it stands ${REMOVING}, of which an interrupted run took away the clear file and somebody the sealed one`,
        "see what that file is, and move it away",
      );
    case "contents-differ":
      return problem(
        "sealed-and-clear-differ",
        `the file and its sealed form (${SEALED}) stand side by side and hold different things`,
        "move away the one that should not be there",
      );
    case "seal-broken":
      return problem(
        "seal-broken",
        "the sealed file was changed or cut off, or was sealed under the key of another study",
        "bring it back from your backup",
      );
    default:
      return outcome satisfies never;
  }
}

function notAFile(path: string): Problem {
  return {
    severity: "error",
    code: "not-a-file",
    place: { file: path },
    message: "this is a link or something else that is no file, so what it leads to is not sealed",
    remedy: "put the file itself here",
  };
}

function removingAlone(path: string): Problem {
  return {
    severity: "error",
    code: "sealed-file-missing",
    place: { file: path },
    message: "a run that sealed this file was interrupted, and its sealed form was taken away since",
    remedy: `bring ${path.slice(0, -REMOVING.length)}${SEALED} back; this file may be overwritten in part`,
  };
}
