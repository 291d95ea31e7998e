import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { OutputFile } from "@plait/report";
import { compareText } from "@plait/study";

/** What a finished build wrote, by path under the outputs folder. */
export interface OutputManifest {
  readonly inputsDigest: string;
  readonly files: readonly (readonly [path: string, sha256: string])[];
}

/**
 * Puts a whole set of outputs in the place of the one before. The set is written beside it first, so that an interruption or a full disk
 * leaves the earlier outputs as they were.
 */
export async function writeOutputs(
  folder: string,
  files: readonly OutputFile[],
  inputsDigest: string,
): Promise<OutputManifest> {
  const partial = `${folder}.unfinished`;
  const former = `${folder}.former`;
  await rm(partial, { recursive: true, force: true });
  try {
    for (const { path, bytes } of files) {
      const file = join(partial, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    await rm(former, { recursive: true, force: true });
    if (existsSync(folder)) await rename(folder, former);
    await rename(partial, folder);
    await rm(former, { recursive: true, force: true });
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    await recoverOutputs(folder);
    throw error;
  }
  return {
    inputsDigest,
    files: files.map(({ path, bytes }) => [path, sha256Of(bytes)] as const).sort(([a], [b]) => compareText(a, b)),
  };
}

/** Brings back the former outputs when a build was ended between taking them away and putting the new ones in place. */
export async function recoverOutputs(folder: string): Promise<void> {
  const former = `${folder}.former`;
  if (!existsSync(former)) return;
  if (existsSync(folder)) await rm(former, { recursive: true, force: true });
  else await rename(former, folder);
}

/** Whether every file of a manifest is there as it was written. */
export async function outputsAreWhole(folder: string, manifest: OutputManifest): Promise<boolean> {
  for (const [path, sha256] of manifest.files) {
    const file = join(folder, path);
    if (!existsSync(file) || sha256Of(await readFile(file)) !== sha256) return false;
  }
  return manifest.files.length > 0;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
