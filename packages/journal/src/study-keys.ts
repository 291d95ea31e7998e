import { existsSync, realpathSync } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { canonicalJson } from "@plait/study";
import { z } from "zod";
import { replaceDurably, writeNewDurably } from "./durable-files.ts";
import type { RandomBytes } from "./event-id.ts";
import { JournalProblems, refusal } from "./journal-problems.ts";
import { isLongEnough, LEAST_PASSPHRASE, unwrapKey, wrapKey } from "./passphrase.ts";
import { readRecoveryCode, recoveryCode } from "./recovery-code.ts";
import { StudyKey } from "./study-key.ts";

/** Relative to the study folder. It holds no secret: without a passphrase, the key file or the recovery sheet it opens nothing. */
export const KEYS_FILE = ".plait/keys.json";

/** How a study's key is kept. */
export type KeyKeeping =
  | { readonly kind: "passphrase"; readonly passphrase: string }
  /** A new file outside the study. */
  | { readonly kind: "key-file"; readonly path: string };

/** What unlocks a study. */
export type Unlocking = KeyKeeping | { readonly kind: "recovery-code"; readonly code: string };

/**
 * Makes the key of a study that has none.
 *
 * @returns the key, and the recovery code to be printed once: nothing keeps it
 * @throws JournalProblems where the study has a key, the passphrase is too short, or the key file is there already or lies in the study
 */
export async function makeStudyKey(
  folder: string,
  keeping: KeyKeeping,
  randomBytes: RandomBytes,
): Promise<{ readonly key: StudyKey; readonly recovery: string }> {
  if (existsSync(join(folder, KEYS_FILE))) throw keyIsThere();
  const key = StudyKey.make(randomBytes);
  await keep(folder, key, keeping, randomBytes);
  return { key, recovery: recoveryCode(key.reveal()) };
}

/**
 * Keeps the key of a study in another way: under a new passphrase in place of the one before, or in a key file in addition. Nothing else is
 * written anew: what is sealed stays as it is.
 *
 * @throws JournalProblems as `makeStudyKey`, and where the key is not the study's
 */
export async function keepStudyKey(
  folder: string,
  key: StudyKey,
  keeping: KeyKeeping,
  randomBytes: RandomBytes,
): Promise<void> {
  const { check } = await readKeys(folder);
  if (key.check !== check) throw wrongKey(KEYS_FILE, "this key");
  await keep(folder, key, keeping, randomBytes);
}

/** @throws JournalProblems where the study has no key, or what is given does not open it */
export async function unlockStudy(folder: string, by: Unlocking): Promise<StudyKey> {
  const keys = await readKeys(folder);
  const key = await keyBy(by, folder, keys);
  if (key.check !== keys.check) throw wrongKey(by.kind === "key-file" ? by.path : KEYS_FILE, nameOf(by));
  return key;
}

/** Whether the study has a key, however it is kept. */
export function hasStudyKey(folder: string): boolean {
  return existsSync(join(folder, KEYS_FILE));
}

async function keep(folder: string, key: StudyKey, keeping: KeyKeeping, randomBytes: RandomBytes): Promise<void> {
  await mkdir(join(folder, ".plait"), { recursive: true, mode: 0o700 });
  switch (keeping.kind) {
    case "passphrase": {
      if (!isLongEnough(keeping.passphrase)) throw tooShort();
      const passphrase = await wrapKey(key, keeping.passphrase, randomBytes);
      return writeKeys(folder, { plait_keys: 1, check: key.check, passphrase });
    }
    case "key-file": {
      await writeKeyFile(folder, key, keeping.path);
      if (!hasStudyKey(folder)) await writeKeys(folder, { plait_keys: 1, check: key.check });
      return;
    }
    default:
      return keeping satisfies never;
  }
}

async function keyBy(by: Unlocking, folder: string, keys: Keys): Promise<StudyKey> {
  switch (by.kind) {
    case "passphrase": {
      if (keys.passphrase === undefined) throw noPassphrase();
      const key = await unwrapKey(keys.passphrase, keys.check, by.passphrase);
      if (key === undefined) throw wrongKey(KEYS_FILE, nameOf(by));
      return key;
    }
    case "key-file":
      return readKeyFile(folder, by.path);
    case "recovery-code":
      return keyOfCode(by.code, "the recovery sheet");
    default:
      return by satisfies never;
  }
}

const bytesInBase64 = (least: number, most: number) =>
  z.string().refine((text) => {
    const { length } = Buffer.from(text, "base64");
    return length >= least && length <= most;
  });

/** Bounds keep a file that was tampered with from taking all memory, or all day. */
const keysSchema = z.strictObject({
  plait_keys: z.literal(1),
  check: z.string().regex(/^[0-9a-f]{32}$/u),
  passphrase: z
    .strictObject({
      kdf: z.literal("argon2id"),
      memory_kib: z.int().min(19_456).max(4_194_304),
      passes: z.int().min(1).max(100),
      lanes: z.int().min(1).max(64),
      salt: bytesInBase64(16, 64),
      wrapped: bytesInBase64(60, 60),
    })
    .exactOptional(),
});

type Keys = z.infer<typeof keysSchema>;

async function writeKeys(folder: string, keys: Keys): Promise<void> {
  await replaceDurably(join(folder, KEYS_FILE), canonicalJson(keys, "indented"));
}

async function readKeys(folder: string): Promise<Keys> {
  const path = join(folder, KEYS_FILE);
  if (!existsSync(path)) throw noKey();
  try {
    return keysSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw refusal(
      {
        code: "keys-damaged",
        place: { file: KEYS_FILE },
        message: "this file was changed or damaged",
        remedy: "bring it back from your backup: without it neither passphrase nor recovery sheet are recognised",
      },
      cause,
    );
  }
}

const HEADER =
  "# Key of a Plait study. Whoever has this file can read the study: keep it to yourself, and a copy elsewhere.";

async function writeKeyFile(folder: string, key: StudyKey, path: string): Promise<void> {
  if (isInside(folder, path)) throw keyFileInside(path);
  try {
    await writeNewDurably(path, `${HEADER}\n${recoveryCode(key.reveal())}\n`);
  } catch (cause) {
    throw keyFileNotWritten(path, cause);
  }
}

async function readKeyFile(folder: string, path: string): Promise<StudyKey> {
  if (isInside(folder, path)) throw keyFileInside(path);
  let text: string;
  try {
    await refuseOpenToOthers(path);
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof JournalProblems) throw cause;
    throw keyFileUnreadable(path, cause);
  }
  return keyOfCode(text.replaceAll(/^#.*$/gmu, ""), path);
}

async function refuseOpenToOthers(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return;
  throw refusal({
    code: "key-file-open-to-others",
    place: { file: path },
    message: "others on this machine can read or write this key file",
    remedy: `make it yours alone: chmod 600 ${path}; if others could have read it, begin a new study with a new key`,
  });
}

function keyOfCode(code: string, place: string): StudyKey {
  const read = readRecoveryCode(code);
  switch (read.kind) {
    case "read":
      return StudyKey.from(read.key);
    case "incomplete":
      throw codeProblem(place, `the code has ${read.letters} letters and digits, and should have ${read.of}`);
    case "wrong-groups": {
      const groups = read.groups.join(", ");
      throw codeProblem(place, `the code is not right in ${read.groups.length === 1 ? "group" : "groups"} ${groups}`);
    }
    default:
      return read satisfies never;
  }
}

/** A link may lead into the study, so the folders as they really are are compared. */
function isInside(folder: string, path: string): boolean {
  const parent = dirname(resolve(path));
  const real = existsSync(parent) ? join(realpathSync(parent), basename(path)) : resolve(path);
  const way = relative(realpathSync(folder), real);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function nameOf(by: Unlocking): string {
  switch (by.kind) {
    case "passphrase":
      return "this passphrase";
    case "key-file":
      return "this key file";
    case "recovery-code":
      return "this recovery sheet";
    default:
      return by satisfies never;
  }
}

function noKey(): JournalProblems {
  return refusal({
    code: "no-study-key",
    place: { file: KEYS_FILE },
    message: "this study has no key yet, so it has no journal and nothing can be sealed",
    remedy: "make one: plait journal key make",
  });
}

function keyIsThere(): JournalProblems {
  return refusal({
    code: "study-key-is-there",
    place: { file: KEYS_FILE },
    message: "this study has a key already",
    remedy: "to keep it under another passphrase or in a key file: plait journal key change",
  });
}

function tooShort(): JournalProblems {
  return refusal({
    code: "passphrase-too-short",
    place: { file: KEYS_FILE },
    message: `a passphrase has at least ${LEAST_PASSPHRASE} characters`,
    remedy: "take four or more words that do not belong together",
  });
}

function noPassphrase(): JournalProblems {
  return refusal({
    code: "no-passphrase",
    place: { file: KEYS_FILE },
    message: "the key of this study is in a key file and under no passphrase",
    remedy: "name the key file: --key-file",
  });
}

function wrongKey(file: string, what: string): JournalProblems {
  return refusal({
    code: "wrong-key",
    place: { file },
    message: `${what} does not open this study`,
    remedy:
      "try again; a forgotten passphrase is replaced with the recovery sheet: plait journal key change --recovery",
  });
}

function codeProblem(file: string, message: string): JournalProblems {
  return refusal({
    code: "recovery-code-misread",
    place: { file },
    message,
    remedy: "compare it with the sheet: 8 groups of 8, without I, L, O and U",
  });
}

function keyFileInside(path: string): JournalProblems {
  return refusal({
    code: "key-file-in-study",
    place: { file: path },
    message: "the key file lies in the study folder, where whoever gets the folder gets the key",
    remedy: "keep it elsewhere, such as on another disk",
  });
}

function keyFileNotWritten(path: string, cause: unknown): JournalProblems {
  const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
  return refusal(
    {
      code: isThere ? "file-exists" : "key-file-not-written",
      place: { file: path },
      message: isThere ? "there is a file of this name" : "the key file could not be written",
      remedy: isThere ? "name a new file" : "see that the folder is there and that you may write to it",
    },
    cause,
  );
}

function keyFileUnreadable(path: string, cause: unknown): JournalProblems {
  return refusal(
    {
      code: "key-file-unreadable",
      place: { file: path },
      message: "the key file cannot be opened",
      remedy: "see that the disk it is on is there and that you may read it",
    },
    cause,
  );
}
