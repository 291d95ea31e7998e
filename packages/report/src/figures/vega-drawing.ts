import * as vega from "vega";
import { parse, View } from "vega";
import { type Config, compile, type TopLevelSpec } from "vega-lite";
import { type Drawing, ink, quietInk, rounded } from "./drawing.ts";
import { chartFont, textWidth } from "./text-width.ts";

/**
 * A Vega-Lite specification drawn as SVG, the same on every machine: text is measured by `textWidth` and not by a font
 * that may be missing, ids carry `idPrefix` in place of Vega's running numbers, and numbers have three decimals.
 * Vega's own roles and labels are dropped: the document around the drawing has one title and one description.
 */
export async function vegaDrawing(spec: TopLevelSpec, idPrefix: string): Promise<Drawing> {
  measureTextOurselves();
  const compiled = compile({ ...spec, config: { ...houseStyle, ...spec.config } });
  const view = new View(parse(compiled.spec), { renderer: "none" });
  try {
    return drawingOf(await view.toSVG(), idPrefix);
  } finally {
    view.finalize();
  }
}

const houseStyle: Config = {
  aria: false,
  background: "#ffffff",
  font: chartFont,
  padding: 4,
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    labelColor: ink,
    titleColor: ink,
    domainColor: quietInk,
    tickColor: quietInk,
    gridColor: "#d5d9dc",
    labelLimit: 0,
    titleLimit: 0,
  },
  title: { fontSize: 13, color: ink, anchor: "start", frame: "group", limit: 0 },
  text: { fontSize: 12, color: ink },
  view: { stroke: null },
};

interface MeasuredItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

function measureTextOurselves(): void {
  // Vega exports this hook for servers without a canvas, but its typings leave it out.
  const { textMetrics } = vega as unknown as {
    textMetrics: { width: (item: MeasuredItem, text: unknown) => number };
  };
  textMetrics.width = (item, text) => {
    const bold = item.fontWeight === "bold" || Number(item.fontWeight) >= 600;
    return textWidth(String(text ?? ""), item.fontSize ?? 11, bold);
  };
}

function drawingOf(svg: string, idPrefix: string): Drawing {
  const opening = /^<svg [^>]*width="([\d.]+)" height="([\d.]+)"[^>]*>/.exec(svg);
  if (opening === null) throw new Error(`Vega wrote no SVG: ${svg.slice(0, 80)}`);
  const inner = svg.slice(opening[0].length, svg.lastIndexOf("</svg>"));
  return {
    width: Number(opening[1]),
    height: Number(opening[2]),
    markup: withStableIds(inner.replace(/<[^>]+>/g, plainTag), idPrefix),
  };
}

function plainTag(tag: string): string {
  return tag
    .replace(/ (?:role|class|aria-[a-z]+)="[^"]*"/g, "")
    .replace(/-?\d+\.\d{4,}(?:e-\d+)?/g, (number) => String(rounded(Number(number))));
}

function withStableIds(markup: string, idPrefix: string): string {
  const names = new Map<string, string>();
  for (const [, id = ""] of markup.matchAll(/ id="([^"]+)"/g)) names.set(id, `${idPrefix}-v${names.size + 1}`);
  return markup
    .replace(/ id="([^"]+)"/g, (_, id: string) => ` id="${names.get(id) ?? id}"`)
    .replace(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${names.get(id) ?? id})`);
}
