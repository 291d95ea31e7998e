import { type CsvRow, readCsvFile } from "./csv-file.ts";
import type { Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";
import { decisionProblems } from "./read-crosswalk.ts";
import type { ValueRepair } from "./value-repairs.ts";

export const VALUES_FOLDER = "records/values/";
export const VALUE_COLUMNS = ["raw", "canonical", "reason", "who", "when"] as const;

type Column = (typeof VALUE_COLUMNS)[number] | "kind";

/** The readable rows of one `records/values/<variable>.csv`, with every problem that a row shows by itself. */
export function readValueRepairs(
  file: string,
  variable: string,
  raw: string,
): { readonly repairs: readonly ValueRepair[]; readonly problems: Problem[] } {
  const csv = readCsvFile<Column>(file, raw, { required: VALUE_COLUMNS, optional: ["kind"] });
  const problems = [...csv.problems];
  const repairs = csv.rows.flatMap((row) => valueRepair(file, variable, row, problems) ?? []);
  return { repairs, problems };
}

/** Adds what is wrong with a row to `problems`; null where no repair can be made of it. */
function valueRepair(
  file: string,
  variable: string,
  { cells, line }: CsvRow<Column>,
  problems: Problem[],
): ValueRepair | null {
  const place = { file, line };
  problems.push(...decisionProblems(place, cells.who, cells.when));
  if (cells.reason === "") {
    problems.push(
      errorAt(place, "repair-no-reason", "the repair gives no reason", "Write why, such as misspelt or other case."),
    );
  }
  if (cells.raw === "") {
    problems.push(
      errorAt(
        place,
        "repair-no-raw",
        "the raw value is empty",
        "Write the value as it stands in the delivery; an empty cell is missing already.",
      ),
    );
  }
  if (cells.raw === undefined || cells.raw === "" || cells.canonical === undefined) return null;
  return {
    variable,
    raw: cells.raw,
    canonical: cells.canonical === "" ? null : cells.canonical,
    reason: cells.reason ?? "",
    who: cells.who ?? "",
    when: cells.when ?? "",
    ...(cells.kind === undefined || cells.kind === "" ? {} : { kind: cells.kind }),
    line,
    file,
  };
}
