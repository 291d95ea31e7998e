import { compareText, type VariableType } from "@plait/study";

/** Why a row has no value for a variable. */
export type MissingCause =
  /** The cell was empty, or held a word declared to mean "no value". */
  | "empty-cell"
  /** The values file makes the raw value missing. */
  | "repaired-to-missing"
  /** The raw value could not be read as the variable's type. */
  | "not-readable"
  /** The delivery has no column for the variable. */
  | "no-column"
  /** Declared under `not_supplied` or `limited`. */
  | "not-supplied"
  /** No row of the other kind was linked to this one. */
  | "not-linked"
  /** Derived from a value that is missing itself. */
  | "not-derivable";

const causesInWords: Readonly<Record<MissingCause, string>> = {
  "empty-cell": "empty cell",
  "repaired-to-missing": "made missing by a decision",
  "not-readable": "not readable as its type",
  "no-column": "no such column in the delivery",
  "not-supplied": "not supplied",
  "not-linked": "no linked record",
  "not-derivable": "what it is derived from is missing",
};

const causeOrder: readonly string[] = Object.keys(causesInWords);

export interface CodebookVariable {
  readonly name: string;
  readonly label: string;
  /** `indicator` is the 0/1 column made of one value of a `multi` variable. */
  readonly type: VariableType | "indicator";
  /** Its name in the `.dta` file, when there is one. */
  readonly stata?: string;
  /** How it was made, for a variable that no delivery has. */
  readonly derivation?: string;
  readonly rows: number;
  /** Rows with a value, answers declared `unknown` included. */
  readonly present: number;
  readonly missing: readonly { readonly cause: MissingCause; readonly rows: number }[];
  /** Empty for variables whose values are not categories. */
  readonly values: readonly CodebookValue[];
  readonly sources: readonly CodebookSource[];
}

export interface CodebookValue {
  readonly value: string;
  /** Its number in the `.dta` file, when there is one. */
  readonly code?: number;
  /** Declared in `rules.yaml`. */
  readonly declared: boolean;
  /** Declared to be no answer. */
  readonly unknown: boolean;
  readonly rows: number;
}

/** A label under which some delivery had the variable. */
export interface CodebookSource {
  readonly period: string;
  readonly group: string;
  readonly kind: string;
  readonly label: string;
}

/** One line a variable; every cell is text or a number, so that any table format can hold it. */
export interface CodebookRow {
  readonly variable: string;
  readonly stata: string;
  readonly label: string;
  readonly type: string;
  readonly values: string;
  readonly source_labels: string;
  readonly derivation: string;
  readonly rows: number;
  readonly present: number;
  readonly missing: number;
  readonly missing_by_cause: string;
}

/** One line a value of a variable. */
export interface CodebookValueRow {
  readonly variable: string;
  readonly code: number | "";
  readonly value: string;
  readonly declared: "yes" | "no";
  readonly unknown: "yes" | "no";
  readonly rows: number;
}

/**
 * The codebook: a line for each variable, in the order given. Values are listed in their order without counts (see
 * {@link codebookValueRows}); source labels are gathered by label, with the periods that used it and, where not all groups
 * of a period did, the groups. It holds true counts and stays inside the study.
 *
 * Throws RangeError with the variable when rows are not the sum of present and missing, when categories count more rows
 * than are present, or when a variable is given twice.
 */
export function codebookRows(variables: readonly CodebookVariable[]): CodebookRow[] {
  refuseRepeats(variables);
  return variables.map((variable) => {
    const missing = checkedMissing(variable);
    return {
      variable: variable.name,
      stata: variable.stata ?? "",
      label: variable.label,
      type: variable.type,
      values: variable.values.map(({ value, unknown }) => (unknown ? `${value} (no answer)` : value)).join("; "),
      source_labels: sourceLabels(variable.sources),
      derivation: variable.derivation ?? "",
      rows: variable.rows,
      present: variable.present,
      missing,
      missing_by_cause: missingByCause(variable),
    };
  });
}

/** A line for each value of each categorical variable, in the order given. Checks and limits as {@link codebookRows}. */
export function codebookValueRows(variables: readonly CodebookVariable[]): CodebookValueRow[] {
  refuseRepeats(variables);
  return variables.flatMap((variable) => {
    checkedMissing(variable);
    return variable.values.map(({ value, code, declared, unknown, rows }) => ({
      variable: variable.name,
      code: code ?? ("" as const),
      value,
      declared: declared ? ("yes" as const) : ("no" as const),
      unknown: unknown ? ("yes" as const) : ("no" as const),
      rows,
    }));
  });
}

function refuseRepeats(variables: readonly CodebookVariable[]): void {
  const seen = new Set<string>();
  for (const { name } of variables) {
    if (seen.has(name)) throw new RangeError(`variable given twice: ${name}`);
    seen.add(name);
  }
}

function checkedMissing(variable: CodebookVariable): number {
  const missing = variable.missing.reduce((sum, { rows }) => sum + rows, 0);
  if (variable.present + missing !== variable.rows) {
    throw new RangeError(
      `${variable.name}: ${variable.present} rows present and ${missing} missing are not ${variable.rows}`,
    );
  }
  const inValues = variable.values.reduce((sum, { rows }) => sum + rows, 0);
  if (variable.type === "category" && inValues > variable.present) {
    throw new RangeError(`${variable.name}: its values count ${inValues} rows of ${variable.present}`);
  }
  return missing;
}

function missingByCause(variable: CodebookVariable): string {
  return variable.missing
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => causeOrder.indexOf(a.cause) - causeOrder.indexOf(b.cause))
    .map(({ cause, rows }) => `${causesInWords[cause]}: ${rows}`)
    .join("; ");
}

/** `“ICTA site”: 2017-2019, 2020 (DW); “ICTG Site”: 2020 (RPC), 2021`. */
function sourceLabels(sources: readonly CodebookSource[]): string {
  const groupsOfPeriod = distinctBy(sources, (source) => source.period);
  const byLabel = distinctBy(sources, (source) => source.label);
  return [...byLabel]
    .map(([label, ofLabel]) => {
      const periods = [...distinctBy(ofLabel, (source) => source.period)]
        .sort(([a], [b]) => compareText(a, b))
        .map(([period, here]) => {
          const groups = groupsIn(here);
          const all = groupsIn(groupsOfPeriod.get(period) ?? []);
          return groups.length === all.length ? period : `${period} (${groups.join(", ")})`;
        });
      return { text: `“${label}”: ${periods.join(", ")}`, first: periods[0] ?? "" };
    })
    .sort((a, b) => compareText(a.first, b.first) || compareText(a.text, b.text))
    .map(({ text }) => text)
    .join("; ");
}

function groupsIn(sources: readonly CodebookSource[]): string[] {
  return [...new Set(sources.map((source) => source.group))].sort(compareText);
}

function distinctBy(
  sources: readonly CodebookSource[],
  key: (source: CodebookSource) => string,
): Map<string, CodebookSource[]> {
  const groups = new Map<string, CodebookSource[]>();
  for (const source of sources) {
    const group = groups.get(key(source));
    if (group === undefined) groups.set(key(source), [source]);
    else group.push(source);
  }
  return groups;
}
