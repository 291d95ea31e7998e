import { resolve } from "node:path";
import { refuseNoStudy } from "../study-folder.ts";
import { StudyProblems } from "../study-problems.ts";
import { readRegister } from "./open-register.ts";
import { headOf, LOG_FILE } from "./release-log.ts";
import { type ReleaseState, releaseStates } from "./release-state.ts";

export interface VerifiedRegister {
  readonly entries: number;
  /** Hash of the newest entry, which covers all before it: to be written down elsewhere. */
  readonly head: string;
  readonly releases: readonly ReleaseState[];
  /** Where a head that was kept elsewhere stands in the log: all entries up to there are as they were then. */
  readonly keptHead?: { readonly entry: number; readonly at: string };
}

/**
 * Verifies the release log of a study and every file that is kept for it. Reads only.
 *
 * Throws StudyProblems with everything that is not as it was written, or when `keptHead` is in no entry: then the log was written anew, or
 * its end was taken off, since that head was noted.
 */
export async function verifyReleases(folder: string, keptHead?: string): Promise<VerifiedRegister> {
  const root = resolve(folder);
  refuseNoStudy(root);
  const { entries } = await readRegister(root);
  const found = { entries: entries.length, head: headOf(entries), releases: releaseStates(entries) };
  if (keptHead === undefined) return found;
  const entry = entries.find(({ hash }) => hash === keptHead.trim().toLowerCase());
  if (entry === undefined) throw new StudyProblems([headNotThere(keptHead)]);
  return { ...found, keptHead: { entry: entry.sequence, at: entry.at } };
}

function headNotThere(head: string) {
  return {
    severity: "error",
    code: "head-not-in-log",
    place: { file: LOG_FILE },
    message: `no entry has the hash ${head}: since it was noted, the log was written anew or its end was taken off`,
    remedy: `see that the hash was copied whole, 64 digits; if it was, bring back ${LOG_FILE} from a backup that has it`,
  } as const;
}
