import type { ReleasedResult } from "@plait/disclosure";
import type { Column } from "@plait/study";
import { asSentence } from "./as-sentence.ts";
import { type Beneath, hasEstimates } from "./cell-text.ts";
import { countText } from "./number-text.ts";
import { starLegend, starScheme } from "./stars.ts";

/**
 * The notes under a table, in the order in which readers look for them: unit, definitions and how the number of cases
 * was reached, estimator and standard errors, reference categories, stars, sources.
 */
export function tableNotes(result: ReleasedResult, beneath: Beneath): string[] {
  return [
    unitNote(result),
    ...result.notes.map(asSentence),
    ...(hasEstimates(result) ? [...estimatorNotes(result), beneathNote(result, beneath)] : []),
    ...referenceNote(result),
    ...starNote(result),
    ...publishedNote(result),
    ...sourceNote(result),
  ];
}

/** The notes for outputs that print exact p-values in place of stars. */
export function notesWithoutStars(result: ReleasedResult): string[] {
  return [
    unitNote(result),
    ...result.notes.map(asSentence),
    ...(hasEstimates(result) ? [...estimatorNotes(result), `Intervals are ${intervalName(result)}.`] : []),
    ...referenceNote(result),
    ...publishedNote(result),
    ...sourceNote(result),
  ];
}

/** Standard errors by their full name, from the short one that options use. */
function standardErrorName(option: string): string {
  switch (option) {
    case "classical":
      return "classical standard errors (the same error variance for everyone)";
    case "HC0":
      return "heteroskedasticity-consistent standard errors, HC0 (White 1980)";
    case "HC1":
      return "heteroskedasticity-consistent standard errors, HC1 (HC0 times n/(n − k))";
    case "HC2":
      return "heteroskedasticity-consistent standard errors, HC2 (squared residuals divided by 1 − leverage)";
    case "HC3":
      return "heteroskedasticity-consistent standard errors, HC3 (squared residuals divided by (1 − leverage)²)";
    default:
      return /standard error/i.test(option) ? option : `standard errors: ${option}`;
  }
}

function unitNote(result: ReleasedResult): string {
  const units = new Map<string, string[]>();
  for (const column of result.columns) units.set(column.unit, [...(units.get(column.unit) ?? []), named(column)]);
  const [first, ...others] = units;
  if (first !== undefined && others.length === 0) return `Unit: ${first[0]}.`;
  return `Units: ${[...units].map(([unit, names]) => `${unit} (${[...new Set(names)].join("; ")})`).join(", ")}.`;

  /** Several columns of one heading and one unit are named by their heading. */
  function named({ label, group, unit }: Column): string {
    const members = group === undefined ? [] : result.columns.filter((column) => column.group === group);
    return group !== undefined && members.length > 1 && members.every((column) => column.unit === unit) ? group : label;
  }
}

function estimatorNotes(result: ReleasedResult): string[] {
  const estimators = [...new Set((result.models ?? []).map((model) => model.estimator))];
  const { standardErrors } = result.method.options;
  const named = standardErrors === undefined || estimators.some((estimator) => estimator.includes("standard errors"));
  const parts = named ? estimators : [...estimators, standardErrorName(String(standardErrors))];
  return parts.length === 0 ? [] : [`Estimated by ${parts.join("; ")}.`];
}

function beneathNote(result: ReleasedResult, beneath: Beneath): string {
  switch (beneath) {
    case "standard-error":
      return "Standard errors stand beneath the coefficients, in parentheses.";
    case "interval":
      return `${capitalised(intervalName(result))} stand beneath the coefficients, in square brackets.`;
  }
}

function intervalName(result: ReleasedResult): string {
  const { interval } = result.method.options;
  return typeof interval === "number" ? `${countText(interval * 100)}% confidence intervals` : "confidence intervals";
}

function referenceNote(result: ReleasedResult): string[] {
  const references = result.rows
    .filter((row) => row.cells.some((cell) => cell.kind === "absent" && cell.reason === "reference"))
    .map((row) => {
      const label = withoutReferenceMark(row.label);
      return row.group === undefined ? label : `${label} (${withoutReferenceMark(row.group)})`;
    });
  return references.length === 0 ? [] : [`Reference categories: ${references.join(", ")}.`];
}

/** `Gender (ref. Female)` and `Female (reference)` without the words in brackets. */
function withoutReferenceMark(words: string): string {
  return words.replace(/\s*\((?:ref\.|reference)[^)]*\)$/i, "");
}

function starNote(result: ReleasedResult): string[] {
  const scheme = starScheme(result);
  if (scheme.length === 0 || !hasEstimates(result)) return [];
  const { test } = result.method.options;
  return [starLegend(scheme, test === undefined ? "two-sided test that the coefficient is zero" : String(test))];
}

function publishedNote(result: ReleasedResult): string[] {
  const sources = new Set(
    result.rows.flatMap((row) =>
      row.cells.flatMap((cell) => (cell.kind === "count" && cell.published !== undefined ? [cell.published] : [])),
    ),
  );
  return [...sources].map((source) => `Published figures are from: ${source}.`);
}

function sourceNote({ provenance, method }: ReleasedResult): string[] {
  const { inputs } = provenance;
  if (inputs.length === 0) return [];
  const distinct = (values: readonly string[]): string =>
    [...new Set(values)]
      .filter((value) => value !== "")
      .sort()
      .join(", ");
  const kinds = distinct(inputs.map((input) => input.kind));
  const periods = distinct(inputs.map((input) => input.period));
  const source = periods === "" ? kinds : `deliveries of ${kinds}; periods ${periods}`;
  return [`Source: ${source}. Method: ${method.name}, version ${method.version}.`];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
