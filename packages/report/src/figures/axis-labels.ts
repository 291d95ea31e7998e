import { textWidth, wrapText } from "./text-width.ts";

/** A place on an axis of names: a row, or the heading of the rows that follow. */
export interface AxisPlace {
  readonly key: string;
  readonly lines: readonly string[];
  readonly heading: boolean;
  /** The index of the row or column that stands here; absent for a heading. */
  readonly index?: number;
}

/** Names down an axis, with a heading before each run of one group. */
export function axisPlaces(
  names: readonly { readonly label: string; readonly group?: string }[],
  indices: readonly number[],
  labelWidth: number,
): AxisPlace[] {
  const places: AxisPlace[] = [];
  let group: string | undefined;
  for (const index of indices) {
    const name = names[index];
    if (name === undefined) throw new RangeError(`no row or column ${index}`);
    if (name.group !== undefined && name.group !== group) {
      places.push({ key: `g${index}`, lines: wrapText(name.group, labelWidth, 12, true), heading: true });
    }
    group = name.group;
    places.push({ key: `n${index}`, lines: wrapText(name.label, labelWidth, 12), heading: false, index });
  }
  return places;
}

/** The axis settings that show these places: wrapped labels, headings in bold. */
export function namedAxis(places: readonly AxisPlace[]): {
  readonly labelExpr: string;
  readonly labelFontWeight: {
    readonly condition: { readonly test: string; readonly value: "bold" };
    readonly value: "normal";
  };
} {
  const labels = Object.fromEntries(places.map((place) => [place.key, place.lines]));
  return {
    labelExpr: `(${JSON.stringify(labels)})[datum.value]`,
    labelFontWeight: { condition: { test: `datum.value[0] === "g"`, value: "bold" }, value: "normal" },
  };
}

/**
 * Which of many labels along a horizontal axis to print so that none touch: every one, or every 2nd, 3rd, 4th, 6th or
 * 12th. Months written `2017-02` start from a January, so that the labels fall on years.
 */
export function labelledSteps(labels: readonly string[], stepWidth: number): number[] {
  const widest = Math.max(0, ...labels.map((label) => textWidth(label, 12)));
  const every = [1, 2, 3, 4, 6, 12, 24].find((step) => step * stepWidth >= widest + 10) ?? 60;
  const january = labels.findIndex((label) => /^\d{4}-01$/.test(label));
  const first = january === -1 ? 0 : january % every;
  return labels.map((_, index) => index).filter((index) => index % every === first);
}
