import type { EarlierRelease, KeptCounts } from "@plait/disclosure";
import { compareText, type Result, type Strand } from "@plait/study";
import { contentDigestOf } from "../annex-digest.ts";
import { canonicalText, sha256Of } from "./canonical-text.ts";
import { keptJson } from "./kept-json.ts";
import type { BundledEvent, LogEntry } from "./log-entry.ts";
import type { ReleaseRegister } from "./open-register.ts";
import { releaseName } from "./release-number.ts";

export const COUNTS_FILE = "counts.json";

/** What is kept of a bundle, so that later releases are protected against a reader who has it. */
export interface LeftCounts {
  /** For each strand, one digest over the deliveries and sorts its numbers were counted from. */
  readonly data: Readonly<Record<string, string>>;
  readonly counts: KeptCounts;
}

/** For each strand, one digest over the data of its results, whatever their order. */
export function dataDigests(results: readonly Result[]): LeftCounts["data"] {
  const strands = [...Map.groupBy(results, ({ strand }) => strand)].sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(strands.map(([strand, own]) => [strand, contentDigestOf(own)]));
}

/** One digest over the data of these strands: the same for two runs of the same data, whatever other strands either had. */
export function dataOf(data: LeftCounts["data"], strands: readonly Strand[]): string {
  return sha256Of(canonicalText(strands.map((strand) => [strand, data[strand] ?? null]).sort()));
}

/** Every release of which a bundle was made, oldest first, for the gate to hold the next one against. */
export async function earlierReleases(
  register: ReleaseRegister,
  strands: readonly Strand[],
): Promise<EarlierRelease[]> {
  const bundled = register.entries.filter((entry) => entry.kind === "bundled");
  return Promise.all(bundled.map((entry) => earlierRelease(register, entry, strands)));
}

async function earlierRelease(
  register: ReleaseRegister,
  entry: LogEntry<BundledEvent>,
  strands: readonly Strand[],
): Promise<EarlierRelease> {
  // The file is as `bundleRelease` wrote it.
  const { data, counts } = (await keptJson(register, entry, COUNTS_FILE)) as LeftCounts;
  return { id: releaseName(entry.release), data: dataOf(data, strands), counts };
}
