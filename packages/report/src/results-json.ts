import { canonicalJson } from "@plait/study";
import type { Annex } from "./annex.ts";
import { planAnnex, tableName } from "./annex-plan.ts";
import { sentenceText } from "./sentence-text.ts";

/** Every released result for machines. The shape is written down in SPEC.md, [R30] to [R33]. */
export function resultsJson(annex: Annex): string {
  const plan = planAnnex(annex);
  const { policy } = annex.release.value;
  return canonicalJson(
    {
      format: "plait-results",
      formatVersion: 1,
      title: annex.title,
      summary: annex.summary,
      ...(annex.synthetic === undefined ? {} : { synthetic: annex.synthetic }),
      build: annex.buildDetails,
      policy,
      results: plan.results.map((planned) => ({
        ...planned.result,
        sentences: planned.result.sentences.map(sentenceText),
        table: tableName(planned),
        ...(planned.figure === undefined ? {} : { figureName: `Figure ${planned.figure}` }),
      })),
    },
    "indented",
  );
}
