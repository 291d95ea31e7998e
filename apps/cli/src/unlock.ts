import { type StudyKey, unlockStudy } from "@plait/journal";
import { askSecret } from "./ask-secret.ts";

export interface UnlockOptions {
  readonly keyFile?: string;
  readonly recovery?: true;
}

/** The key of a study, by its key file, its recovery sheet, or else its passphrase. */
export async function unlock(study: string, { keyFile, recovery }: UnlockOptions): Promise<StudyKey> {
  if (keyFile !== undefined) return unlockStudy(study, { kind: "key-file", path: keyFile });
  if (recovery === true) {
    return unlockStudy(study, { kind: "recovery-code", code: await askSecret("Code of the recovery sheet") });
  }
  return unlockStudy(study, { kind: "passphrase", passphrase: await askSecret("Passphrase of the study") });
}
