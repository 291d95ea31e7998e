import type { ReleasedCell, ReleasedResult } from "@plait/disclosure";
import type { Figure } from "@plait/study";
import { drawnNumber } from "../cell-text.ts";
import { labelledSteps } from "./axis-labels.ts";
import type { Painted } from "./drawing.ts";
import { colourAt, gapFill } from "./fills.ts";
import { gapText } from "./gap-text.ts";
import { textWidth } from "./text-width.ts";
import { vegaDrawing } from "./vega-drawing.ts";
import type { UnitSpec } from "./vega-spec.ts";

type Lines = Extract<Figure, { kind: "lines" }>;

/**
 * One panel per column, one below the other with the same scale, so that no line is known by its colour alone. A value
 * that is missing breaks the line, and a band says why it is missing: hatched where there should have been one. A line to
 * compare with is dashed and the same in every panel.
 */
export async function lines(result: ReleasedResult, figure: Lines, idPrefix: string): Promise<Painted> {
  const count = result.rows.length;
  const step = Math.max(9, Math.min(48, Math.floor(760 / Math.max(1, count))));
  const width = step * Math.max(1, count);
  const labels = result.rows.map((row) => row.label);
  const columnAt = (column: number) => ({
    heading: result.columns[column]?.label ?? "",
    cells: result.rows.map((row) => row.cells[column]),
  });
  const shown = figure.columns.map(columnAt);
  const against = figure.against === undefined ? undefined : columnAt(figure.against);
  const compared = against === undefined ? shown : [...shown, against];
  const top = Math.max(1, ...compared.flatMap((one) => one.cells.map((cell) => numberOf(cell) ?? 0)));
  const isShare = shown.some((one) => one.cells.some((cell) => cell?.kind === "share"));
  const gap = gapFill(idPrefix);

  const panels = shown.map((one, index) => ({
    title: against === undefined ? one.heading : `${one.heading} (solid) and ${against.heading} (dashed)`,
    width,
    height: 130,
    layer: [
      gapBands(one.cells, gap.paint),
      gapWords(one.cells, step),
      ...(against === undefined ? [] : [dashedLine(against.cells)]),
      valueLine(one.cells, labels, step, isShare ? 1 : top, {
        colour: colourAt(index),
        yTitle: figure.yTitle,
        xTitle: index === shown.length - 1 ? result.rowHeading : null,
        format: isShare ? ".0%" : ",d",
      }),
    ],
  }));
  const drawing = await vegaDrawing({ data: { values: [] }, vconcat: panels, spacing: 16 }, idPrefix);
  return { drawing, definitions: gap.definition };
}

function numberOf(cell: ReleasedCell | undefined): number | undefined {
  return cell === undefined ? undefined : drawnNumber(cell);
}

interface Gap {
  readonly from: number;
  readonly to: number;
  readonly words: string;
  /** Whether a value could have been here. */
  readonly expected: boolean;
}

/** Runs of rows without a number, each of one cause. */
function gapsOf(cells: readonly (ReleasedCell | undefined)[]): Gap[] {
  const gaps: Gap[] = [];
  for (const [index, cell] of cells.entries()) {
    if (numberOf(cell) !== undefined) continue;
    const words = gapText(cell);
    const last = gaps.at(-1);
    if (last !== undefined && last.to === index - 1 && last.words === words) {
      gaps[gaps.length - 1] = { ...last, to: index };
    } else {
      gaps.push({ from: index, to: index, words, expected: !isNotApplicable(cell) });
    }
  }
  return gaps;
}

function isNotApplicable(cell: ReleasedCell | undefined): boolean {
  return cell?.kind === "absent" && cell.reason === "not-applicable";
}

function gapBands(cells: readonly (ReleasedCell | undefined)[], paint: string): UnitSpec {
  const values = gapsOf(cells).map((gap) => ({
    from: gap.from - 0.5,
    to: gap.to + 0.5,
    paint: gap.expected ? paint : "#f3f2f1",
  }));
  return {
    data: { values },
    mark: { type: "rect", fill: { expr: "datum.paint" }, stroke: "#6f777b", strokeWidth: 0.75 },
    encoding: { x: { field: "from", type: "quantitative" }, x2: { field: "to" } },
  };
}

/** The cause written inside its band, turned upright where the band is narrow. */
function gapWords(cells: readonly (ReleasedCell | undefined)[], step: number): UnitSpec {
  const values = gapsOf(cells).map((gap) => {
    const room = (gap.to - gap.from + 1) * step;
    return { middle: (gap.from + gap.to) / 2, words: gap.words, angle: textWidth(gap.words, 11) + 6 > room ? 270 : 0 };
  });
  return {
    data: { values },
    layer: [
      {
        mark: { type: "text", fontSize: 11, stroke: "#ffffff", strokeWidth: 5, y: 65, angle: { expr: "datum.angle" } },
        encoding: gapWordPlace,
      },
      { mark: { type: "text", fontSize: 11, y: 65, angle: { expr: "datum.angle" } }, encoding: gapWordPlace },
    ],
  };
}

const gapWordPlace = {
  x: { field: "middle", type: "quantitative" },
  text: { field: "words" },
} as const;

function dashedLine(cells: readonly (ReleasedCell | undefined)[]): UnitSpec {
  return {
    data: { values: cells.map((cell, index) => ({ place: index, value: numberOf(cell) ?? null })) },
    mark: {
      type: "line",
      color: "#0b0c0c",
      strokeWidth: 1.5,
      strokeDash: [6, 4],
      invalid: "break-paths-show-path-domains",
    },
    encoding: { x: { field: "place", type: "quantitative" }, y: { field: "value", type: "quantitative" } },
  };
}

function valueLine(
  cells: readonly (ReleasedCell | undefined)[],
  labels: readonly string[],
  step: number,
  top: number,
  look: { readonly colour: string; readonly yTitle: string; readonly xTitle: string | null; readonly format: string },
): UnitSpec {
  return {
    data: { values: cells.map((cell, index) => ({ place: index, value: numberOf(cell) ?? null })) },
    layer: [
      { mark: { type: "line", color: look.colour, strokeWidth: 2, invalid: "break-paths-show-path-domains" } },
      { mark: { type: "point", color: look.colour, filled: true, opacity: 1, size: 22, invalid: "filter" } },
    ],
    encoding: {
      x: {
        field: "place",
        type: "quantitative",
        scale: { domain: [-0.5, labels.length - 0.5], nice: false, zero: false },
        axis: {
          title: look.xTitle,
          values: labelledSteps(labels, step),
          labelExpr: `${JSON.stringify(labels)}[datum.value]`,
          labelOverlap: false,
          labelFlush: false,
          grid: false,
        },
      },
      y: {
        field: "value",
        type: "quantitative",
        scale: { domain: [0, top], nice: true },
        axis: { title: look.yTitle, tickCount: 4, format: look.format },
      },
    },
  };
}
