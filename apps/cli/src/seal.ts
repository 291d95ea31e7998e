import { lockStudy, StudyProblems } from "@plait/build";
import { type SealedStudy, type SealOptions, type StudyKey, sealStudy, unsealStudy } from "@plait/journal";
import { interruptSignal, progressLine } from "./progress.ts";
import { type UnlockOptions, unlock } from "./unlock.ts";

/** Seals deliveries and cache, file by file. */
export async function seal(study: string, options: Pick<UnlockOptions, "keyFile">): Promise<void> {
  const { done, already } = await eachFile(study, options, sealStudy);
  console.log(`Sealed ${files(done.length)}; ${files(already)} ${already === 1 ? "was" : "were"} sealed before.`);
  console.log(
    "The clear files were overwritten. Disks that move or keep old blocks (SSDs, snapshots) and backups may still have them.\nBefore the next build: plait unseal.",
  );
}

/** Opens what was sealed, in place. */
export async function unseal(study: string, options: Pick<UnlockOptions, "keyFile">): Promise<void> {
  const { done } = await eachFile(study, options, unsealStudy);
  console.log(`Unsealed ${files(done.length)}. They lie in the clear again, for you alone.`);
}

type Act = (folder: string, key: StudyKey, options: SealOptions) => Promise<SealedStudy>;

/** What could be done is done; what could not is listed, and ends with 1. */
async function eachFile(study: string, options: UnlockOptions, act: Act): Promise<SealedStudy> {
  const giveBack = lockStudy(study);
  const line = progressLine();
  try {
    const key = await unlock(study, options);
    const result = await act(study, key, { progress: line.progress, signal: interruptSignal() }).finally(line.end);
    if (result.stopped) {
      console.error("Stopped between two files: each is sealed or clear. Run it again to go on.");
      process.exitCode = 130;
    }
    if (result.problems.length > 0) throw new StudyProblems(result.problems);
    return result;
  } finally {
    giveBack();
  }
}

function files(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}
