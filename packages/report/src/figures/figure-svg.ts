import type { ReleasedResult } from "@plait/disclosure";
import type { Figure } from "@plait/study";
import { bars } from "./bars.ts";
import { boards } from "./boards.ts";
import { type Painted, svgDocument } from "./drawing.ts";
import { flow } from "./flow.ts";
import { heatMap } from "./heat-map.ts";
import { intervals } from "./intervals.ts";
import { lines } from "./lines.ts";
import { points } from "./points.ts";

/**
 * The figure of a result as an SVG document with a title and a description; undefined when it has none. Ids inside
 * start with the result's id, so that figures can stand together in one page.
 */
export async function figureSvg(result: ReleasedResult): Promise<string | undefined> {
  const { figure } = result;
  if (figure === undefined) return undefined;
  const idPrefix = `figure-${result.id.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;
  const { drawing, definitions } = await painted(result, figure, idPrefix);
  return svgDocument(drawing, { idPrefix, title: figure.title, description: figure.description }, definitions);
}

async function painted(result: ReleasedResult, figure: Figure, idPrefix: string): Promise<Painted> {
  switch (figure.kind) {
    case "flow":
      return flow(result, figure, idPrefix);
    case "heat-map":
      return heatMap(result, figure, idPrefix);
    case "lines":
      return lines(result, figure, idPrefix);
    case "bars":
      return bars(result, figure, idPrefix);
    case "intervals":
      return intervals(result, figure, idPrefix);
    case "boards":
      return boards(result, figure);
    case "points":
      return points(result, figure);
  }
}
