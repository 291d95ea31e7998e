import { createHash } from "node:crypto";
import { mkdir, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A file of decisions as it stands on the disk. */
export interface DecisionFile {
  readonly text: string;
  /** Digest of its bytes; empty where there is no file. */
  readonly version: string;
}

/** The file was written to by somebody else since it was read. */
export class ChangedMeanwhile extends Error {
  override readonly name = "ChangedMeanwhile";
}

/** A file that is not there is empty. */
export async function readDecisionFile(path: string): Promise<DecisionFile> {
  try {
    const bytes = await readFile(path);
    return { text: bytes.toString("utf8"), version: versionOf(bytes) };
  } catch (error) {
    if (isMissing(error)) return { text: "", version: "" };
    throw error;
  }
}

export function versionOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Puts a text in the place of a file, whole or not at all; what it linked to is what is replaced, and who may read it stays.
 *
 * @param before the version that the text was made of
 * @throws ChangedMeanwhile where the file has another; it is then as it was
 */
export async function replaceDecisionFile(path: string, before: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const target = before === "" ? path : await realpath(path);
  const partial = join(dirname(target), `.${basename(target)}.unfinished`);
  try {
    const mode = before === "" ? 0o666 : (await stat(target)).mode;
    await rm(partial, { force: true });
    const file = await open(partial, "wx", mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if ((await readDecisionFile(target)).version !== before)
      throw new ChangedMeanwhile(`${path} was changed meanwhile`);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
