import type { StataBlock, StataTable } from "../../src/export/stata-table.ts";

const longNote = `${"Saw the young person. ".repeat(110)}końcówka`;

/** Rows that reach every part of the format: each type, its limits, missing values, accents, long text. */
const rows: readonly (readonly unknown[])[] = [
  ["URN000001", 1, -127, -32767, -2147483647, 0.1, "2019-04-03", "2019-04", "Female", "Côte d’Ivoire", 1, longNote],
  ["URN000002", 2, 100, 32740, 2147483620, -1.5, "1959-12-31", "1959-12-01", "Male", "Albanian", 0, ""],
  ["URN000003", 3, null, null, null, null, null, null, null, null, null, null],
  ["URN000004", 4, 0, 0, 0, 1e300, "2024-02-29", "2024-02", "Not known", "日本 🦊", 1, "short"],
  ["URN000005", 5, 1, 1, 1, 2 ** 40, "1960-01-01", "1960-01", "Non-binary", "x", 0, `${longNote} 2`],
];

export const stataExampleBlocks: readonly StataBlock[] = [blockOf(rows.slice(0, 2)), blockOf(rows.slice(2))];

export const stataExample: StataTable = {
  label: "Example of every storage type",
  made: "2024-03-05T09:07",
  notes: ["Synthetic rows; no person stands behind them."],
  variables: [
    { kind: "text", name: "urn", label: "Unique reference number" },
    { kind: "number", name: "episode", label: "Episode" },
    { kind: "number", name: "as byte", label: "Limits of a byte" },
    { kind: "number", name: "as_int", label: "Limits of an int" },
    { kind: "number", name: "as_long", label: "Limits of a long" },
    { kind: "number", name: "double", label: "Doubles" },
    { kind: "date", name: "referral_date", label: "Date of referral" },
    { kind: "month", name: "month", label: "Month of record" },
    { kind: "category", name: "gender", label: "Gender", values: ["Female", "Male", "Other", "Not known"] },
    { kind: "text", name: "nationalité", label: "Nationality, as written" },
    {
      kind: "number",
      name: "exploitation_organ_harvesting_or_other_kind",
      label: "Exploitation type: organ harvesting, or another kind that the form of that year did not offer by name",
      valueLabels: [
        { value: 1, text: "Yes" },
        { value: 0, text: "No" },
      ],
    },
    { kind: "text", name: "note", label: "Worker's note" },
  ],
  blocks: () => stataExampleBlocks,
};

function blockOf(part: readonly (readonly unknown[])[]): StataBlock {
  const columns = (part[0] ?? []).map((_, column) => part.map((row) => row[column]));
  return { rows: part.length, columns };
}
