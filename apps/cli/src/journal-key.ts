import { randomBytes } from "node:crypto";
import { lockStudy } from "@plait/build";
import { type KeyKeeping, keepStudyKey, makeStudyKey, type StudyKey } from "@plait/journal";
import { askSecret } from "./ask-secret.ts";
import { UsageError } from "./exit-status.ts";
import { recoverySheet } from "./recovery-sheet.ts";
import { type UnlockOptions, unlock } from "./unlock.ts";

/** Makes the key of a study, and prints its recovery sheet, which nothing keeps. */
export async function journalKeyMake(study: string, { keyFile }: { readonly keyFile?: string }): Promise<StudyKey> {
  const giveBack = lockStudy(study);
  try {
    const { key, recovery } = await makeStudyKey(study, await keepingOf(keyFile), randomBytes);
    console.log(recoverySheet(study, recovery, new Date()));
    console.error("The study has a key. Print the sheet above, or write it down: it is shown this once.");
    return key;
  } finally {
    giveBack();
  }
}

export interface ChangeKeyOptions extends UnlockOptions {
  readonly toKeyFile?: string;
}

/** Keeps the key under a new passphrase, or in a key file as well. */
export async function journalKeyChange(study: string, options: ChangeKeyOptions): Promise<void> {
  const giveBack = lockStudy(study);
  try {
    const key = await unlock(study, options);
    await keepStudyKey(study, key, await keepingOf(options.toKeyFile), randomBytes);
    console.log(
      options.toKeyFile === undefined
        ? "The new passphrase holds, and the former no longer. The recovery sheet is as it was."
        : `The key is in ${options.toKeyFile} as well. Keep that file apart from the study.`,
    );
  } finally {
    giveBack();
  }
}

async function keepingOf(keyFile: string | undefined): Promise<KeyKeeping> {
  if (keyFile !== undefined) return { kind: "key-file", path: keyFile };
  const passphrase = await askSecret("New passphrase");
  if ((await askSecret("New passphrase once more")) !== passphrase) throw new UsageError("The two differ: try again.");
  return { kind: "passphrase", passphrase };
}
