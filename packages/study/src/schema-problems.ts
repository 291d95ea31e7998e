import type { z } from "zod";
import type { Place, Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";

type Issue = z.core.$ZodIssue;

/** Where the parts of a file stand. */
export interface WrittenPlaces {
  place(path: readonly PropertyKey[]): Place;
  has(path: readonly PropertyKey[]): boolean;
}

/** What a schema found wrong, in a person's words and at its place in the file. */
export function schemaProblems(error: { readonly issues: readonly Issue[] }, written: WrittenPlaces): Problem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, issue.path, written));
}

function issueProblems(issue: Issue, path: readonly PropertyKey[], written: WrittenPlaces): Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      errorAt(
        written.place([...path, key]),
        "unknown-key",
        `"${key}" is not known here`,
        hasNoValue(issue.input, key)
          ? 'A comma inside { } ends a value: put quotation marks around a text that holds one: "a, b".'
          : `Correct its spelling or take it out; ${GUIDE} lists what may stand here.`,
      ),
    );
  }
  if (issue.code === "invalid_union") {
    const branch = closestBranch(issue.errors);
    if (branch !== undefined) {
      return branch.flatMap((inner) => issueProblems(inner, [...path, ...inner.path], written));
    }
  }
  const place = written.place(path);
  if (!written.has(path)) {
    return [
      errorAt(
        place,
        "missing-key",
        `${String(path.at(-1) ?? "the content")} is missing`,
        `Add it; ${GUIDE} shows how it is written.`,
      ),
    ];
  }
  return [errorAt(place, "wrong-value", wrongValue(issue), `Write it as ${GUIDE} shows.`)];
}

function hasNoValue(input: unknown, key: string): boolean {
  return typeof input === "object" && input !== null && Object.entries(input).some(([k, v]) => k === key && v === null);
}

const GUIDE = "docs/guides/study-folder.md";

/** The one form of several that what is written comes nearest to; none where two come equally near. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const [first, second] = [...branches].sort((a, b) => distance(a) - distance(b));
  if (first === undefined || first.length === 0) return undefined;
  // An issue at the root of a branch says only that it is another form altogether.
  if (first.some(({ path, code }) => path.length === 0 && code !== "unrecognized_keys")) return undefined;
  return second === undefined || distance(first) < distance(second) ? first : undefined;
}

function distance(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);
}

function wrongValue(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.startsWith("Invalid input")
        ? `expected ${expectedWords[issue.expected] ?? issue.expected}, found ${found(issue.input)}`
        : issue.message;
    case "invalid_value":
      return issue.message.startsWith("Invalid ")
        ? `expected ${issue.values.map(String).join(" or ")}, found ${found(issue.input)}`
        : issue.message;
    case "invalid_key":
      return issue.issues[0]?.message ?? "the name cannot be used";
    case "too_big":
      return issue.message.startsWith("Too ")
        ? `expected at most ${issue.maximum}, found ${found(issue.input)}`
        : issue.message;
    case "too_small":
      return issue.message.startsWith("Too ")
        ? `expected at least ${issue.minimum}, found ${found(issue.input)}`
        : issue.message;
    default:
      return issue.message;
  }
}

const expectedWords: Readonly<Record<string, string>> = {
  string: "a text (a number or date in quotation marks is a text)",
  number: "a number",
  int: "a whole number",
  array: "a list, such as [a, b]",
  object: "keys with values",
  record: "names with values",
  tuple: "a list of two",
  boolean: "true or false",
};

function found(input: unknown): string {
  if (input === null || input === undefined) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "keys with values";
  return typeof input === "string" ? `"${input}"` : `${typeof input} ${String(input)}`;
}
