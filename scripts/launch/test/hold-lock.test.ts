import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, expect, it } from "vitest";
import { holdLock } from "../hold-lock.mjs";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plait-lock-"));
  file = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

function neverWaits(): void {
  throw new Error("waited for a lock that nobody holds");
}

it("names its holder and leaves nothing behind", async () => {
  const release = await holdLock(file, neverWaits);
  expect(readFileSync(file, "utf8")).toBe(String(process.pid));
  expect(readdirSync(folder)).toEqual(["lock"]);
  release();
  expect(readdirSync(folder)).toEqual([]);
});

it("waits for a living holder, and says so once", async () => {
  const release = await holdLock(file, neverWaits);
  let told = 0;
  let taken = false;
  const second = holdLock(file, () => {
    told += 1;
    release();
  }).then((releaseSecond) => {
    taken = true;
    return releaseSecond;
  });
  expect(taken).toBe(false);
  const releaseSecond = await second;
  expect([told, taken, existsSync(file)]).toEqual([1, true, true]);
  releaseSecond();
});

it.each([
  ["a process that is gone", "999999999"],
  ["nobody", ""],
])("takes over a lock held by %s", async (_, content) => {
  writeFileSync(file, content);
  const release = await holdLock(file, neverWaits);
  expect(readFileSync(file, "utf8")).toBe(String(process.pid));
  release();
});
