import type { EarlierRelease, KeptCounts } from "@plait/disclosure";
import { keptJson } from "./kept-json.ts";
import type { BundledEvent, LogEntry } from "./log-entry.ts";
import type { ReleaseRegister } from "./open-register.ts";
import { releaseName } from "./release-number.ts";

/** The counts of what left in a bundle. */
export const COUNTS_FILE = "counts.json";

/** Every release of which a bundle was made, oldest first: what the gate holds the next one against. */
export async function earlierReleases(register: ReleaseRegister): Promise<EarlierRelease[]> {
  const bundled = register.entries.filter((entry) => entry.kind === "bundled");
  return Promise.all(bundled.map((entry) => earlierRelease(register, entry)));
}

async function earlierRelease(register: ReleaseRegister, entry: LogEntry<BundledEvent>): Promise<EarlierRelease> {
  // The file is as `bundleRelease` wrote it.
  const counts = (await keptJson(register, entry, COUNTS_FILE)) as KeptCounts;
  return { id: releaseName(entry.release), counts };
}
