import type { ChainRule, ModelRule, Result } from "@plait/study";
import { WIDE } from "../link/wide-file.ts";
import { describeChain } from "./chain.ts";
import { closureModels, sampleFlowId } from "./closure-models.ts";
import { comparePopulations } from "./comparison.ts";
import { coverageTable } from "./coverage-table.ts";
import { crossTable } from "./cross-table.ts";
import { dataQuality } from "./data-quality.ts";
import type { DescribeContext } from "./describe-context.ts";
import { linkageFlow } from "./linkage-flow.ts";
import { monthlyTrend } from "./monthly-trend.ts";
import { sampleSizes } from "./sample-sizes.ts";

/** Every result of the records strand, in the order of the annex. */
export async function describeRecords(context: DescribeContext): Promise<Result[]> {
  const { rules, models } = context.study;
  const results: Result[] = [];
  const people = [...context.records.tables.keys()].filter((kind) => rules.kinds[kind]?.unit === "person");
  if (context.records.spine !== null) {
    const sizes = await sampleSizes(context, people);
    results.push(sizes, await linkageFlow(context, people, sizes), coverageTable(context));
  }
  results.push(dataQuality(context));
  for (const trend of rules.trends) results.push(await monthlyTrend(context, trend));
  for (const table of rules.tables) results.push(await crossTable(context, table));
  for (const chain of rules.chains) results.push(await describeChain(context, chain));
  for (const comparison of rules.comparisons) results.push(await comparePopulations(context, comparison));
  for (const model of models.models) {
    if (model.sample.length > 0) results.push(await describeChain(context, sampleChain(model)));
    results.push(await closureModels(context, model));
  }
  return results;
}

/** How a model's N was reached, as a chain from the wide file. */
function sampleChain(model: ModelRule): ChainRule {
  return {
    id: sampleFlowId(model),
    title: `${model.title}: how the sample was reached`,
    from: WIDE,
    start: "Wide file",
    steps: model.sample.map(({ rule, label, keep }) => ({ rule, label, keep, removed: `Not: ${label}` })),
    conditional: [],
  };
}
