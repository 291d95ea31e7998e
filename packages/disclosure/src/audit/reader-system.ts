/** What a reader has of a study: numbers that may be anything between two ends, and rows that their sums must keep. */
export interface ReaderSystem {
  readonly counts: readonly ReaderCount[];
  readonly rows: readonly ReaderRow[];
}

/** One number, in however many cells. Whole and at least 0. */
export interface ReaderCount {
  /** Its place in the system. */
  readonly index: number;
  /** What it is called in a message: its cells. */
  readonly label: string;
  readonly truth: number;
  /** The ends of what its own cells tell; the highest may be infinite. */
  readonly lowest: number;
  readonly highest: number;
  /** Where a number is printed that tells something of it. */
  readonly printedAt: readonly Source[];
}

/** The weighted sum of some counts, of which the reader knows the ends; of a sum with its total both are 0. */
export interface ReaderRow {
  readonly terms: readonly Term[];
  readonly lowest: number;
  readonly highest: number;
  readonly source: Source;
}

export interface Term {
  /** Index of the count. */
  readonly count: number;
  /** A whole number other than 0. */
  readonly coefficient: number;
}

/** The cells from which a reader has something: identifiers, in code-unit order. */
export interface Source {
  /** Present where they stand in an earlier release. */
  readonly release?: string;
  readonly result: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

/**
 * Throws where the truth itself does not fit what the reader is supposed to know: then the audit, the gate or what was
 * kept of an earlier release is wrong, and no finding would mean anything. Names cells, never values.
 */
export function assertTrue({ counts, rows }: ReaderSystem): void {
  for (const { truth, lowest, highest, label } of counts) {
    if (truth >= lowest && truth <= highest) continue;
    throw new Error(`what readers are told contradicts the truth: ${label}`);
  }
  for (const { terms, lowest, highest, source } of rows) {
    const sum = terms.reduce((total, { count, coefficient }) => total + coefficient * (counts[count]?.truth ?? 0), 0);
    if (sum >= lowest && sum <= highest) continue;
    throw new Error(`what readers are told contradicts the truth: a relation in ${describeSource(source)}`);
  }
}

/** `release 0001, records.files: rows a, b; columns n`. */
export function describeSource({ release, result, rows, columns }: Source): string {
  const where = release === undefined ? result : `release ${release}, ${result}`;
  return `${where}: ${plural("row", rows)}; ${plural("column", columns)}`;
}

function plural(word: string, names: readonly string[]): string {
  return `${word}${names.length === 1 ? "" : "s"} ${names.join(", ")}`;
}
