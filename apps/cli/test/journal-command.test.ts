import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStudyJournal } from "@plait/build";
import { unlockStudy } from "@plait/journal";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Ran, runPlait } from "./run-plait.ts";

const passphrase = "correct horse battery";

let folder: TemporaryFolder;
let study: string;
let keyFile: string;
beforeEach(async () => {
  folder = await temporaryFolder("cli-journal");
  study = join(folder.path, "study");
  keyFile = join(folder.path, "my.key");
  expect((await runPlait("init", study)).status).toBe(0);
});
afterEach(() => folder.remove());

/** The command in a process of its own, with these lines on standard input. */
async function plaitAsked(lines: readonly string[], ...args: string[]): Promise<Ran> {
  const command = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  const child = spawn(process.execPath, [command, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    said.stdout += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    said.stderr += String(chunk);
  });
  const [status] = await once(child, "close");
  return { status, ...said };
}

async function withEvents(count: number): Promise<void> {
  const key = await unlockStudy(study, { kind: "key-file", path: keyFile });
  const journal = await openStudyJournal(study, key, { environment: {} });
  for (let n = 0; n < count; n++) {
    const id = `019a0000-0000-7000-8000-00000000000${n}`;
    await journal.append([{ id, stream: "s", actor: "A. Worker", kind: "test.done", version: 1, payload: n }]);
  }
  await journal.close();
}

describe("[C50] plait journal key", () => {
  test("makes a key under a passphrase, prints the recovery sheet once, and changes the passphrase with it", async () => {
    const made = await plaitAsked([passphrase, passphrase], "journal", "key", "make", study);
    expect(made).toMatchObject({ status: 0, stderr: expect.stringContaining("it is shown this once") });
    const groups = [...made.stdout.matchAll(/\b\d {2}([0-9A-Z]{8})\b/gu)].map(([, group]) => group);
    expect(groups).toHaveLength(8);
    expect(made.stdout).not.toContain(passphrase);
    for (const file of readdirSync(join(study, ".plait"))) {
      expect(readFileSync(join(study, ".plait", file), "utf8")).not.toContain(groups[0]);
    }

    const fresh = "another horse battery";
    const change = ["journal", "key", "change", study] as const;
    const wrong = await plaitAsked(["no horse battery", fresh, fresh], ...change);
    expect(wrong).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("this passphrase does not open this study"),
    });
    expect(await plaitAsked([passphrase, fresh, "a typing slip"], ...change)).toMatchObject({ status: 2 });
    expect(await plaitAsked([groups.join(" "), fresh, fresh], ...change, "--recovery")).toMatchObject({ status: 0 });
    expect(await plaitAsked([passphrase], "seal", study)).toMatchObject({ status: 1 });
    expect(await plaitAsked([fresh], "seal", study)).toMatchObject({ status: 0 });
  });

  test("keeps the key in a file, which then is all that is asked for", async () => {
    expect((await runPlait("journal", "key", "make", study, "--key-file", keyFile)).status).toBe(0);
    expect((await runPlait("seal", study, "--key-file", keyFile)).status).toBe(0);
    const copy = join(folder.path, "copy.key");
    const kept = await runPlait("journal", "key", "change", study, "--key-file", keyFile, "--to-key-file", copy);
    expect(kept.stdout).toContain("Keep that file apart from the study");
    expect((await runPlait("unseal", study, "--key-file", copy)).status).toBe(0);
    const inside = await runPlait(
      "journal",
      "key",
      "change",
      study,
      "--key-file",
      keyFile,
      "--to-key-file",
      join(study, "x"),
    );
    expect(inside).toMatchObject({ status: 1, stderr: expect.stringContaining("lies in the study folder") });
  });

  test("asks for what it was not told; a folder that is no study is refused, and nothing is written", async () => {
    expect(await plaitAsked([], "journal", "key", "make", study)).toMatchObject({ status: 2 });
    expect(await runPlait("journal", "key", "make", folder.path, "--key-file", keyFile)).toMatchObject({ status: 1 });
    expect(existsSync(keyFile)).toBe(false);
  });
});

describe("[C51] plait journal verify", () => {
  beforeEach(async () => {
    await runPlait("journal", "key", "make", study, "--key-file", keyFile);
  });
  const verify = (...args: string[]) => runPlait("journal", "verify", study, "--key-file", keyFile, ...args);

  test("counts what was recorded and photographed, and what of it belongs to no event", async () => {
    const key = await unlockStudy(study, { kind: "key-file", path: keyFile });
    const journal = await openStudyJournal(study, key, { environment: {} });
    const idOf = (number: number) => `019a0000-0000-7000-8000-00000000000${number}`;
    const bytes = Buffer.from("said aloud");
    const kept = await journal.keepFile({ id: idOf(1), bytes });
    if (kept.kind !== "kept") throw new Error(kept.kind);
    const event = { id: idOf(2), stream: "s", actor: "A. Worker", kind: "test.done", version: 1, payload: 1 };
    await journal.append([{ ...event, files: [{ id: kept.id, sha256: kept.sha256 }] }]);
    await journal.close();
    const whole = await verify();
    expect(whole.stdout).toContain("So is the one recording or photograph kept with it.");
    expect(whole.stdout).not.toContain("by no event");
    const again = await openStudyJournal(study, key, { environment: {} });
    await again.keepFile({ id: idOf(3), bytes });
    await again.close();
    const { stdout } = await verify();
    expect(stdout).toContain("So are the 2 recordings and photographs kept with it.");
    expect(stdout).toContain("Named by no event: 1, kept just before");
  });

  test("says whether the journal is whole, what that cannot show, and the head", async () => {
    await withEvents(3);
    const whole = await verify();
    expect(whole.status).toBe(0);
    expect(whole.stdout).toContain("The journal is whole: 3 events, each as it was written.");
    expect(whole.stdout).toContain("This cannot show whether its end was taken off");
    const head = /to be written down elsewhere: ([0-9a-f]{64})/u.exec(whole.stdout)?.[1] ?? "";
    expect((await verify("--head", head)).stdout).toContain("Up to event 3, of ");
    expect(JSON.parse((await verify("--json")).stdout)).toMatchObject({ events: 3, breaks: [], head: { hash: head } });
    const unknown = await verify("--head", "0".repeat(64));
    expect(unknown).toMatchObject({ status: 1, stdout: "" });
    expect(unknown.stderr).toContain("the journal was written anew or its end was taken off");
    expect(await verify("--head", "0".repeat(64), "--json")).toMatchObject({ status: 1 });
  });

  test("names a damaged file, a missing one and a key of another study, and makes nothing", async () => {
    expect(await verify()).toMatchObject({ status: 1, stderr: expect.stringContaining("there is no journal here") });
    await withEvents(1);
    const file = join(study, ".plait/journal.db");
    const bytes = readFileSync(file);
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const damaged = await verify();
    expect(damaged).toMatchObject({ status: 1, stdout: "" });
    expect(damaged.stderr).toMatch(/damaged/u);
    rmSync(file);
    expect(await verify()).toMatchObject({ status: 1, stderr: expect.stringContaining("no journal here") });
    expect(existsSync(file)).toBe(false);
  });

  test("a store that study.yaml names wrongly is a problem of that file", async () => {
    const settings = join(study, "study.yaml");
    const text = readFileSync(settings, "utf8");
    const outcomes: [string, RegExp][] = [
      ["store: { postgres: JOURNAL_URL_OF_NO_TEST }", /the environment variable JOURNAL_URL_OF_NO_TEST is not set/u],
      ['store: { postgres: "postgresql://role:hunter2@host/db" }', /holds a password, which does not belong here/u],
      ['store: { postgres: "postgresql://role@/db?host=/nowhere" }', /the database of the journal cannot be opened/u],
      ["store: mysql", /expected sqlite, or postgres/u],
    ];
    for (const [line, message] of outcomes) {
      writeFileSync(settings, text.replace("store: sqlite", line));
      const { status, stderr } = await verify();
      expect(stderr).toMatch(message);
      expect(stderr).toContain("study.yaml");
      expect(stderr).not.toContain("hunter2");
      expect(status).toBe(1);
    }
  });
});

describe("[C52] plait seal and unseal", () => {
  const delivery = () => join(study, "records/deliveries/2024/North/referrals.csv");
  beforeEach(async () => {
    await runPlait("journal", "key", "make", study, "--key-file", keyFile);
    mkdirSync(join(study, "records/deliveries/2024/North"), { recursive: true });
    writeFileSync(delivery(), "reference\nREF000001\n");
  });

  test("say what they did and what a disk may keep", async () => {
    const sealed = await runPlait("seal", study, "--key-file", keyFile);
    expect(sealed).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("Sealed 1 file; 0 files were sealed before."),
    });
    expect(sealed.stdout).toContain("may still have them");
    expect(existsSync(delivery())).toBe(false);
    const opened = await runPlait("unseal", study, "--key-file", keyFile);
    expect(opened).toMatchObject({ status: 0, stdout: expect.stringContaining("Unsealed 1 file.") });
    expect(readFileSync(delivery(), "utf8")).toBe("reference\nREF000001\n");
  });

  test("list what could not be done and end with 1; a study at work is left alone", async () => {
    await runPlait("seal", study, "--key-file", keyFile);
    writeFileSync(delivery(), "delivered again");
    const refused = await runPlait("seal", study, "--key-file", keyFile);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("stand side by side") });
    writeFileSync(join(study, ".plait/lock"), String(process.ppid));
    const busy = await runPlait("unseal", study, "--key-file", keyFile);
    expect(busy).toMatchObject({ status: 1, stderr: expect.stringContaining("is at work in this study") });
  });
});
