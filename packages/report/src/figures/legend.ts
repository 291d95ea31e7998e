import type { Drawing } from "./drawing.ts";
import { ink, lineHeight, rounded, textLines } from "./drawing.ts";
import { wrapText } from "./text-width.ts";

export interface LegendEntry {
  readonly paint: string;
  readonly text: string;
}

/** Swatches with their meaning, one below the other. */
export function legend(entries: readonly LegendEntry[], width: number): Drawing {
  const size = 12;
  let y = 0;
  const parts = entries.map((entry) => {
    const lines = wrapText(entry.text, width - 30, size);
    const part = `<rect x="1" y="${rounded(y + 1)}" width="18" height="14" fill="${entry.paint}" stroke="${ink}" stroke-width="0.75"/>${textLines(lines, 27, y + 12, { size })}`;
    y += Math.max(20, lines.length * lineHeight(size) + 4);
    return part;
  });
  return { width, height: y, markup: parts.join("") };
}
