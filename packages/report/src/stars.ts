import type { ReleasedResult } from "@plait/disclosure";
import { countText } from "./number-text.ts";

/** One mark of significance: the p-value below which it is printed. */
export interface Star {
  readonly mark: string;
  readonly below: number;
}

/**
 * The scheme of stars that made a result, read from its method record's option `stars`, such as
 * `*** 0.01, ** 0.05, * 0.1`. Strictest first. Empty when the result has no scheme.
 *
 * @throws RangeError when the option is there but names no threshold, or when a longer mark is not the stricter one
 */
export function starScheme(result: ReleasedResult): Star[] {
  const option = result.method.options.stars;
  if (option === undefined || option === false || option === "" || option === "none") return [];
  const stars = [...String(option).matchAll(/(\*+|\+)["']?\s*(?:p\s*)?[<=:]?\s*(0?\.\d+)/g)].map(
    ([, mark = "", below = ""]) => ({ mark, below: Number(below) }),
  );
  if (stars.length === 0) throw new RangeError(`${result.id}: option stars names no threshold: ${option}`);
  stars.sort((a, b) => a.below - b.below);
  for (const [index, star] of stars.entries()) {
    const looser = stars[index + 1];
    if (looser !== undefined && star.mark !== "+" && looser.mark !== "+" && star.mark.length <= looser.mark.length) {
      throw new RangeError(`${result.id}: option stars gives the longer mark to the weaker evidence: ${option}`);
    }
  }
  return stars;
}

/** The mark a p-value earns: the strictest threshold that it lies below; empty when none. */
export function starsOf(pValue: number, scheme: readonly Star[]): string {
  return scheme.find((star) => pValue < star.below)?.mark ?? "";
}

/** The sentence that explains the stars of a table, from the scheme and the test that were used. */
export function starLegend(scheme: readonly Star[], test: string): string {
  const marks = scheme.map((star) => `${star.mark} p < ${countText(star.below)}`).join(", ");
  return `Stars: ${marks} (${test}).`;
}
