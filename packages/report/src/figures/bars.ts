import type { ReleasedResult } from "@plait/disclosure";
import type { Figure } from "@plait/study";
import { cellText, drawnNumber } from "../cell-text.ts";
import { axisPlaces, namedAxis, placeHeight } from "./axis-labels.ts";
import { type Painted, stacked } from "./drawing.ts";
import { fillAt } from "./fills.ts";
import { legend } from "./legend.ts";
import { vegaDrawing } from "./vega-drawing.ts";

type Bars = Extract<Figure, { kind: "bars" }>;

/** Horizontal bars by row, those of several columns side by side, each with its number; a mark stands for no number. */
export async function bars(result: ReleasedResult, figure: Bars, idPrefix: string): Promise<Painted> {
  const places = axisPlaces(
    result.rows,
    result.rows.map((_, index) => index),
    240,
  );
  const series = figure.columns.map((column, index) => ({
    column,
    label: result.columns[column]?.label ?? "",
    fill: fillAt(index, idPrefix),
  }));
  const values = result.rows.flatMap((row, r) =>
    series.flatMap(({ column, label }) => {
      const cell = row.cells[column];
      return cell === undefined
        ? []
        : [{ place: `n${r}`, series: label, value: drawnNumber(cell) ?? 0, words: cellText(cell) }];
    }),
  );
  const isShare = result.rows.some((row) => series.some(({ column }) => row.cells[column]?.kind === "share"));
  const labels = series.map((one) => one.label);
  const barHeight = series.length > 1 ? 15 : 18;
  const seriesOffset =
    series.length > 1 ? { yOffset: { field: "series", type: "nominal", scale: { domain: labels } } as const } : {};
  const y = {
    field: "place",
    type: "nominal",
    scale: { domain: places.map((place) => place.key), paddingInner: 0.2 },
    axis: { title: null, ticks: false, domain: false, labelPadding: 6, ...namedAxis(places) },
  } as const;
  const x = {
    field: "value",
    type: "quantitative",
    scale: { domainMin: 0, nice: true },
    axis: { title: figure.xTitle, tickCount: 5, format: isShare ? ".0%" : ",d" },
  } as const;
  const drawing = await vegaDrawing(
    {
      data: { values },
      width: 460,
      height: places.length * placeHeight(places, barHeight * series.length + 6),
      layer: [
        {
          mark: { type: "bar", stroke: "#0b0c0c", strokeWidth: 0.75 },
          encoding: {
            y,
            x,
            ...seriesOffset,
            fill: {
              field: "series",
              type: "nominal",
              scale: { domain: labels, range: series.map((one) => one.fill.paint) },
              legend: null,
            },
          },
        },
        {
          mark: { type: "text", align: "left", dx: 4, fontSize: 11 },
          encoding: { y, x, ...seriesOffset, text: { field: "words" } },
        },
      ],
    },
    idPrefix,
  );
  const definitions = series.map((one) => one.fill.definition).join("");
  if (series.length === 1) return { drawing, definitions };
  const key = legend(
    series.map((one) => ({ paint: one.fill.paint, text: one.label })),
    drawing.width,
  );
  return { drawing: stacked([drawing, key], 10), definitions };
}
