import type { ReleasedResult } from "@plait/disclosure";
import { drawnNumber } from "../cell-text.ts";

/** Whether anything is left to draw of a result's figure: a picture of nothing but gaps is none. */
export function isDrawable({ figure, rows, disclosure }: ReleasedResult): boolean {
  if (figure === undefined || disclosure.status === "withheld") return false;
  switch (figure.kind) {
    case "boards":
      return figure.columns.some((column) => rows.every(({ cells }) => cells[column]?.kind === "statistic"));
    case "points":
      return rows.some(({ cells }) => {
        const cell = cells[figure.value];
        return cell !== undefined && drawnNumber(cell) !== undefined;
      });
    case "flow":
    case "heat-map":
    case "lines":
    case "bars":
    case "intervals":
      return true;
  }
}
