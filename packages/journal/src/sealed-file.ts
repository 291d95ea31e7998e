import { createHash } from "node:crypto";
import { type FileHandle, lstat, open, rm } from "node:fs/promises";
import { closing, removeDurably, renameDurably } from "./durable-files.ts";
import type { RandomBytes } from "./event-id.ts";
import { openedStream, SealBroken, sealedStream } from "./sealed-stream.ts";

/** What a sealed file's name ends in. */
export const SEALED = ".sealed";
/** A file that is being written. */
export const UNFINISHED = ".plait-unfinished";
/** A clear file that is sealed already and is being overwritten. */
export const REMOVING = ".plait-removing";

/** What became of a file; the file itself is untouched unless it says `done`. */
export type SealOutcome =
  | { readonly kind: "done" }
  /** The file has further names (hard links): overwriting it would destroy it under those too. */
  | { readonly kind: "has-other-names" }
  /** A file of this name was being removed, and its sealed form is gone: see `REMOVING`. */
  | { readonly kind: "half-removed" }
  /** Clear and sealed files stand side by side with different contents. */
  | { readonly kind: "contents-differ" }
  /** The sealed file does not open. */
  | { readonly kind: "seal-broken" };

/**
 * Seals a file: `x.csv` becomes `x.csv.sealed`. The sealed file is on the disk, read back and compared before the clear one is overwritten with zeros
 * and removed. Ended at any point, there is the clear file, or the sealed one, or both; the next call goes on from there.
 *
 * Overwriting reaches the blocks that the file has now. Disks that move blocks (SSDs), file systems that keep old ones (journals, snapshots) and backups
 * may have others.
 */
export async function sealFile(path: string, key: Uint8Array, randomBytes: RandomBytes): Promise<SealOutcome> {
  const [sealed, removing] = [`${path}${SEALED}`, `${path}${REMOVING}`];
  const file = await lstat(path);
  if (file.nlink > 1) return { kind: "has-other-names" };
  if (await exists(removing)) return { kind: "half-removed" };
  if (await exists(sealed)) {
    const same = await sameContents(path, sealed, key);
    if (same !== "same") return { kind: same };
  } else {
    await writeWhole(sealed, sealedStream(key, contentsOf(path), randomBytes));
    if ((await sameContents(path, sealed, key)) !== "same") {
      await rm(sealed, { force: true });
      throw new Error("a file changed while it was sealed, or its sealed copy could not be read back");
    }
  }
  await renameDurably(path, removing);
  await wipe(removing);
  return { kind: "done" };
}

/** Opens a sealed file: `x.csv.sealed` becomes `x.csv`, for its owner only. The clear file is whole and on the disk before the sealed one is removed. */
export async function unsealFile(sealed: string, key: Uint8Array): Promise<SealOutcome> {
  const path = clearPath(sealed);
  if (await exists(path)) {
    const same = await sameContents(path, sealed, key);
    if (same !== "same") return { kind: same };
  } else {
    try {
      await writeWhole(path, openedStream(key, contentsOf(sealed)));
    } catch (error) {
      if (error instanceof SealBroken) return { kind: "seal-broken" };
      throw error;
    }
  }
  await removeDurably(sealed);
  return { kind: "done" };
}

/**
 * What a sealed file holds, chunk by chunk, written nowhere. See `openedStream` for what is known when.
 *
 * @throws SealBroken
 */
export function readSealedFile(sealed: string, key: Uint8Array): AsyncGenerator<Uint8Array> {
  return openedStream(key, contentsOf(sealed));
}

function clearPath(sealed: string): string {
  return sealed.slice(0, -SEALED.length);
}

/** Overwrites a file with zeros, waits for the disk, and removes it. */
export async function wipe(path: string): Promise<void> {
  await closing(await open(path, "r+"), async (file) => {
    const zeros = Buffer.alloc(65_536);
    const { size } = await file.stat();
    for (let at = 0; at < size; at += zeros.length) await writeAll(file, zeros.subarray(0, size - at), at);
    await file.sync();
  });
  await removeDurably(path);
}

async function writeWhole(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const partial = `${path}${UNFINISHED}`;
  await rm(partial, { force: true });
  try {
    await closing(await open(partial, "wx", 0o600), async (file) => {
      let at = 0;
      for await (const part of content) {
        await writeAll(file, part, at);
        at += part.length;
      }
      await file.sync();
    });
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await renameDurably(partial, path);
}

/** One write may take less than it is given, as on a disk that is nearly full; the next one then fails. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}

async function* contentsOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(65_536);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return;
      yield Buffer.from(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

async function sameContents(
  path: string,
  sealed: string,
  key: Uint8Array,
): Promise<"same" | "contents-differ" | "seal-broken"> {
  try {
    const [clear, opened] = [await digestOf(contentsOf(path)), await digestOf(openedStream(key, contentsOf(sealed)))];
    return clear === opened ? "same" : "contents-differ";
  } catch (error) {
    if (error instanceof SealBroken) return "seal-broken";
    throw error;
  }
}

async function digestOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of content) hash.update(part);
  return hash.digest("hex");
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
      throw error;
    },
  );
}
