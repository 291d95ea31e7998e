import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { temporaryFolder } from "@plait/testkit";
import { describe, expect, it } from "vitest";
import { CacheWriteError, openSheetCache } from "../../src/ingest/sheet-cache.ts";

const KEY = "deliveries/0123abcd/1.parquet";

describe("[I50] the cache", () => {
  it("keeps what was written, open to its owner only", async () => {
    await using folder = await temporaryFolder("cache");
    const root = join(folder.path, "cache");
    const cache = openSheetCache(root);
    expect(await cache.path(KEY)).toBeUndefined();
    expect(await cache.readText(KEY)).toBeUndefined();
    const path = await cache.write(KEY, (temporary) => writeFile(temporary, "cells", { mode: 0o644 }));
    expect(await cache.path(KEY)).toBe(path);
    expect(await openSheetCache(root).readText(KEY)).toBe("cells");
    const modes = [root, join(root, "deliveries"), path, `${path}.sha256`].map((each) => statSync(each).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600]);
  });

  it("makes an existing folder private", async () => {
    await using folder = await temporaryFolder("cache");
    const root = join(folder.path, "cache");
    mkdirSync(root, { mode: 0o755 });
    openSheetCache(root);
    expect(statSync(root).mode & 0o777).toBe(0o700);
  });

  it("keeps the old entry when a new one fails, and leaves nothing half written", async () => {
    await using folder = await temporaryFolder("cache");
    const cache = openSheetCache(folder.path);
    await cache.writeText(KEY, "old");
    const failure = new Error("the engine stopped");
    const half = cache.write(KEY, async (temporary) => {
      await writeFile(temporary, "half");
      throw failure;
    });
    await expect(half).rejects.toBe(failure);
    expect(await cache.readText(KEY)).toBe("old");
    expect(readdirSync(join(folder.path, "deliveries", "0123abcd"))).toEqual(["1.parquet", "1.parquet.sha256"]);
  });

  it.each([
    ["disk-full", Object.assign(new Error("write"), { code: "ENOSPC" })],
    ["disk-full", Object.assign(new Error("write"), { code: "EDQUOT" })],
    ["disk-full", new Error("query failed", { cause: new Error("IO Error: No space left on device") })],
    ["disk-refuses", Object.assign(new Error("write"), { code: "EROFS" })],
  ])("says that the disk could not take an entry: %s", async (reason, cause) => {
    await using folder = await temporaryFolder("cache");
    const cache = openSheetCache(folder.path);
    await cache.writeText(KEY, "old");
    const write = cache.write(KEY, () => Promise.reject(cause));
    await expect(write).rejects.toMatchObject({ name: "CacheWriteError", reason, cause });
    await expect(cache.write(KEY, () => Promise.reject(cause))).rejects.toBeInstanceOf(CacheWriteError);
    expect(await cache.readText(KEY)).toBe("old");
  });

  it.runIf(existsSync("/dev/full"))("says so of a device that is really full", async () => {
    await using folder = await temporaryFolder("cache");
    const cache = openSheetCache(folder.path);
    const write = cache.write(KEY, () => writeFile("/dev/full", "cells"));
    await expect(write).rejects.toMatchObject({ reason: "disk-full", cause: { code: "ENOSPC" } });
    expect(await cache.path(KEY)).toBeUndefined();
  });

  it("removes what an ended process left, and not what is being written", async () => {
    await using folder = await temporaryFolder("cache");
    const cache = openSheetCache(folder.path);
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    const left = join(folder.path, `entry.${ended}-0.unfinished`);
    const leftByNamesake = join(folder.path, `entry.${process.pid}-99.unfinished`);
    for (const path of [left, leftByNamesake]) writeFileSync(path, "half");
    await cache.writeText("other", "whole");
    const path = await cache.write(KEY, async (temporary) => {
      await writeFile(temporary, "cells");
      openSheetCache(folder.path);
    });
    expect(readFileSync(path, "utf8")).toBe("cells");
    expect(existsSync(left) || existsSync(leftByNamesake)).toBe(false);
    expect(await cache.readText("other")).toBe("whole");
  });

  it.each(["../outside", "/etc/passwd", "a/../b", "", "a//b", "a/."])("takes no key such as %j", async (key) => {
    await using folder = await temporaryFolder("cache");
    const cache = openSheetCache(folder.path);
    await expect(cache.path(key)).rejects.toThrow(RangeError);
    await expect(cache.writeText(key, "x")).rejects.toThrow(RangeError);
  });
});

describe("[I51] an entry that is not as it was written", () => {
  const other = "another";
  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ["cut short", (path) => truncateSync(path, 3)],
    ["of no length", (path) => truncateSync(path, 0)],
    ["with one byte changed", (path) => writeFileSync(path, "cellt")],
    ["of another key", (path) => copyFileSync(join(dirname(path), other), path)],
    ["gone", (path) => rmSync(path)],
    ["without its digest", (path) => rmSync(`${path}.sha256`)],
    ["with a damaged digest", (path) => truncateSync(`${path}.sha256`, 0)],
  ];

  it.each(damages)("is none: %s", async (_, damage) => {
    await using folder = await temporaryFolder("cache");
    const cache = openSheetCache(folder.path);
    await cache.writeText("entry", "cells");
    await cache.writeText(other, "other");
    damage(join(folder.path, "entry"));
    expect(await cache.path("entry")).toBeUndefined();
    expect(await cache.readText("entry")).toBeUndefined();
    expect(await cache.readText(other)).toBe("other");
  });

  it("is written anew", async () => {
    await using folder = await temporaryFolder("cache");
    const cache = openSheetCache(folder.path);
    await cache.writeText(KEY, "cells");
    truncateSync(join(folder.path, KEY), 3);
    await cache.writeText(KEY, "cells");
    expect(await cache.readText(KEY)).toBe("cells");
  });
});
