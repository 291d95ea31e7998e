import type { ReleasedCell, ReleasedResult } from "@plait/disclosure";
import type { Figure } from "@plait/study";
import { cellText } from "../cell-text.ts";
import { axisPlaces, labelledSteps, namedAxis, placeHeight } from "./axis-labels.ts";
import { type Painted, stacked } from "./drawing.ts";
import { type Fill, gapFill, statusFillAt } from "./fills.ts";
import { legend } from "./legend.ts";
import { vegaDrawing } from "./vega-drawing.ts";

type HeatMap = Extract<Figure, { kind: "heat-map" }>;

/** One square a cell, the longer side of the table across; each status has a pattern and a place in the key. */
export async function heatMap(result: ReleasedResult, figure: HeatMap, idPrefix: string): Promise<Painted> {
  const rowsAcross = result.rows.length > result.columns.length;
  const across = rowsAcross ? result.rows : result.columns;
  const down = rowsAcross ? result.columns : result.rows;
  const statuses = statusesShown(result, figure, idPrefix);
  const places = axisPlaces(down, indicesOf(down), 190);
  const step = Math.max(6, Math.min(46, Math.floor(820 / across.length)));
  const labels = across.map((one) => one.label);

  const values = result.rows.flatMap((row, r) =>
    row.cells.map((cell, c) => ({
      across: rowsAcross ? r : c,
      down: `n${rowsAcross ? c : r}`,
      status: statusText(cell),
    })),
  );
  const drawing = await vegaDrawing(
    {
      data: { values },
      width: step * across.length,
      height: places.length * placeHeight(places, 18),
      mark: { type: "rect", stroke: "#ffffff", strokeWidth: 1 },
      encoding: {
        x: {
          field: "across",
          type: "ordinal",
          scale: { domain: across.map((_, index) => index), paddingInner: 0, paddingOuter: 0 },
          axis: {
            title: rowsAcross ? result.rowHeading : null,
            values: labelledSteps(labels, step),
            labelExpr: `${JSON.stringify(labels)}[datum.value]`,
            labelAngle: 0,
            domain: false,
          },
        },
        y: {
          field: "down",
          type: "ordinal",
          scale: { domain: places.map((place) => place.key), paddingInner: 0, paddingOuter: 0 },
          axis: { title: null, domain: false, ticks: false, labelPadding: 6, ...namedAxis(places) },
        },
        fill: {
          field: "status",
          type: "nominal",
          scale: { domain: statuses.map((one) => one.key), range: statuses.map((one) => one.fill.paint) },
          legend: null,
        },
      },
    },
    idPrefix,
  );
  const key = legend(
    statuses.map((one) => ({ paint: one.fill.paint, text: one.text })),
    legendWidth,
  );
  return {
    drawing: stacked([drawing, key], 12),
    definitions: statuses.map((one) => one.fill.definition).join(""),
  };
}

/** Narrow enough to be read on a small screen without scrolling. */
const legendWidth = 288;

interface Status {
  readonly key: string;
  readonly text: string;
  readonly fill: Fill;
}

/** The declared statuses in their order, then any other text the cells hold: nothing drawn is without a key. */
function statusesShown(result: ReleasedResult, figure: HeatMap, idPrefix: string): Status[] {
  const present = new Set(result.rows.flatMap((row) => row.cells.map(statusText)));
  const declared = figure.statuses
    .filter((status) => present.has(status.text))
    .map((status) => ({ key: status.text, text: `${status.text}. ${status.meaning}.` }));
  const known = new Set(declared.map((status) => status.key));
  const others = [...present].filter((text) => !known.has(text)).map((text) => ({ key: text, text }));
  let patterned = 0;
  return [...declared, ...others].map((status) => ({
    ...status,
    fill: isGap(status.key) ? gapFill(idPrefix) : statusFillAt(patterned++, idPrefix),
  }));
}

function statusText(cell: ReleasedCell): string {
  if (cell.kind !== "absent") return cellText(cell);
  const words = cell.reason.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isGap(status: string): boolean {
  return status.toLowerCase() === "not supplied";
}

function indicesOf(list: readonly unknown[]): number[] {
  return list.map((_, index) => index);
}
