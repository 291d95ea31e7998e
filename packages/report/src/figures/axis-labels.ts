import { labelWithinGroup } from "../label-within-group.ts";
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
    places.push({
      key: `n${index}`,
      lines: wrapText(labelWithinGroup(name.label, name.group), labelWidth, 12),
      heading: false,
      index,
    });
  }
  return places;
}

/** The axis settings that show these places: wrapped labels about their tick, headings in bold. */
export function namedAxis(places: readonly AxisPlace[]): {
  readonly labelExpr: string;
  readonly labelLineHeight: number;
  readonly labelOffset: {
    readonly condition: { readonly test: string; readonly value: number }[];
    readonly value: 0;
  };
  readonly labelFontWeight: {
    readonly condition: { readonly test: string; readonly value: "bold" };
    readonly value: "normal";
  };
} {
  const labels = Object.fromEntries(places.map((place) => [place.key, place.lines]));
  const counts = [...new Set(places.map((place) => place.lines.length))].filter((count) => count > 1);
  return {
    labelExpr: `(${JSON.stringify(labels)})[datum.value]`,
    labelLineHeight,
    // Vega sets the first line of a wrapped label at its tick; this sets the middle there.
    labelOffset: {
      condition: counts.map((count) => ({
        test: `(${JSON.stringify(labels)})[datum.value].length === ${count}`,
        value: (-(count - 1) * labelLineHeight) / 2,
      })),
      value: 0,
    },
    labelFontWeight: { condition: { test: `datum.value[0] === "g"`, value: "bold" }, value: "normal" },
  };
}

const labelLineHeight = 14;

/** The height of one place, such that the label of most lines fits. */
export function placeHeight(places: readonly AxisPlace[], least: number): number {
  const mostLines = Math.max(1, ...places.map((place) => place.lines.length));
  return Math.max(least, mostLines * labelLineHeight + 4);
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
