import { collectedSorts } from "@plait/build";
import { type UnlockOptions, unlock } from "./unlock.ts";

/** The sorts that were made in Plait, for commands that analyse a study: its journal is opened where it has one. */
export function collectedOf(study: string, options: UnlockOptions): ReturnType<typeof collectedSorts> {
  return collectedSorts(study, { unlock: () => unlock(study, options), environment: process.env });
}
