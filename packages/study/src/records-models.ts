import { z } from "zod";
import { conditionSchema } from "./condition.ts";
import { type DeepReadonly, resultId, ruleName, text, variableName } from "./schema-parts.ts";

const sampleRuleSchema = z.strictObject({ rule: ruleName, label: text, keep: conditionSchema });

const outcomeSchema = z.strictObject({ id: variableName, label: text, when: conditionSchema });

const predictorSchema = z.union(
  [
    z.strictObject({ group: text, indicator: variableName, label: text }),
    z.strictObject({
      group: text,
      variable: variableName,
      levels: z.array(text).min(1, { error: "lists no level" }),
      reference: text,
    }),
    z.strictObject({ group: text, variable: variableName, label: text }),
  ],
  {
    error:
      "expected {group, indicator, label}, {group, variable, levels: [values], reference} or {group, variable, label}",
  },
);

const standardErrorsSchema = z.union(
  [z.enum(["classical", "HC0", "HC1", "HC2", "HC3"]), z.strictObject({ cluster: variableName })],
  { error: "expected classical, HC0, HC1, HC2, HC3 or {cluster: variable}" },
);

const between0and1 = z.number().gt(0, { error: "lies between 0 and 1" }).lt(1, { error: "lies between 0 and 1" });

const modelSchema = z.strictObject({
  id: resultId,
  title: text,
  from: z.literal("wide", { error: "expected from: wide" }),
  sample: z.array(sampleRuleSchema).default([]),
  outcomes: z.array(outcomeSchema).min(1, { error: "has no outcome" }),
  predictors: z.array(predictorSchema).min(1, { error: "has no predictor" }),
  standard_errors: standardErrorsSchema.default("HC3"),
  interval: between0and1.default(0.95),
  stars: z.record(text, between0and1).default({}),
});

export const modelsFileSchema = z.strictObject({ models: z.array(modelSchema).default([]) });

/** `records/models.yaml`, with defaults filled in. */
export type ModelsFile = DeepReadonly<z.infer<typeof modelsFileSchema>>;

/** One table of linear probability models: the same sample and predictors, a column an outcome. */
export type ModelRule = DeepReadonly<z.infer<typeof modelSchema>>;

/** Rows of the wide file that enter the models, one rule after the other. */
export type SampleRule = DeepReadonly<z.infer<typeof sampleRuleSchema>>;

/** 1 where the condition holds, 0 elsewhere in the sample. */
export type OutcomeRule = DeepReadonly<z.infer<typeof outcomeSchema>>;

/** A 0/1 `indicator`, a category with `levels` beside a `reference`, or a numeric `variable`. */
export type PredictorRule = DeepReadonly<z.infer<typeof predictorSchema>>;

export type StandardErrors = DeepReadonly<z.infer<typeof standardErrorsSchema>>;
