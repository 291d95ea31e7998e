import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSealedFile, sealStudy, unsealStudy } from "@plait/journal";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testKey } from "./test-key.ts";

/** Of each command. Most of the time of a kill is the start of the process. */
const KILLS = Number(process.env.PLAIT_KILLS ?? 6);

const program = fileURLToPath(new URL("./seal-until-killed.ts", import.meta.url));

/** Sizes around a chunk of 64 KiB, and some that take a while to be written. */
const files = [0, 1, 65_535, 65_536, 65_537, 300_000, 2_000_000, 40, 1_000_000, 200_000].map((size, number) => ({
  path: `records/deliveries/2024/file-${number}.csv`,
  bytes: Buffer.alloc(size, `row ${number}, `),
}));

let compiled: TemporaryFolder;
beforeAll(async () => {
  compiled = await temporaryFolder("killed-seal-compiled");
});
afterAll(() => compiled.remove());

const commands = [
  { command: "seal", again: sealStudy, endsWith: ".sealed" },
  { command: "unseal", again: unsealStudy, endsWith: ".csv" },
] as const;

const TIMEOUT = 60_000 + KILLS * 15_000;

describe("[K62] every file is whole in the clear or whole sealed, and running again finishes", {
  timeout: TIMEOUT,
}, () => {
  test.each(commands)(`${KILLS} kills of $command`, async ({ command, again, endsWith }) => {
    let interrupted = 0;
    for (let round = 0; round < KILLS; round++) {
      await using folder = await temporaryFolder(`killed-${command}`);
      for (const { path, bytes } of files) write(join(folder.path, path), bytes);
      if (command === "unseal") await sealStudy(folder.path, testKey);
      // At another file and another moment each time.
      const wasKilled = await startAndKill(folder.path, command, 1 + (round % files.length), (round * 7) % 13);
      if (wasKilled) interrupted += 1;
      for (const { path, bytes } of files) await expectWhole(join(folder.path, path), bytes);

      expect((await again(folder.path, testKey)).problems).toEqual([]);
      const left = readdirSync(join(folder.path, "records/deliveries/2024"));
      expect([left.length, left.filter((name) => !name.endsWith(endsWith))]).toEqual([files.length, []]);
      for (const { path, bytes } of files) await expectWhole(join(folder.path, path), bytes);
    }
    expect(interrupted).toBeGreaterThan(0);
  });
});

function write(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

/** Kills the command some milliseconds after it began with a file; false where it had ended by then. */
async function startAndKill(folder: string, command: string, file: number, later: number): Promise<boolean> {
  const child = spawn(process.execPath, [program, folder, command], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled.path },
  });
  const closed = once(child, "close");
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
    if (said.split("\n").length > file) setTimeout(() => child.kill("SIGKILL"), later);
  });
  const [, signal] = await closed;
  return signal === "SIGKILL";
}

/** The clear file as it was, or a sealed one that opens to it; what is half done bears another name. */
async function expectWhole(path: string, bytes: Buffer): Promise<void> {
  const sealed = `${path}.sealed`;
  expect([path, existsSync(path) || existsSync(sealed)]).toEqual([path, true]);
  if (existsSync(path)) expect([path, readFileSync(path).equals(bytes)]).toEqual([path, true]);
  if (existsSync(sealed)) expect([sealed, (await opened(sealed)).equals(bytes)]).toEqual([sealed, true]);
}

async function opened(sealed: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of readSealedFile(sealed, testKey.derive("file"))) parts.push(part);
  return Buffer.concat(parts);
}
