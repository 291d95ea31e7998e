import { existsSync } from "node:fs";
import { chmod, type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Puts a file in the place of the one before in one step that lasts: after a crash there is the old one or the new one. Only its owner can
 * read it.
 */
export async function replaceDurably(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.unfinished`;
  try {
    await writeDurably(partial, content);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** As `replaceDurably`, for a text of the study that its people edit: who could read and write it can still. */
export async function replaceTextDurably(path: string, text: string): Promise<void> {
  const mode = existsSync(path) ? (await stat(path)).mode & 0o777 : undefined;
  await replaceDurably(path, text);
  if (mode !== undefined) await chmod(path, mode);
}

/** Writes a folder of files that only its owner can read and that is on the disk when this ends. */
export async function writeFolderDurably(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const made = (await mkdir(folder, { recursive: true, mode: 0o700 })) ?? folder;
  for (const [name, bytes] of files) await writeDurably(join(folder, name), bytes);
  // Every folder that has something new in it.
  const last = dirname(made);
  for (let each = folder; each !== last; each = dirname(each)) await syncFolder(each);
  await syncFolder(last);
}

export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  await closing(await open(path, "w", 0o600), async (file) => {
    await file.writeFile(content);
    await file.sync();
  });
}

/** What a folder holds is a file too, except on Windows, which keeps it by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  await closing(await open(folder, "r"), (file) => file.sync());
}

async function closing(file: FileHandle, use: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await use(file);
  } finally {
    await file.close();
  }
}
