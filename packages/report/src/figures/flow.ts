import type { ReleasedResult } from "@plait/disclosure";
import type { Figure, FlowBox } from "@plait/study";
import { cellText } from "../cell-text.ts";
import { ink, lineHeight, type Painted, rounded, textLines } from "./drawing.ts";
import { textWidth, wrapText } from "./text-width.ts";

type Flow = Extract<Figure, { kind: "flow" }>;

/**
 * Boxes from top to bottom, those of one level side by side, what was removed beside the stream it left, and arrows of
 * right angles. Laid out here because Vega-Lite draws no flows.
 *
 * @throws RangeError when a box names a row that is not there, or an arrow a box that is not there
 */
export function flow(result: ReleasedResult, figure: Flow, idPrefix: string): Painted {
  const boxes = figure.boxes.map((box) => sizedBox(result, figure, box));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const arrows = figure.arrows.map(({ from, to }) => ({ from: known(byId, from), to: known(byId, to) }));
  const placed = placeBoxes(boxes, arrows);
  const at = new Map(placed.boxes.map((box) => [box.id, box]));
  const drawnArrows = arrows.map((arrow) => {
    const path = arrowPath(known(at, arrow.from.id), known(at, arrow.to.id), placed);
    return `<path d="${path}" fill="none" stroke="${ink}" stroke-width="1.5" marker-end="url(#${idPrefix}-head)"/>`;
  });
  return {
    drawing: {
      width: placed.width,
      height: placed.height,
      markup: drawnArrows.join("") + placed.boxes.map(boxMarkup).join(""),
    },
    definitions: `<marker id="${idPrefix}-head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0L8,4L0,8Z" fill="${ink}"/></marker>`,
  };
}

const fontSize = 13;
const padding = 10;
const betweenBoxes = 14;
const betweenLevels = 34;
const laneHeight = 8;
const margin = 6;

interface SizedBox {
  readonly id: string;
  readonly role: FlowBox["role"];
  readonly level: number;
  readonly label: readonly string[];
  readonly count: string;
  readonly width: number;
  readonly height: number;
}

interface PlacedBox extends SizedBox {
  readonly x: number;
  readonly y: number;
}

interface Link<Box> {
  readonly from: Box;
  readonly to: Box;
}

function known<Value>(values: ReadonlyMap<string, Value>, id: string): Value {
  const value = values.get(id);
  if (value === undefined) throw new RangeError(`no box of the flow is called ${id}`);
  return value;
}

function sizedBox(result: ReleasedResult, figure: Flow, box: FlowBox): SizedBox {
  const row = result.rows[box.row];
  const cell = row?.cells[figure.column];
  if (row === undefined || cell === undefined) {
    throw new RangeError(`box ${box.id} of ${result.id} names row ${box.row}, column ${figure.column}`);
  }
  const crowd = figure.boxes.filter((other) => other.level === box.level && other.role === box.role).length;
  const label = wrapText(row.label, crowd > 5 && box.role === "kept" ? 84 : crowd > 2 ? 150 : 230, fontSize);
  const count = cell.kind === "count" ? `n = ${cellText(cell)}` : cellText(cell);
  const textual = Math.max(
    ...label.map((line) => textWidth(line, fontSize)),
    textWidth(count, fontSize, true),
    crowd > 5 ? 64 : 110,
  );
  return {
    id: box.id,
    role: box.role,
    level: box.level,
    label,
    count,
    width: Math.ceil(textual * 1.04) + 2 * padding,
    height: (label.length + 1) * lineHeight(fontSize) + 2 * padding - 2,
  };
}

interface Layout {
  readonly boxes: readonly PlacedBox[];
  /** The height at which arrows to a box from another level run sideways. */
  readonly laneTo: (box: PlacedBox) => number;
  readonly width: number;
  readonly height: number;
}

/**
 * Kept boxes of a level stand under the boxes they come from where there is room, else centred on one axis. Removed
 * boxes of a level stand in a column to their right.
 */
function placeBoxes(boxes: readonly SizedBox[], arrows: readonly Link<SizedBox>[]): Layout {
  const levels = [...new Set(boxes.map((box) => box.level))].sort((a, b) => a - b);
  const keptOf = keptRows(boxes, levels);
  const keptWidth = Math.max(...[...keptOf.values()].map(rowWidth));

  const placed: PlacedBox[] = [];
  const sideways = new Map<string, number>();
  let y = margin;
  for (const level of levels) {
    const arriving = arrows.filter((arrow) => arrow.to.level === level && arrow.from.level < level);
    const kept = underSources(keptOf.get(level) ?? [], arriving, placed, keptWidth);
    const removed = boxes.filter((box) => box.level === level && box.role === "removed");
    const column = removedColumn(removed, kept, placed);
    const centres = new Map([...kept, ...column].map((box) => [box.id, box.x + box.width / 2]));
    const targets = [...new Set(arriving.map((arrow) => arrow.to.id))];
    const laneOf = lanesWithoutCrossing(targets, arriving, placed, centres);
    const laneCount = Math.max(0, ...laneOf.values());
    if (placed.length > 0) y += betweenLevels + laneCount * laneHeight;
    for (const target of targets) {
      sideways.set(target, y - betweenLevels / 2 - (laneOf.get(target) ?? 0) * laneHeight);
    }
    const columnHeight = column.reduce((sum, box) => sum + box.height + betweenBoxes, -betweenBoxes);
    const height = Math.max(columnHeight, ...kept.map((box) => box.height));
    placed.push(
      ...kept.map((box) => ({
        ...box,
        y: column.length > 1 ? y : y + (height - box.height) / 2,
      })),
    );
    let columnY = y + Math.max(0, (height - columnHeight) / 2);
    for (const box of column) {
      placed.push({ ...box, y: columnY });
      columnY += box.height + betweenBoxes;
    }
    y += height;
  }
  return {
    boxes: placed,
    laneTo: (box) => sideways.get(box.id) ?? box.y - betweenLevels / 2,
    width: Math.max(...placed.map((box) => box.x + box.width)) + margin,
    height: y + margin,
  };
}

/** The kept boxes of each level, of one height within a level and one width where levels have as many boxes. */
function keptRows(boxes: readonly SizedBox[], levels: readonly number[]): Map<number, SizedBox[]> {
  const rows = new Map(
    levels.map((level) => [level, boxes.filter((box) => box.level === level && box.role === "kept")]),
  );
  return new Map(
    [...rows].map(([level, row]) => {
      const height = Math.max(0, ...row.map((box) => box.height));
      const alike = [...rows.values()].filter((other) => other.length === row.length);
      const width = Math.max(0, ...alike.flat().map((box) => box.width));
      return [level, row.map((box) => ({ ...box, height, width: Math.max(width, box.width) }))];
    }),
  );
}

type SetBox = SizedBox & { readonly x: number };

function underSources(
  row: readonly SizedBox[],
  arriving: readonly Link<SizedBox>[],
  placed: readonly PlacedBox[],
  keptWidth: number,
): SetBox[] {
  const centred = across(row, margin + (keptWidth - rowWidth(row)) / 2);
  const wished = row.map((box) => {
    const centres = sourceCentres(box.id, arriving, placed);
    const mean = centres.reduce((sum, centre) => sum + centre, 0) / centres.length;
    return { ...box, x: mean - box.width / 2 };
  });
  const fits = wished.every((box, index) => {
    const before = wished[index - 1];
    return box.x >= margin && (before === undefined || before.x + before.width + betweenBoxes <= box.x);
  });
  return row.length > 0 && fits ? wished : centred;
}

function sourceCentres(target: string, arriving: readonly Link<SizedBox>[], placed: readonly PlacedBox[]): number[] {
  return arriving
    .filter((arrow) => arrow.to.id === target)
    .flatMap((arrow) => placed.filter((box) => box.id === arrow.from.id))
    .map((box) => box.x + box.width / 2);
}

/** Removed boxes one below the other, right of the kept boxes of their own level and of the one above. */
function removedColumn(removed: readonly SizedBox[], kept: readonly SetBox[], placed: readonly PlacedBox[]): SetBox[] {
  const above = placed.filter((box) => box.role === "kept");
  const lastLevel = Math.max(...above.map((box) => box.level));
  const beside = kept.length > 0 ? kept : above.filter((box) => box.level === lastLevel);
  const right = Math.max(margin, ...beside.map((box) => box.x + box.width));
  const width = Math.max(0, ...removed.map((box) => box.width));
  return removed.map((box) => ({ ...box, width, x: right + 3 * betweenBoxes }));
}

function rowWidth(boxes: readonly SizedBox[]): number {
  return boxes.reduce((sum, box) => sum + box.width, 0) + Math.max(0, boxes.length - 1) * betweenBoxes;
}

function across(boxes: readonly SizedBox[], start: number): SetBox[] {
  let x = start;
  return boxes.map((box) => {
    const placed = { ...box, x };
    x += box.width + betweenBoxes;
    return placed;
  });
}

/**
 * Arrows to different boxes whose sideways runs would lie on one another run at different heights. Removed boxes that
 * leave the same stream share one run, which branches at the end.
 */
function lanesWithoutCrossing(
  targets: readonly string[],
  arriving: readonly Link<SizedBox>[],
  placed: readonly PlacedBox[],
  centres: ReadonlyMap<string, number>,
): Map<string, number> {
  const lanes = new Map<string, number>();
  const taken: { lane: number; from: number; to: number; removedFrom: string }[] = [];
  for (const target of targets) {
    const centre = centres.get(target) ?? 0;
    const arrows = arriving.filter((arrow) => arrow.to.id === target);
    const removedFrom = arrows[0]?.to.role === "removed" ? arrows.map((arrow) => arrow.from.id).join(" ") : "";
    const sources = sourceCentres(target, arriving, placed);
    const from = Math.min(centre, ...sources);
    const to = Math.max(centre, ...sources);
    const shared = removedFrom === "" ? undefined : taken.find((other) => other.removedFrom === removedFrom);
    if (shared !== undefined) {
      lanes.set(target, shared.lane);
      continue;
    }
    let lane = 0;
    const clashes = (other: (typeof taken)[number]): boolean =>
      other.lane === lane && from < other.to + 2 && other.from < to + 2;
    while (to - from > 1 && taken.some(clashes)) lane++;
    if (to - from > 1) taken.push({ lane, from, to, removedFrom });
    lanes.set(target, lane);
  }
  return lanes;
}

function arrowPath(from: PlacedBox, to: PlacedBox, layout: Layout): string {
  const x = rounded(from.x + from.width / 2);
  const bottom = rounded(from.y + from.height);
  if (to.role === "removed") {
    const spine = rounded(to.x - 1.5 * betweenBoxes);
    const middle = rounded(to.y + to.height / 2);
    if (from.level === to.level) {
      return `M${rounded(from.x + from.width)},${rounded(from.y + from.height / 2)}H${spine}V${middle}H${rounded(to.x)}`;
    }
    return `M${x},${bottom}V${rounded(layout.laneTo(to))}H${spine}V${middle}H${rounded(to.x)}`;
  }
  if (from.level === to.level)
    return `M${rounded(from.x + from.width)},${rounded(to.y + to.height / 2)}H${rounded(to.x)}`;
  const target = rounded(to.x + to.width / 2);
  if (Math.abs(target - x) < 1) return `M${x},${bottom}V${rounded(to.y)}`;
  return `M${x},${bottom}V${rounded(layout.laneTo(to))}H${target}V${rounded(to.y)}`;
}

function boxMarkup(box: PlacedBox): string {
  const removed = box.role === "removed";
  const outline = removed ? ' stroke-dasharray="5 3"' : "";
  const centre = box.x + box.width / 2;
  const contentHeight = (box.label.length + 1) * lineHeight(fontSize);
  const first = box.y + (box.height - contentHeight) / 2 + fontSize;
  return [
    `<rect x="${rounded(box.x)}" y="${rounded(box.y)}" width="${box.width}" height="${box.height}"`,
    ` fill="${removed ? "#f3f2f1" : "#ffffff"}" stroke="${ink}" stroke-width="1.5"${outline}/>`,
    textLines(box.label, centre, first, { size: fontSize, anchor: "middle" }),
    textLines([box.count], centre, first + box.label.length * lineHeight(fontSize), {
      size: fontSize,
      bold: true,
      anchor: "middle",
    }),
  ].join("");
}
