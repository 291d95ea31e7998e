import { escaped } from "../html-text.ts";
import { chartFont } from "./text-width.ts";

/** A piece of SVG with its size in CSS pixels. Its ids start with the prefix it was drawn with. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

/** A drawing and the patterns it is painted with. */
export interface Painted {
  readonly drawing: Drawing;
  /** Markup that belongs in `<defs>`. */
  readonly definitions: string;
}

/**
 * A drawing as a whole SVG document: role, title and description for those who do not see it, and definitions that
 * its fills refer to.
 */
export function svgDocument(
  drawing: Drawing,
  words: { readonly idPrefix: string; readonly title: string; readonly description: string },
  definitions = "",
): string {
  const { idPrefix } = words;
  const width = Math.ceil(drawing.width);
  const height = Math.ceil(drawing.height);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${idPrefix}-title ${idPrefix}-desc"`,
    ` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(chartFont)}">`,
    `<title id="${idPrefix}-title">${escaped(words.title)}</title>`,
    `<desc id="${idPrefix}-desc">${escaped(words.description)}</desc>`,
    definitions === "" ? "" : `<defs>${definitions}</defs>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    drawing.markup,
    "</svg>",
  ].join("");
}

/** Drawings one below the other. */
export function stacked(drawings: readonly Drawing[], gap: number): Drawing {
  let y = 0;
  const parts = drawings.map((drawing) => {
    const part = `<g transform="translate(0,${rounded(y)})">${drawing.markup}</g>`;
    y += drawing.height + gap;
    return part;
  });
  return {
    width: Math.max(0, ...drawings.map((drawing) => drawing.width)),
    height: Math.max(0, y - gap),
    markup: parts.join(""),
  };
}

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
}

/** Lines of text; `y` is the baseline of the first. */
export function textLines(lines: readonly string[], x: number, y: number, style: TextStyle): string {
  const weight = style.bold === true ? ' font-weight="bold"' : "";
  const anchor = style.anchor === undefined ? "" : ` text-anchor="${style.anchor}"`;
  const spans = lines.map(
    (line, index) =>
      `<tspan x="${rounded(x)}" y="${rounded(y + index * lineHeight(style.size))}">${escaped(line)}</tspan>`,
  );
  return `<text font-size="${style.size}" fill="${ink}"${weight}${anchor}>${spans.join("")}</text>`;
}

export function lineHeight(fontSize: number): number {
  return Math.round(fontSize * 1.3);
}

/** Three decimals, so that no bytes hang on the last bit of a floating-point sum. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

export const ink = "#0b0c0c";
export const quietInk = "#505a5f";
