import { z } from "zod";
import { conditionSchema } from "./condition.ts";
import { type DeepReadonly, isoMonth, resultId, ruleName, text, variableName } from "./schema-parts.ts";

const names = z.array(variableName).min(1, { error: "names no variable" });

const deliveryPatternSchema = z.strictObject({
  path: text,
  kind: variableName,
  period: text.exactOptional(),
  group: text.exactOptional(),
});

const ignoreSchema = z.strictObject({ path: text, note: text });

const periodSchema = z.strictObject({ from: isoMonth, to: isoMonth });

const groupSchema = z.strictObject({ label: text, from: isoMonth.exactOptional(), to: isoMonth.exactOptional() });

const personKindSchema = z.strictObject({
  label: text,
  unit: z.literal("person"),
  key: variableName,
  date: variableName,
  required: z.array(variableName).default([]),
  episodes: names.exactOptional(),
  one_row_per: names.exactOptional(),
});

const caseKindSchema = z.strictObject({
  label: text,
  unit: z.literal("case"),
  date: variableName.exactOptional(),
  required: z.array(variableName).default([]),
});

const subtotalSchema = z.strictObject({ variable: variableName, total: text, of: variableName });

const figureKindSchema = z.strictObject({
  label: text,
  unit: z.literal("figure"),
  source: text,
  required: z.array(variableName).default([]),
  subtotals: z.array(subtotalSchema).default([]),
});

const kindSchema = z.discriminatedUnion("unit", [personKindSchema, caseKindSchema, figureKindSchema], {
  error: "expected unit: person, case or figure",
});

const label = { label: text };

const variableSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({
      ...label,
      type: z.literal("reference"),
      prefix: z.string(),
      digits: z.int().min(1).max(30),
      accept_prefixes: z.array(z.string()).default([]),
    }),
    z.strictObject({ ...label, type: z.literal("date") }),
    z.strictObject({ ...label, type: z.literal("month") }),
    z.strictObject({
      ...label,
      type: z.literal("integer"),
      from: z.int().exactOptional(),
      to: z.int().exactOptional(),
    }),
    z.strictObject({
      ...label,
      type: z.literal("number"),
      from: z.number().exactOptional(),
      to: z.number().exactOptional(),
    }),
    z.strictObject({
      ...label,
      type: z.literal("category"),
      values: z.array(text).min(1, { error: "lists no value; without `values`, any value stands" }).exactOptional(),
      unknown: z.array(text).default([]),
      otherwise: z.enum(["keep", "quarantine", "stop"]).default("keep"),
    }),
    z.strictObject({
      ...label,
      type: z.literal("multi"),
      values: z.array(text).min(1, { error: "lists no value" }),
      separators: z.array(z.string().min(1, { error: "a separator is empty" })).min(1, { error: "lists no separator" }),
      unknown: z.array(text).default([]),
    }),
    z.strictObject({ ...label, type: z.literal("text") }),
  ],
  { error: "expected type: reference, date, month, integer, number, category, multi or text" },
);

const datesSchema = z.strictObject({ two_digit_years_up_to: z.int().min(0).max(99).exactOptional() });

const notSuppliedSchema = z.strictObject({
  kind: variableName,
  group: text.exactOptional(),
  from: isoMonth,
  to: isoMonth,
  note: text,
});

const limitedSchema = z.strictObject({
  kind: variableName,
  group: text.exactOptional(),
  from: isoMonth,
  to: isoMonth,
  variables: names,
  note: text,
});

const headerSchema = z.union(
  [
    z.strictObject({
      path: text,
      sheet: text.exactOptional(),
      rows: z.array(z.int().min(1, { error: "rows are numbered from 1" })),
      note: text.exactOptional(),
    }),
    z.strictObject({
      path: text,
      sheet: text.exactOptional(),
      skip: z.literal(true, { error: "expected skip: true" }),
      note: text.exactOptional(),
    }),
  ],
  { error: "expected {path, sheet, rows: [numbers]} or {path, sheet, skip: true}" },
);

const removalSchema = z.strictObject({ rule: ruleName, reason: text, when: conditionSchema.exactOptional() });

const summaryHead = { variable: variableName, label: text, kind: variableName };

const summarySchema = z.discriminatedUnion(
  "take",
  [
    z.strictObject({ ...summaryHead, take: z.enum(["last", "first"]), of: variableName, by: variableName }),
    z.strictObject({ ...summaryHead, take: z.enum(["max", "min", "sum"]), of: variableName }),
    z.strictObject({ ...summaryHead, take: z.literal("rows") }),
  ],
  { error: "expected take: last, first, max, min, sum or rows" },
);

const deriveHead = { variable: variableName, label: text };

const deriveSchema = z.union(
  [
    z.strictObject({ ...deriveHead, months_between: z.tuple([variableName, variableName]) }),
    z.strictObject({
      ...deriveHead,
      recode: variableName,
      to: z.record(text, z.array(text).min(1, { error: "lists no value" })),
      else: text.exactOptional(),
    }),
  ],
  { error: "expected {variable, label, months_between: [from, to]} or {variable, label, recode, to, else}" },
);

const wideSchema = z.strictObject({
  remove: z.array(removalSchema).default([]),
  summaries: z.array(summarySchema).default([]),
  derive: z.array(deriveSchema).default([]),
});

const chainStepSchema = z.strictObject({ rule: ruleName, label: text, keep: conditionSchema, removed: text });

const conditionalSchema = z.strictObject({
  rule: ruleName,
  label: text,
  keep: conditionSchema,
  note: text.exactOptional(),
});

const chainSchema = z.strictObject({
  id: resultId,
  title: text,
  from: variableName,
  start: text,
  steps: z.array(chainStepSchema).min(1, { error: "has no step" }),
  conditional: z.array(conditionalSchema).default([]),
});

const measureSchema = z.union(
  [
    z.strictObject({ count: z.enum(["people", "rows"]) }),
    z.strictObject({ sum: variableName }),
    z.strictObject({ sums: names }),
  ],
  { error: "expected {count: people}, {count: rows}, {sum: variable} or {sums: [variables]}" },
);

const tableSchema = z.strictObject({
  id: resultId,
  title: text,
  from: variableName,
  where: conditionSchema.exactOptional(),
  rows: names,
  columns: variableName.exactOptional(),
  measure: measureSchema,
  totals: z.array(z.enum(["rows", "columns"])).default([]),
});

const sideSchema = z.strictObject({
  id: variableName,
  label: text,
  from: variableName,
  after: resultId.exactOptional(),
  where: conditionSchema.exactOptional(),
});

const bySideSchema = z.record(variableName, variableName);
const byHead = { label: text, conditional: ruleName.exactOptional() };

const comparisonBySchema = z.union(
  [
    z.strictObject({ ...byHead, variables: bySideSchema }),
    z.strictObject({ ...byHead, indicators: bySideSchema }),
    z.strictObject({ ...byHead, quarters: bySideSchema }),
  ],
  { error: "expected {label, variables: {side: variable}}, or `indicators` or `quarters` in the same form" },
);

const comparisonSchema = z.strictObject({
  id: resultId,
  title: text,
  sides: z.array(sideSchema).min(2, { error: "needs at least two sides" }),
  by: z.array(comparisonBySchema).min(1, { error: "lists nothing to compare by" }),
});

const trendSchema = z.strictObject({ id: resultId, title: text, kind: variableName });

export const recordsRulesSchema = z.strictObject({
  deliveries: z.array(deliveryPatternSchema).default([]),
  ignore: z.array(ignoreSchema).default([]),
  periods: z.record(text, periodSchema).default({}),
  groups: z.record(text, groupSchema).default({}),
  kinds: z.record(variableName, kindSchema).default({}),
  spine: variableName.exactOptional(),
  variables: z.record(variableName, variableSchema).default({}),
  dates: datesSchema.default({}),
  missing: z.array(z.string()).default([""]),
  not_supplied: z.array(notSuppliedSchema).default([]),
  limited: z.array(limitedSchema).default([]),
  headers: z.array(headerSchema).default([]),
  wide: wideSchema.default({ remove: [], summaries: [], derive: [] }),
  chains: z.array(chainSchema).default([]),
  tables: z.array(tableSchema).default([]),
  comparisons: z.array(comparisonSchema).default([]),
  trends: z.array(trendSchema).default([]),
});

/** `records/rules.yaml`, with defaults filled in. */
export type RecordsRules = DeepReadonly<z.infer<typeof recordsRulesSchema>>;

/** Which files under `deliveries/` are of which kind. The path may capture `{period}` and `{group}`. */
export type DeliveryPattern = DeepReadonly<z.infer<typeof deliveryPatternSchema>>;
export type IgnorePattern = DeepReadonly<z.infer<typeof ignoreSchema>>;

/** First and last month of a period, `yyyy-mm`, both included. */
export type PeriodRule = DeepReadonly<z.infer<typeof periodSchema>>;

/** A group of workers; before `from` and after `to` (`yyyy-mm`, both included) it was not in operation. */
export type GroupRule = DeepReadonly<z.infer<typeof groupSchema>>;

/** A kind of record, told apart by `unit`: `person`, `case` or `figure`. */
export type KindRule = DeepReadonly<z.infer<typeof kindSchema>>;
export type PersonKindRule = Extract<KindRule, { readonly unit: "person" }>;
export type CaseKindRule = Extract<KindRule, { readonly unit: "case" }>;
export type FigureKindRule = Extract<KindRule, { readonly unit: "figure" }>;
export type SubtotalRule = DeepReadonly<z.infer<typeof subtotalSchema>>;

/** A canonical variable, told apart by `type`. */
export type VariableRule = DeepReadonly<z.infer<typeof variableSchema>>;
export type VariableType = VariableRule["type"];
export type ReferenceVariable = Extract<VariableRule, { readonly type: "reference" }>;
export type CategoryVariable = Extract<VariableRule, { readonly type: "category" }>;
export type MultiVariable = Extract<VariableRule, { readonly type: "multi" }>;

/** Months (`yyyy-mm`, both included) for which a kind was never delivered; without `group`, by any group. */
export type NotSupplied = DeepReadonly<z.infer<typeof notSuppliedSchema>>;

/** Months for which a kind was delivered with these variables only. */
export type Limited = DeepReadonly<z.infer<typeof limitedSchema>>;

/** The header rows (numbered from 1) of a sheet, or that it is skipped. Without `sheet`, every sheet of the file. */
export type HeaderOverride = DeepReadonly<z.infer<typeof headerSchema>>;

export type WideRules = DeepReadonly<z.infer<typeof wideSchema>>;

/** `conflict` and `later-episode` are built in and have no `when`; every other rule has one. */
export type WideRemoval = DeepReadonly<z.infer<typeof removalSchema>>;
export type SummaryRule = DeepReadonly<z.infer<typeof summarySchema>>;
export type DeriveRule = DeepReadonly<z.infer<typeof deriveSchema>>;

export type ChainRule = DeepReadonly<z.infer<typeof chainSchema>>;
export type ChainStepRule = DeepReadonly<z.infer<typeof chainStepSchema>>;
export type ConditionalRule = DeepReadonly<z.infer<typeof conditionalSchema>>;
export type TableRule = DeepReadonly<z.infer<typeof tableSchema>>;
export type MeasureRule = DeepReadonly<z.infer<typeof measureSchema>>;
export type ComparisonRule = DeepReadonly<z.infer<typeof comparisonSchema>>;
export type ComparisonSide = DeepReadonly<z.infer<typeof sideSchema>>;
export type ComparisonBy = DeepReadonly<z.infer<typeof comparisonBySchema>>;
export type TrendRule = DeepReadonly<z.infer<typeof trendSchema>>;

/** The rules of `wide.remove` that Plait applies by itself when they are named. */
export const BUILT_IN_REMOVALS = ["conflict", "later-episode"] as const;
