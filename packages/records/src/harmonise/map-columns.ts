import {
  type CrosswalkRow,
  compilePathPattern,
  type DateFormat,
  labelKey,
  type PathPattern,
  type Problem,
  type RecordsRules,
} from "@plait/study";
import { columnLetters } from "../ingest/cell-shape.ts";
import type { SourceSheet } from "../source-sheet.ts";

/** Which columns of one sheet hold one variable. */
export interface MappedColumn {
  readonly variable: string;
  /** Column numbers from 1: the first, then those used where it is empty. */
  readonly columns: readonly [number, ...number[]];
  readonly labels: readonly string[];
  readonly crosswalkLine: number;
  /** Declared formats of a date or month; null where the defaults hold. */
  readonly formats: readonly DateFormat[] | null;
}

export interface SheetMapping {
  readonly mapped: readonly MappedColumn[];
  /** Columns no decision speaks of: listed, never dropped in silence. */
  readonly unmapped: readonly { readonly column: number; readonly label: string }[];
  readonly ignored: readonly { readonly column: number; readonly label: string; readonly note: string }[];
  readonly repeated: readonly RepeatedLabel[];
  readonly problems: readonly Problem[];
}

/** A mapped label that several columns of a sheet bear: the first is used, and may be only where the others hold the same. */
export interface RepeatedLabel {
  readonly label: string;
  readonly variable: string;
  readonly crosswalkLine: number;
  /** Column numbers from 1. */
  readonly columns: readonly [number, number, ...number[]];
}

export type MapColumns = (sheet: SourceSheet) => SheetMapping;

/** Applies the crosswalk to sheets. Where several decisions name a label, the one with the longest pattern holds. */
export function columnMapper(crosswalk: readonly CrosswalkRow[], rules: RecordsRules): MapColumns {
  const decisions = crosswalk.map((row) => ({
    row,
    pattern: compilePathPattern(row.deliveryPattern),
    keys: new Set(row.sourceLabels.map(labelKey)),
  }));
  return (sheet) => mapSheet(sheet, decisions, rules);
}

interface Decision {
  readonly row: CrosswalkRow;
  readonly pattern: PathPattern;
  readonly keys: ReadonlySet<string>;
}

/** The columns of one label that one decision maps to a variable. */
interface Claim {
  readonly columns: readonly [number, ...number[]];
  readonly label: string;
  readonly row: CrosswalkRow;
  readonly key: string;
}

function mapSheet(sheet: SourceSheet, decisions: readonly Decision[], rules: RecordsRules): SheetMapping {
  const { kind, path } = sheet.delivery;
  const applicable = decisions
    .filter(({ row, pattern }) => row.kind === kind && pattern.match(path) !== null)
    .sort((a, b) => b.pattern.text.length - a.pattern.text.length || a.row.line - b.row.line);
  const byVariable = new Map<string, Claim[]>();
  const unmapped: { column: number; label: string }[] = [];
  const ignored: { column: number; label: string; note: string }[] = [];
  sheet.labels.forEach((label, index) => {
    const column = index + 1;
    const found = decisionFor(column, label, applicable);
    if (found === undefined) unmapped.push({ column, label });
    else if (found.row.variable === null) ignored.push({ column, label, note: found.row.note });
    else {
      const claims = byVariable.get(found.row.variable) ?? [];
      byVariable.set(found.row.variable, claimed(claims, { columns: [column], label, ...found }));
    }
  });
  const problems: Problem[] = [];
  const mapped: MappedColumn[] = [];
  for (const [variable, claims] of byVariable) {
    const first = claims.filter(({ row }) => row.type.kind !== "coalesce");
    const rest = claims.filter(({ row }) => row.type.kind === "coalesce");
    if (first.length > 1) problems.push(twoColumns(sheet, variable, first));
    const [lead, ...others] = [...first.slice(0, 1), ...rest];
    if (lead === undefined) continue;
    mapped.push({
      variable,
      columns: [lead.columns[0], ...others.map(({ columns }) => columns[0])],
      labels: [lead, ...others].map(({ label }) => label),
      crosswalkLine: lead.row.line,
      formats: lead.row.type.kind === "dates" ? lead.row.type.formats : null,
    });
  }
  for (const variable of requiredVariables(rules, kind)) {
    if (sheet.labels.length > 0 && !byVariable.has(variable)) problems.push(requiredMissing(sheet, variable));
  }
  return { mapped, unmapped, ignored, repeated: repeatedLabels(byVariable), problems };
}

/** The decision that names a column by label and place, `Status (column F)`, or else by its label. */
function decisionFor(
  column: number,
  label: string,
  decisions: readonly Decision[],
): { readonly row: CrosswalkRow; readonly key: string } | undefined {
  for (const key of [labelKey(labelInColumn(label, column)), labelKey(label)]) {
    const decision = decisions.find(({ keys }) => keys.has(key));
    if (decision !== undefined) return { row: decision.row, key };
  }
  return undefined;
}

export function labelInColumn(label: string, column: number): string {
  return `${label} (column ${columnLetters(column)})`;
}

/** Claims with one more: a column of a label that stands there already joins it. */
function claimed(claims: readonly Claim[], claim: Claim): Claim[] {
  const at = claims.findIndex(({ row, key }) => row === claim.row && key === claim.key);
  const earlier = claims[at];
  if (earlier === undefined) return [...claims, claim];
  return claims.with(at, { ...earlier, columns: [...earlier.columns, ...claim.columns] });
}

function repeatedLabels(byVariable: ReadonlyMap<string, readonly Claim[]>): RepeatedLabel[] {
  return [...byVariable].flatMap(([variable, claims]) =>
    claims.flatMap(({ columns: [first, second, ...others], label, row }) =>
      second === undefined ? [] : [{ label, variable, crosswalkLine: row.line, columns: [first, second, ...others] }],
    ),
  );
}

/** What every row of a kind must have; a row about a person has its reference number, whether or not the rules say so. */
export function requiredVariables(rules: RecordsRules, kind: string): readonly string[] {
  const rule = rules.kinds[kind];
  if (rule === undefined) return [];
  return rule.unit === "person" ? [...new Set([rule.key, ...rule.required])] : rule.required;
}

function twoColumns(
  sheet: SourceSheet,
  variable: string,
  claims: readonly { readonly label: string; readonly row: CrosswalkRow }[],
): Problem {
  const labels = claims.map(({ label, row }) => `"${label}" (line ${row.line})`).join(" and ");
  return {
    severity: "error",
    code: "two-columns-one-variable",
    place: sheetPlace(sheet),
    message: `${labels} are both mapped to ${variable}`,
    remedy: "in records/crosswalk.csv, give all but one of them the type coalesce, another variable, or ignore",
  };
}

function requiredMissing(sheet: SourceSheet, variable: string): Problem {
  return {
    severity: "error",
    code: "required-variable-not-mapped",
    place: sheetPlace(sheet),
    message: `no column is mapped to ${variable}, which every ${sheet.delivery.kind} row must have; columns found: ${sheet.labels
      .map((label) => `"${label}"`)
      .join(", ")}`,
    remedy: `map one of them to ${variable} in records/crosswalk.csv (plait records map proposes), or skip the sheet under headers in records/rules.yaml`,
  };
}

export function sheetPlace(sheet: SourceSheet): { readonly file: string; readonly sheet?: string } {
  const file = `records/deliveries/${sheet.delivery.path}`;
  return sheet.sheet === "" ? { file } : { file, sheet: sheet.sheet };
}
