import type { ReleasedCell, ReleasedResult } from "@plait/disclosure";
import type { Figure } from "@plait/study";
import { cellText, drawnNumber } from "../cell-text.ts";
import { fixedText } from "../number-text.ts";
import { type Drawing, ink, lineHeight, type Painted, quietInk, rounded, stacked, textLines } from "./drawing.ts";
import { gapText } from "./gap-text.ts";
import { textWidth, wrapText } from "./text-width.ts";

type Points = Extract<Figure, { kind: "points" }>;

/**
 * A panel for each group of rows, side by side where there is room, all on one scale with a line at zero: for each row a
 * point with its intervals, the first thick, the others thin with ends. Rows without a number are not drawn; a panel
 * without any says why. Laid out here because short panels of many rows need no more than lines and circles.
 *
 * @throws RangeError when a group has another number of rows than there are names for
 */
export function points(result: ReleasedResult, figure: Points): Painted {
  const panels = panelsOf(result, figure);
  const rows = figure.rows.flatMap((name, at) =>
    panels.some((panel) => panel.rows[at] !== undefined) ? [{ name, at }] : [],
  );
  const scale = scaleOf(panels);
  const nameWidth = Math.ceil(Math.max(0, ...rows.map(({ name }) => textWidth(name, nameSize)))) + 8;
  const across = Math.min(mostAcross, Math.max(1, panels.length));
  const width = Math.min(
    widestPanel,
    Math.floor((pictureWidth - (across - 1) * betweenPanels) / across) - nameWidth - margin,
  );
  const look: Look = { rows, scale, nameWidth, width, xTitle: figure.xTitle };
  const lines = Array.from({ length: Math.ceil(panels.length / across) }, (_, line) =>
    lineOfPanels(panels.slice(line * across, (line + 1) * across), look),
  );
  return { drawing: stacked([...lines, key(result, figure)], 18), definitions: "" };
}

const pictureWidth = 900;
const mostAcross = 5;
const widestPanel = 300;
const betweenPanels = 14;
const rowHeight = 15;
const nameSize = 11;
const titleSize = 13;
const margin = 8;
const thickPaint = "#8fa9c4";

interface Panel {
  readonly title: string;
  /** By place among the names; undefined where there is no number. */
  readonly rows: readonly (Row | undefined)[];
  /** Marks of the rows that have none. */
  readonly marks: readonly (string | undefined)[];
  /** Why nothing is drawn, where nothing is. */
  readonly why: string;
}

interface Row {
  readonly value: number;
  readonly intervals: readonly (readonly [number, number] | undefined)[];
}

function panelsOf(result: ReleasedResult, figure: Points): Panel[] {
  const groups: { readonly title: string; readonly cells: (readonly ReleasedCell[])[] }[] = [];
  for (const { group = "", cells } of result.rows) {
    const last = groups.at(-1);
    if (last !== undefined && last.title === group) last.cells.push(cells);
    else groups.push({ title: group, cells: [cells] });
  }
  return groups.map(({ title, cells }) => {
    if (cells.length !== figure.rows.length) {
      throw new RangeError(`${result.id}: ${cells.length} rows of “${title}” have ${figure.rows.length} names`);
    }
    const rows = cells.map((one) => rowOf(one, figure));
    const values = cells.map((one) => one[figure.value]);
    return {
      title,
      rows,
      marks: values.map((cell, at) => (rows[at] === undefined && cell !== undefined ? cellText(cell) : undefined)),
      why: gapText(values.find((cell) => cell === undefined || drawnNumber(cell) === undefined)),
    };
  });
}

function rowOf(cells: readonly ReleasedCell[], { value, intervals }: Points): Row | undefined {
  const numberAt = (column: number): number | undefined => {
    const cell = cells[column];
    return cell === undefined ? undefined : drawnNumber(cell);
  };
  const at = numberAt(value);
  if (at === undefined) return undefined;
  return {
    value: at,
    intervals: intervals.map(({ low, high }) => {
      const [from, to] = [numberAt(low), numberAt(high)];
      return from === undefined || to === undefined ? undefined : [from, to];
    }),
  };
}

interface Scale {
  readonly lowest: number;
  readonly highest: number;
  readonly ticks: readonly number[];
  readonly digits: number;
}

/** From the lowest to the highest number of any panel, zero included, with three to six round numbers between. */
function scaleOf(panels: readonly Panel[]): Scale {
  const numbers = panels.flatMap(({ rows }) =>
    rows.flatMap((row) => (row === undefined ? [] : [row.value, ...row.intervals.flatMap((one) => one ?? [])])),
  );
  const [lowest, highest] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
  const span = highest - lowest === 0 ? 1 : highest - lowest;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = ([1, 2, 5, 10].find((times) => times * power >= span / 4) ?? 10) * power;
  const first = Math.ceil(lowest / step);
  const count = Math.floor(highest / step) - first + 1;
  return {
    lowest: lowest - span * 0.03,
    highest: lowest + span * 1.03,
    ticks: Array.from({ length: count }, (_, at) => (first + at) * step),
    digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
  };
}

interface Look {
  readonly rows: readonly { readonly name: string; readonly at: number }[];
  readonly scale: Scale;
  readonly nameWidth: number;
  /** Of the part of a panel in which numbers are drawn. */
  readonly width: number;
  readonly xTitle: string;
}

function lineOfPanels(panels: readonly Panel[], look: Look): Drawing {
  const whole = look.nameWidth + look.width + margin;
  const titles = panels.map(({ title }) => wrapText(title, whole - margin, titleSize, true));
  const top = Math.max(0, ...titles.map((lines) => lines.length)) * lineHeight(titleSize) + 8;
  const bottom = top + look.rows.length * rowHeight;
  const parts = panels.map((panel, at) => {
    const title = textLines(titles[at] ?? [], 0, titleSize, { size: titleSize, bold: true });
    return `<g transform="translate(${at * (whole + betweenPanels)},0)">${title}${panelMarkup(panel, look, top, bottom)}</g>`;
  });
  const isDrawn = panels.some(({ rows }) => rows.some((row) => row !== undefined));
  const height = (isDrawn ? bottom + 36 : top + 18) + 2;
  return { width: panels.length * (whole + betweenPanels) - betweenPanels, height, markup: parts.join("") };
}

function panelMarkup({ rows, marks, why }: Panel, look: Look, top: number, bottom: number): string {
  const { scale, nameWidth, width } = look;
  if (rows.every((row) => row === undefined)) return textLines([why], 0, top + 12, { size: 12 });
  const x = (value: number): number =>
    rounded(nameWidth + ((value - scale.lowest) / (scale.highest - scale.lowest)) * width);
  const ticks = scale.ticks.map(
    (tick) =>
      `<path d="M${x(tick)},${bottom}v5" stroke="${quietInk}"/>${textLines([fixedText(tick, scale.digits)], x(tick), bottom + 17, { size: nameSize, anchor: "middle" })}`,
  );
  const drawn = look.rows.map(({ name, at }, place) => {
    const y = top + place * rowHeight + rowHeight / 2;
    const guide = `<path d="M${nameWidth},${y}H${nameWidth + width}" stroke="#e4e7e9"/>`;
    const named = textLines([name], nameWidth - 6, y + 4, { size: nameSize, anchor: "end" });
    const row = rows[at];
    const mark = marks[at];
    if (row !== undefined) return guide + named + rowMarkup(row, x, y);
    return guide + named + (mark === undefined ? "" : textLines([mark], x(0) + 4, y + 4, { size: nameSize }));
  });
  return [
    `<path d="M${x(0)},${top}V${bottom}" stroke="${ink}" stroke-dasharray="4 3"/>`,
    `<path d="M${nameWidth},${bottom}H${nameWidth + width}" stroke="${quietInk}"/>`,
    ...ticks,
    textLines([look.xTitle], nameWidth + width / 2, bottom + 32, { size: nameSize, anchor: "middle" }),
    ...drawn,
  ].join("");
}

function rowMarkup({ value, intervals }: Row, x: (value: number) => number, y: number): string {
  const bars = intervals.map((interval, at) => {
    if (interval === undefined) return "";
    const [from, to] = [x(interval[0]), x(interval[1])];
    return at === 0 ? thickBar(from, to, y) : thinBar(from, to, y);
  });
  return `${bars.join("")}<circle cx="${x(value)}" cy="${y}" r="3" fill="#ffffff" stroke="${ink}" stroke-width="1.5"/>`;
}

function thickBar(from: number, to: number, y: number): string {
  return `<path d="M${from},${y}H${to}" stroke="${thickPaint}" stroke-width="7"/>`;
}

function thinBar(from: number, to: number, y: number): string {
  return `<path d="M${from},${y}H${to}M${from},${y - 3}v6M${to},${y - 3}v6" fill="none" stroke="${ink}" stroke-width="1.25"/>`;
}

function key(result: ReleasedResult, { value, intervals }: Points): Drawing {
  const entries = [
    { sample: rowMarkup({ value: 20, intervals: [] }, (at) => at, 8), words: result.columns[value]?.label ?? "" },
    ...intervals.map(({ label }, at) => ({
      sample: at === 0 ? thickBar(2, 38, 8) : thinBar(2, 38, 8),
      words: `Interval ${label}`,
    })),
  ];
  const parts = entries.map(
    ({ sample, words }, at) =>
      `<g transform="translate(0,${at * 20})">${sample}${textLines([words], 48, 12, { size: 12 })}</g>`,
  );
  return { width: 288, height: entries.length * 20, markup: parts.join("") };
}
