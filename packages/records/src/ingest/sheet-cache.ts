import { createHash } from "node:crypto";
import { chmodSync, createReadStream, mkdirSync, readdirSync, rmSync } from "node:fs";
import { chmod, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { storageFailureReason } from "./storage-failure.ts";

/**
 * Everything Plait keeps under `.plait/` goes through here: one place to seal it. Folders and files are open to their
 * owner only. Keys are paths of content hashes, such as `deliveries/3fa9…/1.parquet`; a key that leads out of the folder
 * throws `RangeError`.
 *
 * Beside each entry lies its digest. An entry that is not, byte by byte, what was written is none: whoever asks for it makes it again.
 */
export interface SheetCache {
  /** The path of an entry, or undefined when there is none. */
  path(key: string): Promise<string | undefined>;
  /**
   * Stores what `fill` writes to the path it is given, which does not exist yet. The entry appears, or takes the place of
   * an earlier one, only when all of it is on the disk. When `fill` fails or the process ends half way, an earlier entry
   * stays as it was. A disk that is full or refuses is a `CacheWriteError`; any other error of `fill` is passed on.
   */
  write(key: string, fill: (temporaryPath: string) => Promise<void>): Promise<string>;
  readText(key: string): Promise<string | undefined>;
  writeText(key: string, text: string): Promise<void>;
}

/** The disk could not take an entry. `path` is where it was to be; what was there before is there still. */
export class CacheWriteError extends Error {
  override readonly name = "CacheWriteError";
  readonly reason: "disk-full" | "disk-refuses";
  readonly path: string;

  constructor(reason: "disk-full" | "disk-refuses", path: string, cause: unknown) {
    const why = reason === "disk-full" ? "there is no room left on the disk" : "the disk refuses to be written to";
    super(`${path} could not be written: ${why}`, { cause });
    this.reason = reason;
    this.path = path;
  }
}

const KEY = /^[\w-]+(?:\.[\w-]+)*(?:\/[\w-]+(?:\.[\w-]+)*)*$/;
const UNFINISHED = /\.(\d+)-\d+\.unfinished$/;

/** What this process is writing: not left behind by an earlier one, even where that had the same number. */
const beingWritten = new Set<string>();

/** Opens a cache folder, making it private, and removes what interrupted writes left behind; running ones go on. */
export function openSheetCache(folder: string): SheetCache {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  removeUnfinished(folder);
  let writes = 0;

  const place = (key: string): string => {
    if (!KEY.test(key)) throw new RangeError(`key: expected names joined by "/", got "${key}"`);
    return join(folder, key);
  };
  const path = async (key: string): Promise<string | undefined> => {
    const file = place(key);
    return (await isAsWritten(file)) ? file : undefined;
  };
  const write = async (key: string, fill: (temporaryPath: string) => Promise<void>): Promise<string> => {
    const file = place(key);
    const ending = `${process.pid}-${writes++}.unfinished`;
    const temporary = `${file}.${ending}`;
    const temporaryDigest = `${digestFile(file)}.${ending}`;
    beingWritten.add(temporary).add(temporaryDigest);
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await fill(temporary);
      await chmod(temporary, 0o600);
      await syncToDisk(temporary);
      await writeFile(temporaryDigest, await digestOf(temporary), { mode: 0o600 });
      await syncToDisk(temporaryDigest);
      // An end between the two leaves an entry that is not of its digest: none.
      await rename(temporaryDigest, digestFile(file));
      await rename(temporary, file);
      await syncToDisk(dirname(file));
    } catch (error) {
      await rm(temporary, { force: true });
      await rm(temporaryDigest, { force: true });
      const reason = storageFailureReason(error);
      throw reason === undefined ? error : new CacheWriteError(reason, file, error);
    } finally {
      beingWritten.delete(temporary);
      beingWritten.delete(temporaryDigest);
    }
    return file;
  };
  return {
    path,
    write,
    readText: async (key) => {
      const file = await path(key);
      return file === undefined ? undefined : readFile(file, "utf8");
    },
    writeText: async (key, text) => {
      await write(key, (temporary) => writeFile(temporary, text, { flag: "wx", mode: 0o600 }));
    },
  };
}

function digestFile(file: string): string {
  return `${file}.sha256`;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest("hex");
}

async function isAsWritten(file: string): Promise<boolean> {
  try {
    return (await readFile(digestFile(file), "utf8")) === (await digestOf(file));
  } catch (error) {
    // Whatever the disk has against reading either of them.
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

async function syncToDisk(path: string): Promise<void> {
  // Windows opens no folder, and syncs no file opened for reading.
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const pid = Number(UNFINISHED.exec(name)?.[1]);
    const path = join(folder, name);
    const isOngoing = pid === process.pid ? beingWritten.has(path) : isRunning(pid);
    if (!Number.isNaN(pid) && !isOngoing) rmSync(path, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
