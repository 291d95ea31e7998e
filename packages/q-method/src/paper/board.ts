import type { Grid } from "../grid.ts";
import { type FooterFor, hint } from "./card-sheets.ts";
import type { PaperItem, PaperPage } from "./paper-page.ts";
import type { SayPaperWord } from "./paper-words.ts";
import {
  margins,
  type Orientation,
  type Paper,
  paperSize,
  printable,
  type Rectangle,
  type Size,
} from "./sheet-paper.ts";
import { leftToRight, type PaperText } from "./text-direction.ts";
import { largestSize } from "./text-fit.ts";
import { valueText } from "./value-text.ts";

/** A column of the board from the left edge of the table, and its places from the far side towards the sorter. */
export interface BoardColumn {
  readonly value: number;
  /** Plain words for the outer columns. */
  readonly label?: PaperText;
  readonly header: Rectangle;
  readonly places: readonly Rectangle[];
}

/** The board in real size, in millimetres from its top left. */
export interface Board extends Size {
  readonly columns: readonly BoardColumn[];
}

const aroundCard = 2;
const headerHeight = 26;

/** How large the board for cards of this size is. */
export function boardSize(grid: Grid, card: Size): Size {
  const tallest = Math.max(...grid.columns.map(({ cards }) => cards));
  return {
    width: grid.columns.length * (card.width + 2 * aroundCard),
    height: headerHeight + tallest * (card.height + 2 * aroundCard),
  };
}

/**
 * A board for cards of this size: columns side by side, a header at the far end of each and its places below.
 *
 * @param mirrored the lowest value at the right, as is read where the script runs from right to left
 */
export function makeBoard(
  grid: Grid,
  card: Size,
  labels: { readonly lowest: PaperText; readonly highest: PaperText },
  mirrored: boolean,
): Board {
  const width = card.width + 2 * aroundCard;
  const height = card.height + 2 * aroundCard;
  const last = grid.columns.length - 1;
  const columns = grid.columns.map(({ value, cards }, index): BoardColumn => {
    const x = (mirrored ? last - index : index) * width;
    const label = index === 0 ? labels.lowest : index === last ? labels.highest : undefined;
    return {
      value,
      ...(label === undefined ? {} : { label }),
      header: { x, y: 0, width, height: headerHeight },
      places: Array.from({ length: cards }, (_, row) => ({ x, y: headerHeight + row * height, width, height })),
    };
  });
  return { ...boardSize(grid, card), columns: mirrored ? columns.reverse() : columns };
}

/** The headers alone, in real size, to be cut out and laid on a table instead of the board. */
export function stripPages(board: Board, paper: Paper, footer: FooterFor, say: SayPaperWord): PaperPage[] {
  const orientation: Orientation = "portrait";
  const size = paperSize(paper, orientation);
  const area = printable(size);
  const header = board.columns[0]?.header ?? { width: area.width, height: headerHeight };
  const across = Math.max(1, Math.floor(area.width / header.width));
  const down = Math.max(1, Math.floor(area.height / header.height));
  const pages = Math.ceil(board.columns.length / (across * down));
  return Array.from({ length: pages }, (_, index) => {
    const here = board.columns.slice(index * across * down, (index + 1) * across * down);
    const items = here.flatMap((column, place): PaperItem[] => {
      const x = area.x + (place % across) * header.width;
      const y = area.y + Math.floor(place / across) * header.height;
      const at = { x, y, width: header.width, height: header.height };
      return [{ kind: "rectangle", line: "cut", ...at }, ...headerItems(column, at)];
    });
    const name = say("strips-page", { sheet: index + 1, sheets: pages });
    return { name, paper, orientation, size, items: [hint(say("print-strips"), size), ...items, footer(size)] };
  });
}

/** How much neighbouring pages of the board share. */
const overlap = 8;

/** The board over as many pages as it needs, held the way that needs fewer, without pages on which nothing would be. */
export function boardPages(
  board: Board,
  paper: Paper,
  footer: FooterFor,
  say: SayPaperWord,
  mirrored: boolean,
): PaperPage[] {
  const tilings = (["portrait", "landscape"] as const).map((orientation) => tiling(board, paper, orientation));
  const { orientation, size, area, tiles } = tilings.reduce((best, each) =>
    each.tiles.length < best.tiles.length ? each : best,
  );
  return tiles.map((tile, index) => {
    const items = [
      hint(say("print-board"), size),
      ...tileItems(board, tile, area),
      ...pageMap(tile, size, mirrored),
      footer(size),
    ];
    return { name: say("board-page", { sheet: index + 1, sheets: tiles.length }), paper, orientation, size, items };
  });
}

function tiling(board: Board, paper: Paper, orientation: Orientation) {
  const size = paperSize(paper, orientation);
  const area = printable(size);
  const pagesFor = (length: number, page: number): number =>
    Math.max(1, Math.ceil((length - overlap) / (page - overlap)));
  const [across, down] = [pagesFor(board.width, area.width), pagesFor(board.height, area.height)];
  const all = Array.from({ length: across * down }, (_, index): Tile => {
    const [column, row] = [index % across, Math.floor(index / across)];
    return { column, row, across, down, left: column * (area.width - overlap), top: row * (area.height - overlap) };
  });
  const places = board.columns.flatMap((column) => [column.header, ...column.places]);
  return { orientation, size, area, tiles: all.filter((tile) => places.some((place) => isSeen(place, tile, area))) };
}

/** One page of the board: which it is, and which point of the board is at its top left. */
interface Tile {
  readonly column: number;
  readonly row: number;
  readonly across: number;
  readonly down: number;
  readonly left: number;
  readonly top: number;
}

/** Whether anything of a rectangle of the board is on the page that the pages before it do not show already. */
function isSeen({ x, y, width, height }: Rectangle, { left, top, column, row }: Tile, area: Size): boolean {
  const [shownLeft, shownTop] = [left + (column > 0 ? overlap : 0), top + (row > 0 ? overlap : 0)];
  return x < left + area.width && y < top + area.height && x + width > shownLeft && y + height > shownTop;
}

function tileItems(board: Board, tile: Tile, area: Rectangle): PaperItem[] {
  const onPage = (at: Rectangle): Rectangle => ({ ...at, x: at.x - tile.left, y: at.y - tile.top });
  const isNear = ({ x, y, width, height }: Rectangle): boolean =>
    x < area.width && y < area.height && x + width > 0 && y + height > 0;
  const items = board.columns.flatMap((column): PaperItem[] => {
    const header = onPage(column.header);
    const places = column.places.map(onPage).filter(isNear);
    return [
      ...(isNear(header) ? headerItems(column, header) : []),
      ...places.map((place): PaperItem => ({ kind: "rectangle", line: "place", ...place })),
    ];
  });
  const joins: PaperItem[] = [];
  if (tile.column > 0) joins.push({ kind: "line", x1: overlap, y1: 0, x2: overlap, y2: area.height, line: "join" });
  if (tile.row > 0) joins.push({ kind: "line", x1: 0, y1: overlap, x2: area.width, y2: overlap, line: "join" });
  return [
    { kind: "window", ...area, items: [...items, ...joins] },
    { kind: "rectangle", line: "cut", ...area },
  ];
}

/** All pages of the board as small boxes, this one filled, in the bottom margin at the end of the footer. */
function pageMap({ column, row, across, down }: Tile, page: Size, mirrored: boolean): PaperItem[] {
  const [width, height] = [Math.min(5, mapWidth / across), Math.min(3.5, 11 / down)];
  const x = mirrored ? margins.side : page.width - margins.side - across * width;
  const y = page.height - 2.5 - down * height;
  return Array.from({ length: across * down }, (_, index) => {
    const [c, r] = [index % across, Math.floor(index / across)];
    return {
      kind: "rectangle",
      line: "place",
      shaded: c === column && r === row,
      x: x + c * width,
      y: y + r * height,
      width,
      height,
    };
  });
}

/** The value, its words where it has any, and a small drawing of how many cards the column takes. */
function headerItems({ value, label, places }: BoardColumn, at: Rectangle): PaperItem[] {
  const text = (item: { y: number; height: number; text: PaperText; size: number; bold?: boolean }): PaperItem => ({
    kind: "text",
    align: "center",
    x: at.x + 2,
    width: at.width - 4,
    ...item,
    y: at.y + item.y,
  });
  const labelBox = { width: at.width - 4, height: 7.5 };
  const drawn = places.slice(0, Math.floor((at.width - 4) / 4));
  const start = at.x + (at.width - drawn.length * 4) / 2;
  return [
    text({ y: 1, height: 11, text: leftToRight(valueText(value)), size: 22, bold: true }),
    ...(label === undefined
      ? []
      : [text({ y: 12, ...labelBox, text: label, size: largestSize([label.text], labelBox, headerSizes) ?? 6 })]),
    ...drawn.map(
      (_, index): PaperItem => ({
        kind: "rectangle",
        line: "place",
        x: start + index * 4 + 0.5,
        y: at.y + 20.8,
        width: 3,
        height: 2.2,
      }),
    ),
  ];
}

/** Width kept free for the map beside the footer. */
export const mapWidth = 42;

const headerSizes = [14, 12, 11, 10, 9, 8, 7, 6];
