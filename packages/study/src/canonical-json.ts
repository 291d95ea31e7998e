import { compareText } from "./problem.ts";

/** Without spaces; or set in by two spaces at each depth, with a line end behind the last line. */
export type JsonLayout = "one-line" | "indented";

/**
 * JSON in one way only, to be compared and hashed: equal values have equal texts, however they were built. At every depth keys
 * stand in order of their code units, those that are whole numbers before all others and by size. What JSON has no
 * word for is as `JSON.stringify` has it: a key whose value is undefined is left out, NaN is null.
 *
 * @throws TypeError for a value that has no JSON: undefined, a function, a symbol, a bigint, an object that holds itself
 */
export function canonicalJson(value: unknown, layout: JsonLayout): string {
  const inOrder = (_: string, inner: unknown) => inKeyOrder(inner);
  // The declared type leaves out that a value without JSON gives undefined.
  const text: string | undefined = JSON.stringify(value, inOrder, layout === "indented" ? 2 : 0);
  if (text === undefined) throw new TypeError(`value must be one that JSON can hold: ${typeof value}`);
  return layout === "indented" ? `${text}\n` : text;
}

function inKeyOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
}
