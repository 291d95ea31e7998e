import type { ReleasedCell, ReleasedResult } from "@plait/disclosure";
import { countText, fixedText, shareText } from "./number-text.ts";
import { shorthandOf, shorthandText } from "./shorthand.ts";

/** Decimals of coefficients, standard errors and intervals when shown. */
export const estimateDigits = 3;

/** A cell as one piece of plain text; an estimate without its standard error. */
export function cellText(cell: ReleasedCell): string {
  switch (cell.kind) {
    case "count":
      return countText(cell.value);
    case "share":
      return shareText(cell.value);
    case "estimate":
      return fixedText(cell.estimate, estimateDigits);
    case "statistic":
      return fixedText(cell.value, cell.digits);
    case "text":
      return cell.text;
    case "absent":
    case "withheld": {
      const mark = shorthandOf(cell);
      return mark === undefined ? "" : shorthandText(mark);
    }
  }
}

/** What stands beneath an estimate, and the words for it. */
export type Beneath = "standard-error" | "interval";

export function beneathText(cell: Extract<ReleasedCell, { kind: "estimate" }>, beneath: Beneath): string {
  switch (beneath) {
    case "standard-error":
      return `(${fixedText(cell.standardError, estimateDigits)})`;
    case "interval":
      return `[${fixedText(cell.interval[0], estimateDigits)}, ${fixedText(cell.interval[1], estimateDigits)}]`;
  }
}

/** The number a figure draws for a cell; undefined where the cell holds none. */
export function drawnNumber(cell: ReleasedCell): number | undefined {
  switch (cell.kind) {
    case "count":
    case "share":
    case "statistic":
      return cell.value;
    case "estimate":
      return cell.estimate;
    case "text":
    case "absent":
    case "withheld":
      return undefined;
  }
}

export function hasEstimates(result: ReleasedResult): boolean {
  return result.rows.some((row) => row.cells.some((cell) => cell.kind === "estimate"));
}
