import { isBlank } from "./cell-shape.ts";
import { splitRecords } from "./record-walk.ts";

/** Of delimiters that explain a file equally well the first is taken: those that seldom stand inside a value. */
const DELIMITERS = ["\t", "|", ";", ","] as const;

/** A character that does not occur in text: the file has a single column. */
const NO_DELIMITER = "\u001f";

const SAMPLE = 300;

/**
 * The delimiter of a text file from its first bytes: the one that cuts most records into the same number of fields,
 * more fields counting for more. A first line `sep=;`, as Excel writes it, decides. `NO_DELIMITER` when none cuts at
 * least a fifth of the records alike.
 */
export function findDelimiter(head: Uint8Array, isWhole: boolean): string {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
  const told = /^sep=(.)\r?\n/i.exec(text(head.subarray(0, 8)))?.[1];
  if (told !== undefined) return told;

  let best = { delimiter: NO_DELIMITER, score: 0 };
  for (const delimiter of DELIMITERS) {
    const records = splitRecords(head, delimiter, text, { limit: SAMPLE, isLast: isWhole });
    const widths = records.filter(({ cells }) => !cells.every(isBlank)).map(({ cells }) => cells.length);
    const score = uniformity(widths);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function uniformity(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best = 0;
  for (const [width, count] of counts) {
    const share = count / widths.length;
    if (share >= 0.2) best = Math.max(best, share * share * Math.log2(1 + width));
  }
  return best;
}
