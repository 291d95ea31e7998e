import type { ReleasedResult } from "@plait/disclosure";
import type { Figure } from "@plait/study";
import { type AxisPlace, axisPlaces, namedAxis, placeHeight } from "./axis-labels.ts";
import type { Painted } from "./drawing.ts";
import { wrapText } from "./text-width.ts";
import { vegaDrawing } from "./vega-drawing.ts";
import type { UnitSpec } from "./vega-spec.ts";

type Intervals = Extract<Figure, { kind: "intervals" }>;

/** Estimates with their intervals against zero, a panel per column; reference categories as hollow squares at zero. */
export async function intervals(result: ReleasedResult, figure: Intervals, idPrefix: string): Promise<Painted> {
  const drawnRows = result.rows.flatMap((row, index) =>
    row.cells.some((cell) => cell.kind === "estimate" || (cell.kind === "absent" && cell.reason === "reference"))
      ? [index]
      : [],
  );
  const drawnColumns = result.columns.flatMap((_, column) =>
    result.rows.some((row) => row.cells[column]?.kind === "estimate") ? [column] : [],
  );
  const places = axisPlaces(result.rows, drawnRows, 240);
  const domain = extent(result);
  const panels = drawnColumns.map((column, index) =>
    panel(result, column, {
      rows: drawnRows,
      places,
      width: drawnColumns.length > 2 ? 180 : 240,
      xTitle: figure.xTitle,
      domain,
      named: index === 0,
    }),
  );
  const drawing = await vegaDrawing({ data: { values: [] }, hconcat: panels, spacing: 18 }, idPrefix);
  return { drawing, definitions: "" };
}

/** From the lowest to the highest end of any interval, zero included. */
function extent(result: ReleasedResult): [number, number] {
  const ends = result.rows.flatMap((row) =>
    row.cells.flatMap((cell) => (cell.kind === "estimate" ? [...cell.interval] : [])),
  );
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}

interface PanelLook {
  readonly rows: readonly number[];
  readonly places: readonly AxisPlace[];
  readonly width: number;
  readonly xTitle: string;
  /** The same for every panel, so that intervals can be compared across. */
  readonly domain: readonly [number, number];
  /** Whether this panel carries the names of the rows. */
  readonly named: boolean;
}

function panel(result: ReleasedResult, column: number, look: PanelLook): UnitSpec {
  const cells = look.rows.map((row) => ({ place: `n${row}`, cell: result.rows[row]?.cells[column] }));
  const estimates = cells.flatMap(({ place, cell }) =>
    cell?.kind === "estimate"
      ? [{ place, estimate: cell.estimate, low: cell.interval[0], high: cell.interval[1] }]
      : [],
  );
  const references = cells.flatMap(({ place, cell }) =>
    cell?.kind === "absent" && cell.reason === "reference" ? [{ place }] : [],
  );
  const heldBack = cells.flatMap(({ place, cell }) => (cell?.kind === "withheld" ? [{ place, words: "[c]" }] : []));
  const y = {
    field: "place",
    type: "nominal",
    scale: { domain: look.places.map((place) => place.key), padding: 0.5 },
    axis: {
      title: null,
      grid: true,
      domain: false,
      ticks: false,
      labelPadding: 6,
      ...(look.named ? namedAxis(look.places) : { labels: false }),
    },
  } as const;
  const zero = { datum: 0, type: "quantitative" } as const;
  return {
    title: wrapText(result.columns[column]?.label ?? "", look.width, 13, true),
    width: look.width,
    height: look.places.length * placeHeight(look.places, 20),
    layer: [
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: "rule", stroke: "#0b0c0c", strokeDash: [4, 3] },
        encoding: {
          x: {
            field: "zero",
            type: "quantitative",
            scale: { domain: [...look.domain], nice: true },
            axis: { title: look.xTitle, tickCount: 3, format: ".2~f", grid: false },
          },
        },
      },
      {
        data: { values: estimates },
        mark: { type: "rule", stroke: "#12436D", strokeWidth: 2 },
        encoding: { y, x: { field: "low", type: "quantitative" }, x2: { field: "high" } },
      },
      {
        data: { values: estimates },
        mark: { type: "point", filled: true, color: "#12436D", opacity: 1, size: 55 },
        encoding: { y, x: { field: "estimate", type: "quantitative" } },
      },
      {
        data: { values: references },
        mark: { type: "point", shape: "square", stroke: "#0b0c0c", fill: "#ffffff", opacity: 1, size: 45 },
        encoding: { y, x: zero },
      },
      {
        data: { values: heldBack },
        mark: { type: "text", fontSize: 11, align: "left", dx: 5 },
        encoding: { y, x: zero, text: { field: "words" } },
      },
    ],
  };
}
