import { cellText } from "@plait/report";
import type { Cell, People, Result } from "@plait/study";

/** Undefined where a cell holds nothing, or words that name what is measured. */
export function trueText(cell: Cell, result: Result): string | undefined {
  switch (cell.kind) {
    case "count":
      return cellText({ kind: "count", value: cell.value });
    case "share": {
      const [part, whole] = [cell.numerator, cell.denominator].map(
        ({ row, column }) => result.rows[row]?.cells[column],
      );
      return part?.kind === "count" && whole?.kind === "count" && whole.value !== 0
        ? cellText({ kind: "share", value: part.value / whole.value })
        : undefined;
    }
    case "estimate":
      return cellText(cell);
    case "statistic":
      return cellText({ kind: "statistic", value: cell.value, digits: cell.digits });
    case "text":
      return cell.people === undefined && cell.freeText === undefined ? undefined : cell.text;
    case "absent":
      return undefined;
  }
}

/** Who stands behind a cell, for those who check it; undefined where nobody could. */
export function peopleText(cell: Cell): string | undefined {
  const people: People | undefined = "people" in cell ? cell.people : undefined;
  switch (people?.kind) {
    case "counted":
      return people.people === 1 ? "1 person" : `${people.people} people`;
    case "assumed":
      return people.people === 1 ? "1 row taken for a person" : `${people.people} rows taken for people`;
    case "none":
      return "no people";
    case "published":
      return "public already";
    case undefined:
      return undefined;
  }
}
