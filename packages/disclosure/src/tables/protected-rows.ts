import type { ReleasedCell, ReleasedResult } from "../released-result.ts";
import type { CountsTable } from "./counts-table.ts";
import type { ShareColumn } from "./table-shares.ts";

/**
 * A table as it may leave, in the shape in which it came: header, then rows; what is withheld is `[c]`. A column of
 * people behind the counts is left out.
 *
 * @throws RangeError when the result is not what the gate made of the table
 */
export function protectedRows({ source, columns, shares }: CountsTable, released: ReleasedResult): string[][] {
  const shown = [...source.columns.keys()].filter((column) => source.columns[column]?.role !== "people");
  const header = shown.map((column) => source.columns[column]?.label ?? "");
  const rows = source.rows.map((row, at) =>
    shown.map((column) => {
      if (source.columns[column]?.role === "label") return row.cells[column] ?? "";
      const cell = released.rows[at]?.cells[columns.indexOf(column)];
      if (cell === undefined) throw new RangeError(`${released.id} has no cell in row ${at}, column ${column}`);
      return releasedText(
        cell,
        shares.find((share) => share.column === column),
      );
    }),
  );
  return [header, ...rows];
}

function releasedText(cell: ReleasedCell, share: ShareColumn | undefined): string {
  switch (cell.kind) {
    case "count":
    case "statistic":
      return String(cell.value);
    case "share": {
      const { times, digits, sign } = share?.written ?? { times: 100, digits: 1, sign: "%" };
      return `${(cell.value * times).toFixed(digits)}${sign}`;
    }
    case "withheld":
      return "[c]";
    case "absent":
      return cell.reason === "not-supplied" ? "[x]" : "[z]";
    case "text":
      return cell.text;
    case "estimate":
      return String(cell.estimate);
    default:
      return cell satisfies never;
  }
}
