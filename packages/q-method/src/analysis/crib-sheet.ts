/** What makes a factor's array its own, for whoever interprets it. Statements are counted from 0. */
export interface CribSheet {
  /** In the highest column. */
  readonly highest: readonly number[];
  /** Not in the highest column, but no other factor places it higher and at least one places it lower. */
  readonly higher: readonly RelativePlace[];
  /** Not in the lowest column, but no other factor places it lower and at least one places it higher. */
  readonly lower: readonly RelativePlace[];
  /** In the lowest column. */
  readonly lowest: readonly number[];
}

export interface RelativePlace {
  readonly statement: number;
  readonly place: number;
  /** Factors that give it the same place. Empty where this factor stands alone. */
  readonly tiedWith: readonly string[];
}

/**
 * The crib sheet of each array (Watts and Stenner, 2012, Doing Q Methodological Research, chapter 7). Ties are listed
 * and named, where KADE's "relative ranks" list them without a word.
 */
export function cribSheets(arrays: readonly { readonly name: string; readonly places: Float64Array }[]): CribSheet[] {
  return arrays.map(({ name, places }) => {
    const others = arrays.filter((other) => other.name !== name);
    const top = Math.max(...places);
    const bottom = Math.min(...places);
    const standingOut = (side: 1 | -1, column: number): RelativePlace[] =>
      Array.from(places, (place, statement) => ({ statement, place })).flatMap(({ statement, place }) => {
        if (place === column) return [];
        const leads = others.map((other) => side * (place - (other.places[statement] ?? 0)));
        if (leads.some((lead) => lead < 0) || !leads.some((lead) => lead > 0)) return [];
        const tiedWith = others.filter((_, g) => leads[g] === 0).map((other) => other.name);
        return [{ statement, place, tiedWith }];
      });
    const inColumn = (column: number) => Array.from(places.keys()).filter((statement) => places[statement] === column);
    return {
      highest: inColumn(top),
      higher: standingOut(1, top),
      lower: standingOut(-1, bottom),
      lowest: inColumn(bottom),
    };
  });
}
