import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { chmod, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Everything Plait keeps under `.plait/` goes through here: one place to seal it. Files can be read by their owner only.
 * Keys are paths of content hashes, so an entry never changes: it is written beside its place and moved there whole.
 */
export interface SheetCache {
  /** The path of an entry, or undefined when there is none. */
  path(key: string): string | undefined;
  /** Stores what `fill` writes to the path it is given. When `fill` fails, nothing changes and its error is passed on. */
  write(key: string, fill: (temporaryPath: string) => Promise<void>): Promise<string>;
  readText(key: string): Promise<string | undefined>;
  writeText(key: string, text: string): Promise<void>;
}

const UNFINISHED = ".unfinished";

/** Opens a cache folder, making it private, and removes what interrupted writes left behind. */
export function openSheetCache(folder: string): SheetCache {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(UNFINISHED)) rmSync(join(folder, name), { force: true });
  }
  const path = (key: string): string | undefined => {
    const file = join(folder, key);
    return existsSync(file) ? file : undefined;
  };
  const write = async (key: string, fill: (temporaryPath: string) => Promise<void>): Promise<string> => {
    const file = join(folder, key);
    const temporary = `${file}.${process.pid}${UNFINISHED}`;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    try {
      await fill(temporary);
      await chmod(temporary, 0o600);
      const handle = await open(temporary, "r+");
      await handle.sync();
      await handle.close();
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return file;
  };
  return {
    path,
    write,
    readText: async (key) => {
      const file = path(key);
      return file === undefined ? undefined : readFile(file, "utf8");
    },
    writeText: async (key, text) => {
      await write(key, async (temporary) => {
        const handle = await open(temporary, "w", 0o600);
        await handle.writeFile(text);
        await handle.close();
      });
    },
  };
}
