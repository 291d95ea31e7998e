import { existsSync } from "node:fs";
import { chmod, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file of true values that only its owner can read: `fill` writes to the path it is given, and the file takes its place when it
 * is whole.
 *
 * Throws RangeError for a folder that is not there, and whatever `fill` throws; what was there before is then there still.
 */
export async function writePrivately(path: string, fill: (partial: string) => Promise<void>): Promise<void> {
  if (!existsSync(dirname(path))) throw new RangeError(`there is no folder ${dirname(path)} to write to`);
  const partial = `${path}.unfinished`;
  try {
    await fill(partial);
    await chmod(partial, 0o600);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
