import { z } from "zod";
import { type DeepReadonly, text, variableName } from "./schema-parts.ts";

const value = z.union([text, z.number()], { error: "expected a text or a number" });
const values = z.array(value).min(1, { error: "lists no value" });
const range = z.tuple([value, value], { error: "expected [low, high]" });

const leafSchema = [
  z.strictObject({ variable: variableName, is: z.enum(["known", "unknown"]) }),
  z.strictObject({ variable: variableName, in: values }),
  z.strictObject({ variable: variableName, not_in: values }),
  z.strictObject({ variable: variableName, between: range }),
  z.strictObject({ variable: variableName, not_between: range }),
] as const;

type WrittenCondition =
  | z.infer<(typeof leafSchema)[number]>
  | { all: WrittenCondition[] }
  | { any: WrittenCondition[] };

export const conditionSchema: z.ZodType<WrittenCondition> = z.lazy(() =>
  z.union(
    [
      ...leafSchema,
      z.strictObject({ all: z.array(conditionSchema).min(1, { error: "lists no condition" }) }),
      z.strictObject({ any: z.array(conditionSchema).min(1, { error: "lists no condition" }) }),
    ],
    {
      error:
        "expected a condition: {variable, is: known|unknown}, {variable, in|not_in: [values]}, " +
        "{variable, between|not_between: [low, high]}, {all: [conditions]} or {any: [conditions]}",
    },
  ),
);

/**
 * A question to one row, answered yes or no. A missing value fits only `is: unknown`; both ends of a range are
 * included; partial dates compare by their first day.
 */
export type Condition = DeepReadonly<WrittenCondition>;

/** The conditions that ask about one variable. */
export type LeafCondition = Exclude<Condition, { readonly all: unknown } | { readonly any: unknown }>;

/** Every leaf of a condition with its place inside it, such as `all[1]`; the place of a lone leaf is empty. */
export function conditionLeaves(
  condition: Condition,
): { readonly leaf: LeafCondition; readonly path: PropertyKey[] }[] {
  if ("all" in condition) return nested(condition.all, "all");
  if ("any" in condition) return nested(condition.any, "any");
  return [{ leaf: condition, path: [] }];
}

function nested(conditions: readonly Condition[], key: "all" | "any") {
  return conditions.flatMap((inner, index) =>
    conditionLeaves(inner).map(({ leaf, path }) => ({ leaf, path: [key, index, ...path] })),
  );
}
