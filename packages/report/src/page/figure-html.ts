import type { ReleasedResult } from "@plait/disclosure";
import type { Figure } from "@plait/study";
import { cellText } from "../cell-text.ts";
import { escaped } from "../html-text.ts";

/** A drawn figure with its caption, in a region that scrolls by keyboard where the page is narrow. */
export function figureHtml(result: ReleasedResult, svg: string, number: number, anchor: string): string {
  const { figure } = result;
  if (figure === undefined) return "";
  const captionId = `${anchor}-figure`;
  return [
    `<figure><figcaption id="${captionId}">Figure ${number}. ${escaped(figure.title)}</figcaption>`,
    `<div class="scroll" role="region" aria-labelledby="${captionId}" tabindex="0">${svg}</div>`,
    figure.kind === "flow" ? flowInWords(result, figure) : "",
    "</figure>",
  ].join("");
}

/** The arrows of a flow as a list, for those who cannot follow the drawing. */
function flowInWords(result: ReleasedResult, figure: Extract<Figure, { kind: "flow" }>): string {
  const nameOf = (id: string): string => {
    const box = figure.boxes.find((one) => one.id === id);
    const row = box === undefined ? undefined : result.rows[box.row];
    const cell = row?.cells[figure.column];
    return row === undefined || cell === undefined ? id : `${row.label}, ${cellText(cell)}`;
  };
  const sources = [...new Set(figure.arrows.map((arrow) => arrow.from))];
  const items = sources.map((from) => {
    const targets = figure.arrows.filter((arrow) => arrow.from === from).map((arrow) => nameOf(arrow.to));
    return `<li>${escaped(nameOf(from))}, leads to: ${targets.map(escaped).join("; ")}</li>`;
  });
  return `<details><summary>The arrows of this figure in words</summary><ul>${items.join("")}</ul></details>`;
}
