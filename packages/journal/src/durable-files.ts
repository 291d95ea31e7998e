import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Puts a file in the place of the one before in one step that lasts: after a crash there is the old one or the new one. Only its owner can
 * read it.
 */
export async function replaceDurably(path: string, content: string): Promise<void> {
  const partial = `${path}.unfinished`;
  try {
    await writeDurably(partial, content, "w");
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Writes a file that is not there yet, for its owner only, and has it on the disk when this ends. */
export async function writeNewDurably(path: string, content: string): Promise<void> {
  await writeDurably(path, content, "wx");
  await syncFolder(dirname(path));
}

export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

export async function removeDurably(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}

export async function closing<T>(file: FileHandle, use: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function writeDurably(path: string, content: string, flag: "w" | "wx"): Promise<void> {
  await closing(await open(path, flag, 0o600), async (file) => {
    await file.writeFile(content);
    await file.sync();
  });
}

/** What a folder holds is a file too, except on Windows, which keeps it by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  await closing(await open(folder, "r"), (file) => file.sync());
}
