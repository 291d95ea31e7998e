import type { ReleasedNumber, ReleasedSentence } from "@plait/disclosure";
import { cellText, estimateDigits } from "./cell-text.ts";
import { fixedText, pValueText } from "./number-text.ts";

/**
 * A released sentence as plain text, its numbers written as in the tables. A p-value brings its sign, so that it can
 * follow the letter p: `p = 0.042`, `p < 0.001`.
 */
export function sentenceText(sentence: ReleasedSentence): string {
  return sentence.parts.map((part) => (typeof part === "string" ? part : numberText(part))).join("");
}

function numberText({ cell, show }: ReleasedNumber): string {
  if (cell.kind !== "estimate") return cellText(cell);
  switch (show) {
    case "value":
      return cellText(cell);
    case "interval":
      return `${fixedText(cell.interval[0], estimateDigits)} to ${fixedText(cell.interval[1], estimateDigits)}`;
    case "p-value":
      return pValueText(cell.pValue);
  }
}
