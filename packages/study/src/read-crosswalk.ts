import type { CrosswalkRow, CrosswalkType } from "./crosswalk.ts";
import { type CsvRow, readCsvFile } from "./csv-file.ts";
import { parseDateFormats } from "./date-format.ts";
import { pathPatternFault } from "./path-pattern.ts";
import type { Place, Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";
import { isIsoDay } from "./schema-parts.ts";

export const CROSSWALK_FILE = "records/crosswalk.csv";
export const CROSSWALK_COLUMNS = [
  "variable",
  "kind",
  "delivery",
  "source_label",
  "type",
  "note",
  "who",
  "when",
] as const;

type Column = (typeof CROSSWALK_COLUMNS)[number];

/**
 * The rows of `records/crosswalk.csv` that could be read, with every problem that a row shows by itself. There are no
 * rows, not even none (`null`), where the file does not say which variable or which kind they are about.
 */
export function readCrosswalk(raw: string): {
  readonly rows: readonly CrosswalkRow[] | null;
  readonly problems: readonly Problem[];
} {
  const csv = readCsvFile<Column>(CROSSWALK_FILE, raw, { required: CROSSWALK_COLUMNS, optional: [] });
  const problems = [...csv.problems];
  const rows = csv.rows.flatMap((row) => crosswalkRow(row, problems) ?? []);
  const told = csv.columns.includes("variable") && csv.columns.includes("kind");
  return { rows: told ? rows : null, problems };
}

/** Adds what is wrong with a row to `problems`; null where no row can be made of it. */
function crosswalkRow({ cells, line }: CsvRow<Column>, problems: Problem[]): CrosswalkRow | null {
  const place: Place = { file: CROSSWALK_FILE, line };
  const { variable = "", kind = "", delivery = "", source_label = "", note = "" } = cells;
  const sourceLabels = source_label.split("|").map((label) => label.trim());
  const type = crosswalkType(cells.type ?? "");

  problems.push(...decisionProblems(place, cells.who, cells.when));
  const fault = (code: string, message: string, remedy: string) => problems.push(errorAt(place, code, message, remedy));
  if (cells.kind === "") fault("crosswalk-no-kind", "the kind is empty", "Write the kind of record of the column.");
  if (cells.delivery === "") {
    fault("crosswalk-no-delivery", "the delivery is empty", "Write a pattern; * alone is every delivery.");
  } else if (pathPatternFault(delivery) !== null) {
    fault("bad-pattern", `the pattern "${delivery}" ${pathPatternFault(delivery)}`, "Correct the pattern.");
  }
  if (cells.source_label !== undefined && sourceLabels.includes("")) {
    fault("crosswalk-no-label", "a source label is empty", "Write the label as it stands in the delivery.");
  }
  if ("fault" in type) fault(type.code, type.fault, type.remedy);
  else if (type.kind === "ignore" && variable !== "") {
    fault(
      "crosswalk-ignored-variable",
      `the column is mapped to ${variable} and ignored at once`,
      "Empty the variable to ignore the column, or the type to use it.",
    );
  } else if (type.kind !== "ignore" && cells.variable === "") {
    fault("crosswalk-no-variable", "the variable is empty", "Write the variable, or `ignore` as the type.");
  }

  // A row with a fault still says which variable it maps, so that the rest of the study can be checked.
  if (kind === "") return null;
  return {
    variable: variable === "" ? null : variable,
    kind,
    deliveryPattern: delivery,
    sourceLabels: sourceLabels.filter((label) => label !== ""),
    type: "fault" in type ? { kind: "own" } : type,
    note,
    who: cells.who ?? "",
    when: cells.when ?? "",
    line,
  };
}

type TypeFault = { readonly fault: string; readonly code: string; readonly remedy: string };

function crosswalkType(written: string): CrosswalkType | TypeFault {
  if (written === "") return { kind: "own" };
  if (written === "ignore" || written === "coalesce") return { kind: written };
  const dates = /^date(?:\s+(.*))?$/.exec(written);
  if (dates === null) {
    return {
      code: "crosswalk-unknown-type",
      fault: `the type "${written}" is not known`,
      remedy: "Leave it empty, or write ignore, coalesce or date with formats (date dd/mm/yyyy; serial).",
    };
  }
  const read = parseDateFormats(dates[1] ?? "");
  if (read.kind === "formats") return { kind: "dates", formats: read.formats };
  return {
    code: "crosswalk-bad-date-format",
    fault: `the date formats cannot be read: ${read.reason}`,
    remedy: "Write formats such as dd/mm/yyyy; yyyy-mm-dd; d mmm yy; serial, separated by semicolons.",
  };
}

/** Every decision says who made it and on which day. Cells of a column that the file lacks are not reported again. */
export function decisionProblems(place: Place, who: string | undefined, when: string | undefined): Problem[] {
  const problems: Problem[] = [];
  if (who === "") {
    problems.push(errorAt(place, "decision-no-who", "nobody is named for this decision", "Write who made it."));
  }
  if (when !== undefined && !isIsoDay(when)) {
    problems.push(
      errorAt(
        place,
        "decision-bad-when",
        when === "" ? "the day of this decision is missing" : `"${when}" is not a day written yyyy-mm-dd`,
        "Write the day of the decision, such as 2024-05-31.",
      ),
    );
  }
  return problems;
}
