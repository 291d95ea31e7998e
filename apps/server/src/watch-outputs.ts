import { unwatchFile, watchFile } from "node:fs";
import { join } from "node:path";
import { BUILT_RESULTS_FILE, RELEASE_LOG_FILE } from "@plait/build";

/** Milliseconds between two looks. Both files are replaced whole, and neither need be there: so they are looked at, not followed. */
const LOOK_EVERY = 1_000;

/** Tells when a build, a request or a decision has changed what may leave a study, whoever made it and wherever. */
export function watchOutputs(folder: string, changed: () => void): { close(): void } {
  const files = [BUILT_RESULTS_FILE, RELEASE_LOG_FILE].map((file) => join(folder, file));
  for (const file of files) watchFile(file, { interval: LOOK_EVERY, persistent: false }, changed);
  return {
    close: () => {
      for (const file of files) unwatchFile(file, changed);
    },
  };
}
