import type { ReleasedCell } from "@plait/disclosure";

/** Words in square brackets that stand where a number would be, as government spreadsheets write them. */
export type Shorthand = "c" | "x" | "z" | "ne" | "nr" | "ref";

/** The mark of a cell that holds no value; undefined where there is a value. */
export function shorthandOf(cell: ReleasedCell): Shorthand | undefined {
  switch (cell.kind) {
    case "withheld":
      return "c";
    case "absent":
      switch (cell.reason) {
        case "not-supplied":
          return "x";
        case "not-applicable":
          return "z";
        case "not-estimable":
          return "ne";
        case "not-released-by-source":
          return "nr";
        case "reference":
          return "ref";
      }
      break;
    case "count":
    case "share":
    case "estimate":
    case "statistic":
    case "text":
      return undefined;
  }
}

/** As printed: `[c]`. */
export function shorthandText(mark: Shorthand): string {
  return `[${mark}]`;
}

/** What a mark means, in words that follow "[c] ". */
export function shorthandMeaning(mark: Shorthand): string {
  switch (mark) {
    case "c":
      return "confidential: held back so that no person can be recognised, or so that a held-back number cannot be worked out";
    case "x":
      return "not available: nothing was supplied for this; it is not a zero";
    case "z":
      return "not applicable";
    case "ne":
      return "could not be estimated from these data";
    case "nr":
      return "not released by the source";
    case "ref":
      return "reference category, with which the others are compared";
  }
}

const order: readonly Shorthand[] = ["c", "x", "z", "ne", "nr", "ref"];

/** The marks that these cells use, each once, in the order of the legend. */
export function shorthandUsed(cells: Iterable<ReleasedCell>): Shorthand[] {
  const used = new Set<Shorthand>();
  for (const cell of cells) {
    const mark = shorthandOf(cell);
    if (mark !== undefined) used.add(mark);
  }
  return order.filter((mark) => used.has(mark));
}
