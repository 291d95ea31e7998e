import { twoSidedNormalQuantile } from "@plait/statistics";

/** Which sorts stand for which factor. */
export type Flagging =
  | {
      readonly method: "automatic";
      /** A loading counts when |l| > c/√statements, with c the two-sided normal value of this level. Default 0.05. */
      readonly level?: number;
      /** `exact`: c to all its digits. `tabled`: 1.96 or 2.58, as the field's programs have it. Default `exact`. */
      readonly criticalValue?: "exact" | "tabled";
      /** Also l² > h²/2: the factor explains more of the sort than all others together. Default true. */
      readonly majority?: boolean;
      /** What the analyst decides otherwise, by sorter and name of the factor. */
      readonly changes?: readonly FlagChange[];
    }
  | { readonly method: "manual"; readonly flags: readonly { readonly sorter: string; readonly factor: string }[] };

export interface FlagChange {
  readonly sorter: string;
  readonly factor: string;
  readonly flagged: boolean;
}

const tabledValues = new Map([
  [0.05, 1.96],
  [0.01, 2.58],
]);

/**
 * The size a loading must pass to count: c/√statements.
 *
 * @throws RangeError when the level is out of range or not tabled
 */
export function loadingThreshold(
  statements: number,
  level = 0.05,
  criticalValue: "exact" | "tabled" = "exact",
): number {
  if (criticalValue === "exact") return twoSidedNormalQuantile(level) / Math.sqrt(statements);
  const tabled = tabledValues.get(level);
  if (tabled === undefined) throw new RangeError(`only the levels 0.05 and 0.01 are tabled: ${level}`);
  return tabled / Math.sqrt(statements);
}

/**
 * Flags by rule: for each loading its sign where it counts and 0 where it does not. For oblique factors the rule is
 * applied to the pattern loadings, whose sum of squares stands for h².
 *
 * @param loadings row by row, `factors` a row
 */
export function automaticFlags(
  loadings: Float64Array,
  factors: number,
  threshold: number,
  majority: boolean,
): Int8Array {
  const flags = new Int8Array(loadings.length);
  for (let row = 0; row < loadings.length; row += factors) {
    let square = 0;
    for (let at = row; at < row + factors; at++) square += (loadings[at] ?? 0) ** 2;
    for (let at = row; at < row + factors; at++) {
      const l = loadings[at] ?? 0;
      if (Math.abs(l) > threshold && (!majority || l * l > square / 2)) flags[at] = Math.sign(l);
    }
  }
  return flags;
}

/**
 * The flags of an analysis, by rule and by hand. A flag set by hand has the sign of its loading.
 *
 * @throws RangeError when a sorter or a factor that is named does not exist
 */
export function flagSorts(
  loadings: Float64Array,
  sorters: readonly string[],
  names: readonly string[],
  statements: number,
  flagging: Flagging,
): Int8Array {
  const place = (sorter: string, factor: string): number => {
    const j = sorters.indexOf(sorter);
    const f = names.indexOf(factor);
    if (j < 0) throw new RangeError(`a flag names a sorter that does not exist: "${sorter}"`);
    if (f < 0) throw new RangeError(`a flag names a factor that does not exist: "${factor}"`);
    return j * names.length + f;
  };
  const handSign = (at: number) => ((loadings[at] ?? 0) < 0 ? -1 : 1);
  switch (flagging.method) {
    case "manual": {
      const flags = new Int8Array(loadings.length);
      for (const { sorter, factor } of flagging.flags) {
        const at = place(sorter, factor);
        flags[at] = handSign(at);
      }
      return flags;
    }
    case "automatic": {
      const { level, criticalValue, majority = true, changes = [] } = flagging;
      const threshold = loadingThreshold(statements, level, criticalValue);
      const flags = automaticFlags(loadings, names.length, threshold, majority);
      for (const { sorter, factor, flagged } of changes) {
        const at = place(sorter, factor);
        flags[at] = flagged ? handSign(at) : 0;
      }
      return flags;
    }
    default:
      throw new RangeError(`flags must be automatic or manual: ${String(flagging satisfies never)}`);
  }
}
