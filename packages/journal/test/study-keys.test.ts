import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { JournalProblems, KEYS_FILE, keepStudyKey, makeStudyKey, StudyKey, unlockStudy } from "@plait/journal";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRecoveryCode, recoveryCode } from "../src/recovery-code.ts";
import { otherKey, testKey } from "./test-key.ts";

let folder: TemporaryFolder;
let study: string;
let drawn = 0;
const randomBytes = (count: number) => Uint8Array.from({ length: count }, (_, at) => (at * 13 + 7 * ++drawn) % 256);
beforeEach(async () => {
  folder = await temporaryFolder("keys");
  study = join(folder.path, "study");
  mkdirSync(study);
});
afterEach(() => folder.remove());

const passphrase = { kind: "passphrase", passphrase: "correct horse battery" } as const;

async function refusals(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return [];
  if (!(error instanceof JournalProblems)) throw error;
  for (const { remedy } of error.problems) expect(remedy).toMatch(/\w/u);
  return error.problems.map(({ code }) => code);
}

describe("[K50] a passphrase", () => {
  test("opens the study, however its letters are typed, and no other does", async () => {
    const { key } = await makeStudyKey(study, { kind: "passphrase", passphrase: "crème brûlée ﬁn" }, randomBytes);
    const typed = await unlockStudy(study, { kind: "passphrase", passphrase: "cre\u0300me bru\u0302le\u0301e fin" });
    expect(typed.reveal()).toEqual(key.reveal());
    expect(await refusals(unlockStudy(study, { kind: "passphrase", passphrase: "creme brulee fin" }))).toEqual([
      "wrong-key",
    ]);
  });

  test("is changed without a change of the key, and the former no longer opens", async () => {
    const { key } = await makeStudyKey(study, passphrase, randomBytes);
    await keepStudyKey(study, key, { kind: "passphrase", passphrase: "another horse battery" }, randomBytes);
    expect(await refusals(unlockStudy(study, passphrase))).toEqual(["wrong-key"]);
    const again = await unlockStudy(study, { kind: "passphrase", passphrase: "another horse battery" });
    expect(again.reveal()).toEqual(key.reveal());
  });

  test("is long enough, and a study is given a key once", async () => {
    expect(await refusals(makeStudyKey(study, { kind: "passphrase", passphrase: "short" }, randomBytes))).toEqual([
      "passphrase-too-short",
    ]);
    expect(existsSync(join(study, KEYS_FILE))).toBe(false);
    await makeStudyKey(study, passphrase, randomBytes);
    expect(await refusals(makeStudyKey(study, passphrase, randomBytes))).toEqual(["study-key-is-there"]);
    expect(await refusals(keepStudyKey(study, otherKey, passphrase, randomBytes))).toEqual(["wrong-key"]);
  });

  test("is stretched as keys.json says, no less than RFC 9106 recommends, and the file holds no secret", async () => {
    const { key, recovery } = await makeStudyKey(study, passphrase, randomBytes);
    const text = readFileSync(join(study, KEYS_FILE), "utf8");
    expect(JSON.parse(text)).toMatchObject({
      passphrase: { kdf: "argon2id", memory_kib: 65_536, passes: 3, lanes: 4 },
    });
    const bytes = Buffer.from(key.reveal());
    for (const secret of [passphrase.passphrase, recovery, bytes.toString("hex"), bytes.toString("base64")]) {
      expect(text).not.toContain(secret);
    }
    if (process.platform !== "win32") expect(statSync(join(study, KEYS_FILE)).mode & 0o077).toBe(0);
  });
});

describe("[K51] keys.json", () => {
  test("that was changed opens nothing, and bounds keep it from taking all memory", async () => {
    await makeStudyKey(study, passphrase, randomBytes);
    const path = join(study, KEYS_FILE);
    const whole = JSON.parse(readFileSync(path, "utf8"));
    const outcomes: [object, string][] = [
      [{ ...whole, check: "0".repeat(32) }, "wrong-key"],
      [{ ...whole, passphrase: { ...whole.passphrase, passes: 4 } }, "wrong-key"],
      [{ ...whole, passphrase: { ...whole.passphrase, memory_kib: 2 ** 40 } }, "keys-damaged"],
      [{ ...whole, passphrase: { ...whole.passphrase, memory_kib: 8 } }, "keys-damaged"],
      [{ ...whole, more: 1 }, "keys-damaged"],
    ];
    for (const [changed, code] of outcomes) {
      writeFileSync(path, JSON.stringify(changed));
      expect(await refusals(unlockStudy(study, passphrase))).toEqual([code]);
    }
    writeFileSync(path, "{");
    expect(await refusals(unlockStudy(study, passphrase))).toEqual(["keys-damaged"]);
  });

  test("that is not there says how to make one", async () => {
    expect(await refusals(unlockStudy(study, passphrase))).toEqual(["no-study-key"]);
  });
});

describe("[K52] a key file", () => {
  const at = (...parts: string[]) => ({ kind: "key-file", path: join(folder.path, ...parts) }) as const;

  test("opens the study, is its owner's alone, and a study may have both", async () => {
    const { key } = await makeStudyKey(study, at("my.key"), randomBytes);
    expect((await unlockStudy(study, at("my.key"))).reveal()).toEqual(key.reveal());
    expect(await refusals(unlockStudy(study, passphrase))).toEqual(["no-passphrase"]);
    await keepStudyKey(study, key, passphrase, randomBytes);
    expect((await unlockStudy(study, passphrase)).reveal()).toEqual(key.reveal());
    expect((await unlockStudy(study, at("my.key"))).reveal()).toEqual(key.reveal());
    if (process.platform !== "win32") expect(statSync(at("my.key").path).mode & 0o777).toBe(0o600);
  });

  test("lies outside the study, also by way of a link, and replaces no file", async () => {
    symlinkSync(study, join(folder.path, "link"));
    writeFileSync(join(folder.path, "notes.txt"), "mine");
    for (const [keeping, code] of [
      [at("study", "my.key"), "key-file-in-study"],
      [at("link", "my.key"), "key-file-in-study"],
      [at("notes.txt"), "file-exists"],
      [at("no", "folder", "my.key"), "key-file-not-written"],
    ] as const) {
      expect(await refusals(makeStudyKey(study, keeping, randomBytes))).toEqual([code]);
    }
    expect(readFileSync(join(folder.path, "notes.txt"), "utf8")).toBe("mine");
    expect(existsSync(join(study, KEYS_FILE))).toBe(false);
  });

  test("that is another study's, missing or damaged is refused", async () => {
    await makeStudyKey(study, at("my.key"), randomBytes);
    mkdirSync(join(folder.path, "other"));
    await makeStudyKey(join(folder.path, "other"), at("other.key"), randomBytes);
    expect(await refusals(unlockStudy(study, at("other.key")))).toEqual(["wrong-key"]);
    expect(await refusals(unlockStudy(study, at("none.key")))).toEqual(["key-file-unreadable"]);
    const text = readFileSync(at("my.key").path, "utf8");
    writeFileSync(at("my.key").path, text.slice(0, -10));
    expect(await refusals(unlockStudy(study, at("my.key")))).toEqual(["recovery-code-misread"]);
  });

  test.runIf(process.platform !== "win32")("that others may read is refused", async () => {
    await makeStudyKey(study, at("my.key"), randomBytes);
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(at("my.key").path, mode);
      expect(await refusals(unlockStudy(study, at("my.key")))).toEqual(["key-file-open-to-others"]);
    }
  });
});

describe("[K53] a recovery code", () => {
  test("opens the study, in small letters and on several lines too", async () => {
    const { key, recovery } = await makeStudyKey(study, passphrase, randomBytes);
    const typed = recovery.toLowerCase().replaceAll(" ", "\n").replaceAll("0", "o").replaceAll("1", "l");
    for (const code of [recovery, typed]) {
      expect((await unlockStudy(study, { kind: "recovery-code", code })).reveal()).toEqual(key.reveal());
    }
    expect(await refusals(unlockStudy(study, { kind: "recovery-code", code: recoveryCode(testKey.reveal()) }))).toEqual(
      ["wrong-key"],
    );
    expect(await refusals(unlockStudy(study, { kind: "recovery-code", code: "ABC" }))).toEqual([
      "recovery-code-misread",
    ]);
  });

  test("of a key that is known", () => {
    // Worked by hand: bytes 00 00 00 00 and check SHA-256(00 00 00 00 00)[0] = 88: the last ten of 40 bits are 00100 01000, so 4 and 8.
    expect(recoveryCode(new Uint8Array(32)).split(" ")[0]).toBe("00000048");
  });

  test("reads back any key", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => {
        const code = recoveryCode(key);
        expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{8} ){7}[0-9A-HJKMNP-TV-Z]{8}$/u);
        const read = readRecoveryCode(code);
        expect(read.kind === "read" && Uint8Array.from(read.key)).toEqual(key);
      }),
    );
  });

  test("with a slip in a group names the group, as nearly always with two groups exchanged", () => {
    const code = recoveryCode(testKey.reveal());
    const groups = code.split(" ");
    const slipped = groups.with(2, `${(groups[2] ?? "").slice(0, 7)}${groups[2]?.endsWith("Z") ? "Y" : "Z"}`);
    expect(readRecoveryCode(slipped.join(" "))).toEqual({ kind: "wrong-groups", groups: [3] });
    const exchanged = groups.with(4, groups[5] ?? "").with(5, groups[4] ?? "");
    expect(readRecoveryCode(exchanged.join(" "))).toEqual({ kind: "wrong-groups", groups: [5, 6] });
    expect(readRecoveryCode(code.slice(0, -1))).toEqual({ kind: "incomplete", letters: 63, of: 64 });
    expect(readRecoveryCode(`U${code.slice(1)}`)).toEqual({ kind: "wrong-groups", groups: [1] });
  });
});

describe("[K54] a study key", () => {
  test("is shown by nothing, and every purpose has another key", () => {
    const hex = Buffer.from(testKey.reveal()).toString("hex");
    const shown = [inspect(testKey, { depth: 9, showHidden: true }), JSON.stringify({ testKey }), `${testKey}`].join(
      "\n",
    );
    expect(shown).not.toContain(hex.slice(0, 8));
    expect(shown).not.toMatch(/0, 1, 2/u);
    const purposes = ["store", "event", "subject-key", "mark", "snapshot", "file", "check"] as const;
    const keys = purposes.map((purpose) => Buffer.from(testKey.derive(purpose)).toString("hex"));
    expect(new Set([...keys, hex]).size).toBe(purposes.length + 1);
    expect(testKey.derive("event")).not.toEqual(otherKey.derive("event"));
    expect(() => StudyKey.from(new Uint8Array(31))).toThrow("a study key has 32 bytes: 31");
  });

  test("derives as HKDF-SHA-256 does", () => {
    // Python 3.11, hmac: the extract step with an empty salt, one expand step with the info and 01.
    expect(Buffer.from(testKey.derive("event")).toString("hex")).toBe(
      "9aeb6146b02279e83c8b89bd1eafee169f7c743a5bf033fe77c13e21e8e71599",
    );
  });
});
