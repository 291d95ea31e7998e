import type { Cell, Result } from "@plait/study";
import { type Change, type ProblemReason, reasonInWords } from "../harmonise/cell-reading.ts";
import type { DescribeContext } from "./describe-context.ts";

const CHANGES: Readonly<Record<Change, string>> = {
  spaces: "Spaces mended",
  "value-repair": "Value repaired by a decision",
  "reference-form": "Reference number brought to its form",
  "date-format": "Date read from another written form",
  "date-serial": "Date read from a spreadsheet serial",
  "day-and-month-in-doubt": "Date read as declared, day and month in doubt",
  "time-dropped": "Time of day dropped",
  "number-form": "Number read from another written form",
};

/**
 * What reading the cells changed, variable by variable, in words and not in numbers: how often each mending was needed stays in the
 * ledger inside the study.
 */
export function dataQuality(context: DescribeContext): Result {
  const { rules } = context.study;
  const { harmonised, subtotalMismatches } = context.records;
  const readings = harmonised.flatMap(({ readings: own }) => own);
  const rows = readings.map((reading) => ({
    id: `${reading.kind}.${reading.variable}`,
    label: rules.variables[reading.variable]?.label ?? reading.variable,
    group: rules.kinds[reading.kind]?.label ?? reading.kind,
    cells: [
      text([...reading.changes.keys()].sort().map((change) => CHANGES[change])),
      text([...reading.problems.keys()].sort().map((reason: ProblemReason) => reasonInWords[reason])),
    ],
  }));
  const never = readings.flatMap((reading) =>
    reading.formats
      .filter(({ cells }) => cells === 0)
      .map(
        ({ format, crosswalkLine }) =>
          `${reading.kind}, ${reading.variable}: the format ${format} (crosswalk line ${crosswalkLine}) was declared and never matched anything.`,
      ),
  );
  const mismatches = subtotalMismatches.map(
    ({ kind, row }) =>
      `${rules.kinds[kind]?.label ?? kind}: the published total of ${row} is not the sum of its published parts.`,
  );
  return {
    id: "records.data-quality",
    strand: "records",
    title: "What was mended in reading the deliveries",
    summary:
      "For each variable, the kinds of mending its cells needed and the reasons for which some could not be read. Each decision is in the study's crosswalk and values files.",
    rowHeading: "Variable",
    columns: [
      { id: "mended", label: "Mended", unit: "words" },
      { id: "unread", label: "Could not be read, for these reasons", unit: "words" },
    ],
    rows,
    sums: [],
    sentences: [],
    notes: [...never, ...mismatches],
    method: {
      name: "Harmonisation",
      variant: "declared formats and decided repairs only; nothing reordered, nothing guessed",
      options: { twoDigitYearsUpTo: rules.dates.two_digit_years_up_to ?? "none accepted" },
      source: "Plait, docs/methods/harmonisation.md",
      page: "harmonisation",
      version: context.version,
    },
    provenance: context.provenance(
      harmonised.map(({ kind }) => kind),
      ["ingest", "harmonise"],
    ),
  };
}

function text(parts: readonly string[]): Cell {
  return { kind: "text", text: parts.length === 0 ? "None" : parts.join("; ") };
}
