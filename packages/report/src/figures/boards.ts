import type { ReleasedResult } from "@plait/disclosure";
import type { BoardMark, Figure } from "@plait/study";
import { signedText } from "../number-text.ts";
import { type Drawing, ink, lineHeight, type Painted, quietInk, rounded, stacked, textLines } from "./drawing.ts";
import { gapText } from "./gap-text.ts";
import { wrapText } from "./text-width.ts";

type Boards = Extract<Figure, { kind: "boards" }>;

/**
 * Each column of the result as a board: the values of the grid as headers from the lowest to the highest, and under
 * each the cards that lie there, in the order of the rows, as they hang on the wall of a sorting session. A board that
 * lacks a card is not drawn; its place says why.
 *
 * @throws RangeError when boards and marks, or rows and cards, do not match, or a card lies outside the grid
 */
export function boards(result: ReleasedResult, figure: Boards): Painted {
  if (figure.marks.length !== figure.columns.length) {
    throw new RangeError(`${result.id}: ${figure.columns.length} boards have ${figure.marks.length} columns of marks`);
  }
  if (figure.cards.length !== result.rows.length) {
    throw new RangeError(`${result.id}: ${result.rows.length} rows have ${figure.cards.length} cards`);
  }
  const drawn = figure.columns.map((column, at) => board(result, figure, column, figure.marks[at] ?? -1));
  const widest = Math.max(...drawn.map(({ width }) => width));
  const across = Math.max(1, Math.floor((pictureWidth + betweenBoards) / (widest + betweenBoards)));
  const lines = Array.from({ length: Math.ceil(drawn.length / across) }, (_, line) =>
    sideBySide(drawn.slice(line * across, (line + 1) * across), widest),
  );
  return { drawing: stacked([...lines, key(result, figure)], betweenBoards), definitions: "" };
}

const pictureWidth = 900;
/** Narrow enough to be read on a small screen without scrolling. */
const keyWidth = 288;
const betweenBoards = 28;
const cardWidth = 36;
const cardHeight = 34;
const gap = 4;
const titleSize = 13;
const margin = 2;

function board(result: ReleasedResult, figure: Boards, column: number, marks: number): Drawing {
  const places = [...figure.places].sort((a, b) => a.value - b.value);
  const width = places.length * (cardWidth + gap) - gap + 2 * margin;
  const title = wrapText(result.columns[column]?.label ?? "", width, titleSize, true);
  const heading = title.length * lineHeight(titleSize) + 8;
  const words = whyNotDrawn(result, column);
  const height = heading + 20 + Math.max(...places.map(({ cards }) => cards)) * (cardHeight + gap) + margin;
  const titled = textLines(title, margin, titleSize, { size: titleSize, bold: true });
  if (words !== undefined) {
    const frame = `<rect x="${margin}" y="${heading}" width="${width - 2 * margin}" height="44" rx="4" fill="#ffffff" stroke="${quietInk}" stroke-dasharray="2 3"/>`;
    const middle = textLines([words], width / 2, heading + 26, { size: 12, anchor: "middle" });
    return { width, height: heading + 44 + margin, markup: titled + frame + middle };
  }
  const columns = places.map(({ value }) =>
    result.rows.flatMap((row, at) => {
      const cell = row.cells[column];
      return cell?.kind === "statistic" && isSame(cell.value, value) ? [{ at, marks: row.cells[marks] }] : [];
    }),
  );
  if (columns.flat().length !== result.rows.length) {
    throw new RangeError(`${result.id}: a card of board ${result.columns[column]?.id} lies outside the grid`);
  }
  const most = Math.max(...columns.map((cards) => cards.length), 1);
  const markup = places.map(({ value }, at) => {
    const x = margin + at * (cardWidth + gap);
    const header = textLines([signedText(value)], x + cardWidth / 2, heading + 12, {
      size: 12,
      bold: true,
      anchor: "middle",
    });
    const cards = (columns[at] ?? []).map((card, place) => {
      const text = card.marks?.kind === "text" ? card.marks.text : "";
      const y = heading + 20 + place * (cardHeight + gap);
      return cardMarkup(x, y, figure.cards[card.at] ?? "", text, markOf(figure, text));
    });
    return header + cards.join("");
  });
  const rule = heading + 16;
  const line = `<path d="M${margin},${rule}H${width - margin}" stroke="${ink}" stroke-width="1"/>`;
  return {
    width,
    height: Math.max(height, heading + 20 + most * (cardHeight + gap) + margin),
    markup: titled + line + markup.join(""),
  };
}

/** Places of a grid may be halves or thirds, and what is released has six digits. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-4;
}

function whyNotDrawn(result: ReleasedResult, column: number): string | undefined {
  for (const { cells } of result.rows) {
    const cell = cells[column];
    if (cell !== undefined && cell.kind !== "statistic") return gapText(cell);
  }
  return undefined;
}

function markOf({ legend }: Boards, text: string): BoardMark | undefined {
  return legend.find(({ begins }) => text.startsWith(begins));
}

function cardMarkup(x: number, y: number, number: string, text: string, mark: BoardMark | undefined): string {
  const look = mark?.look ?? "plain";
  const middle = x + cardWidth / 2;
  const numbered = textLines([number], middle, y + (mark === undefined ? 21 : 16), {
    size: 13,
    bold: look === "heavy",
    anchor: "middle",
  });
  const marked = mark === undefined ? "" : textLines([text], middle, y + 28, { size: 10, anchor: "middle" });
  return cardOutline(x, y, look) + numbered + marked;
}

function cardOutline(x: number, y: number, look: BoardMark["look"]): string {
  const rect = (inset: number, rest: string): string =>
    `<rect x="${rounded(x + inset)}" y="${rounded(y + inset)}" width="${cardWidth - 2 * inset}" height="${cardHeight - 2 * inset}" rx="4" ${rest}/>`;
  switch (look) {
    case "heavy":
      return rect(1.25, `fill="#dfe8f1" stroke="${ink}" stroke-width="2.5"`);
    case "broken":
      return rect(0.75, `fill="#ffffff" stroke="${ink}" stroke-width="1.25" stroke-dasharray="4 2.5"`);
    case "plain":
      return rect(0.5, `fill="#ffffff" stroke="${quietInk}" stroke-width="0.75"`);
  }
}

function sideBySide(drawings: readonly Drawing[], width: number): Drawing {
  return {
    width: drawings.length * (width + betweenBoards) - betweenBoards,
    height: Math.max(...drawings.map(({ height }) => height)),
    markup: drawings
      .map(({ markup }, at) => `<g transform="translate(${at * (width + betweenBoards)},0)">${markup}</g>`)
      .join(""),
  };
}

/** The marks the cards of drawn boards, with their meaning. */
function key(result: ReleasedResult, figure: Boards): Drawing {
  const texts = figure.columns.flatMap((column, at) =>
    whyNotDrawn(result, column) === undefined ? result.rows.map(({ cells }) => cells[figure.marks[at] ?? -1]) : [],
  );
  const used = new Set(texts.flatMap((cell) => (cell?.kind === "text" ? (markOf(figure, cell.text) ?? []) : [])));
  const width = keyWidth;
  let y = 0;
  const parts = figure.legend
    .filter((mark) => used.has(mark))
    .map((mark) => {
      const lines = wrapText(mark.meaning, width - cardWidth - 16, 12);
      const height = Math.max(cardHeight, lines.length * lineHeight(12));
      const card = `<g transform="translate(${margin},${y + (height - cardHeight) / 2})">${cardOutline(0, 0, mark.look)}${textLines([mark.begins], cardWidth / 2, 22, { size: 11, anchor: "middle" })}</g>`;
      const words = textLines(lines, cardWidth + 14, y + height / 2 + 4 - ((lines.length - 1) * lineHeight(12)) / 2, {
        size: 12,
      });
      y += height + 8;
      return card + words;
    });
  if (texts.some((cell) => cell?.kind === "withheld")) {
    parts.push(textLines(["Marks that are held back [c] are not drawn."], margin, y + 12, { size: 12 }));
    y += lineHeight(12) + 8;
  }
  return { width: parts.length === 0 ? 0 : width, height: Math.max(0, y - 8 + margin), markup: parts.join("") };
}
