import type { Release, Released } from "@plait/disclosure";
import type { Annex } from "@plait/report";
import type { Study } from "@plait/study";
import { PLAIT_VERSION } from "./open-study.ts";

const STRAND_HEADINGS: Readonly<Record<string, string>> = { records: "Case-management records", q: "Q-sorts" };

/** The annex of a study, or of what of it was approved: a chapter for every strand of which something is released. */
export function annexOf({ settings }: Study, released: Released<Release>, inputsDigest: string): Annex {
  const { results } = released.value;
  return {
    title: settings.title,
    summary: settings.summary ?? "",
    ...(settings.synthetic === undefined ? {} : { synthetic: settings.synthetic }),
    strandSections: settings.strands
      .map((strand) => ({
        strand,
        heading: STRAND_HEADINGS[strand] ?? strand,
        results: results.filter((result) => result.strand === strand).map(({ id }) => id),
      }))
      .filter((section) => section.results.length > 0),
    release: released,
    buildDetails: { plaitVersion: PLAIT_VERSION, inputsDigest },
  };
}
