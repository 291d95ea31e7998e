import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { type OutputFile, sha256 } from "@plait/report";
import { compareText } from "@plait/study";
import { StudyProblems } from "./study-problems.ts";

/** What a finished build wrote, by path under the outputs folder. */
export interface OutputManifest {
  readonly inputsDigest: string;
  readonly files: readonly (readonly [path: string, sha256: string])[];
}

/** The disk could not take the outputs. What was there before is there still. */
export class OutputsNotWritten extends Error {
  override readonly name = "OutputsNotWritten";
  /** The system's own word, such as `ENOSPC`. */
  readonly code: string;

  constructor(folder: string, code: string, cause: unknown) {
    super(`the outputs could not be written to ${folder} (${code})`, { cause });
    this.code = code;
  }
}

/**
 * Puts a whole set of outputs in the place of the one before. The set is written beside it first, so that an interruption or a full disk
 * leaves the earlier outputs as they were.
 *
 * Throws OutputsNotWritten when the disk refuses.
 */
export async function writeOutputs(
  folder: string,
  files: readonly OutputFile[],
  inputsDigest: string,
): Promise<OutputManifest> {
  const partial = unfinished(folder);
  const former = formerly(folder);
  await recoverOutputs(folder);
  try {
    for (const { path, bytes } of files) {
      const file = join(partial, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    if (existsSync(folder)) await rename(folder, former);
    await rename(partial, folder);
    await rm(former, { recursive: true, force: true });
  } catch (error) {
    await recoverOutputs(folder);
    if (error instanceof Error && "code" in error) throw new OutputsNotWritten(folder, String(error.code), error);
    throw error;
  }
  return {
    inputsDigest,
    files: files.map(({ path, bytes }) => [path, sha256(bytes)] as const).sort(([a], [b]) => compareText(a, b)),
  };
}

/** Brings back the former outputs when a build was ended before the new ones were in place, and removes what it left. */
export async function recoverOutputs(folder: string): Promise<void> {
  const former = formerly(folder);
  await rm(unfinished(folder), { recursive: true, force: true });
  if (!existsSync(former)) return;
  if (existsSync(folder)) await rm(former, { recursive: true, force: true });
  else await rename(former, folder);
}

const unfinished = (folder: string): string => `${folder}.plait-unfinished`;
const formerly = (folder: string): string => `${folder}.plait-former`;

const OUTPUT = /^(?:annex\.html|results\.json|tables\.xlsx|tables\/\w+\.[\w.-]+\.csv|figures\/\w+\.[\w.-]+\.svg)$/u;
const LEFT_BY_SYSTEMS = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/iu;

/**
 * Outputs take the place of a whole folder. One that holds anything else is somebody's, and is not touched.
 *
 * Throws StudyProblems that name what was found there.
 */
export function refuseForeignFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const found = statSync(folder).isDirectory() ? foreignFiles(folder) : ["a file of this name"];
  if (found.length === 0) return;
  throw new StudyProblems([
    {
      severity: "error",
      code: "outputs-hold-other-files",
      place: { file: folder },
      message: `the outputs would take the place of this folder, but it holds what Plait did not write: ${found.slice(0, 5).join(", ")}${found.length > 5 ? ", …" : ""}`,
      remedy: "move these files away, or name a new or empty folder",
    },
  ]);
}

/** Files that are no outputs, and folders that are none: those are not looked into. */
function foreignFiles(folder: string, root = folder): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = relative(root, join(folder, entry.name)).split(sep).join("/");
    if (entry.isDirectory() && (path === "tables" || path === "figures"))
      found.push(...foreignFiles(join(folder, entry.name), root));
    else if (!(entry.isFile() && (OUTPUT.test(path) || LEFT_BY_SYSTEMS.test(path)))) found.push(path);
  }
  return found.sort(compareText);
}

/** Whether every file of a manifest is there as it was written. */
export async function outputsAreWhole(folder: string, manifest: OutputManifest): Promise<boolean> {
  for (const [path, digest] of manifest.files) {
    const file = join(folder, path);
    if (!existsSync(file) || sha256(await readFile(file)) !== digest) return false;
  }
  return manifest.files.length > 0;
}
