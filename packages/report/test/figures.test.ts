import type { Result } from "@plait/study";
import { expect, test } from "vitest";
import { figureSvg } from "../src/figures/figure-svg.ts";
import { isDrawable } from "../src/figures/is-drawable.ts";
import { released } from "./fixtures/released.ts";
import {
  allResults,
  closureModels,
  coverage,
  linkageFlow,
  monthlyTrend,
  nrmAttrition,
  populations,
  scores,
  views,
} from "./fixtures/results.ts";

async function svgOf(result: Result): Promise<string> {
  const svg = await figureSvg(released(result));
  if (svg === undefined) throw new Error(`${result.id} has no figure`);
  return svg;
}

// [F2]
test.each(allResults.filter((result) => result.figure !== undefined).map((result) => [result.id, result] as const))(
  "%s: role, title, description, own ids, no script and no outside address",
  async (_, result) => {
    const svg = await svgOf(result);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="(figure-[\w-]+)-title \1-desc"/);
    expect(svg).toContain(`-title">${result.figure?.title.replaceAll("%", "%")}</title>`);
    expect(svg).toContain("</desc>");
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(new RegExp(`^figure-${result.id.replaceAll(/[.]/g, "-")}-`));
    for (const [, target] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(target);
    expect(svg).not.toMatch(/<script|<image|href=|NaN|undefined|https?:\/\/(?!www\.w3\.org)/);
  },
);

// [F3]
test("a figure is the same at every drawing, also when drawn beside others", async () => {
  const alone = await svgOf(monthlyTrend);
  const together = await Promise.all([svgOf(coverage), svgOf(monthlyTrend), svgOf(closureModels)]);
  expect(together[1]).toBe(alone);
});

// [F4]
test("a heat map has a key for every status it shows, each with another fill", async () => {
  const svg = await svgOf(coverage);
  for (const meaning of [
    "Supplied. Rows were",
    "Limited. Rows",
    "Empty. A delivery",
    "Not supplied. No",
    "Not in operation. This",
  ]) {
    expect(svg).toContain(meaning);
  }
  const keyFills = [...svg.matchAll(/<rect x="1" [^>]*width="18" height="14" fill="([^"]+)"/g)].map(([, fill]) => fill);
  expect(keyFills).toHaveLength(5);
  expect(new Set(keyFills).size).toBe(5);
});

// [F5] A line never crosses a gap, and the gap says why.
test("a line is broken where a month was not supplied or is held back, and the cause is written there", async () => {
  const svg = await svgOf(monthlyTrend);
  expect(svg).toContain(">not supplied<");
  expect(svg).toContain(">held back [c]<");
  expect(svg).toContain(">not applicable<");
  const paths = [...svg.matchAll(/<path d="(M[^"]+)" stroke="#[0-9A-F]{6}" stroke-width="2"/g)].map(([, d = ""]) => d);
  const strokes = paths.map((d) => d.split("M").length - 1);
  // Direct workers: before and after February to March 2019. Coordinators: from April 2019, broken once by a held-back month.
  expect(strokes).toEqual([2, 2]);
});

test("a lone month between two gaps is still drawn, as a point", async () => {
  const svg = await svgOf({
    ...monthlyTrend,
    rows: monthlyTrend.rows.slice(0, 3).map((row, index) => ({
      ...row,
      cells: row.cells.map((cell) => (index === 1 ? cell : ({ kind: "absent", reason: "not-supplied" } as const))),
    })),
  });
  const points = svg.match(/<path transform="translate\([^"]+" d="M[^"]*A[^"]*" fill="#12436D"/g) ?? [];
  expect(points).toHaveLength(1);
});

// [F6]
test("a held-back bar is marked and has no length", async () => {
  const svg = await svgOf(populations);
  expect(svg).toContain(">[c]<");
  expect(svg).not.toContain("1,120");
});

// [F7]
test("reference categories and intervals are drawn in each panel on one scale", async () => {
  const svg = await svgOf(closureModels);
  for (const label of ["Turning 18", "Other", "No trafficking concerns", "Criminal"])
    expect(svg).toContain(`>${label}<`);
  const ticks = [...svg.matchAll(/>(−?0\.2)</g)].map(([, tick]) => tick);
  expect(ticks).toEqual(["−0.2", "0.2", "−0.2", "0.2", "−0.2", "0.2"]);
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

function boxesOf(svg: string): Box[] {
  return [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map((match) => {
    const [x = 0, y = 0, width = 0, height = 0] = match.slice(1).map(Number);
    return { x, y, right: x + width, bottom: y + height };
  });
}

// [F8]
test.each([linkageFlow, nrmAttrition])("flow boxes do not overlap and stay on the page: $id", async (result) => {
  const svg = await svgOf(result);
  const boxes = boxesOf(svg);
  expect(boxes).toHaveLength(result.rows.length);
  const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
  for (const [index, box] of boxes.entries()) {
    expect(box.right).toBeLessThanOrEqual(width);
    expect(box.bottom).toBeLessThanOrEqual(height);
    for (const other of boxes.slice(index + 1)) {
      const apart = box.right < other.x || other.right < box.x || box.bottom < other.y || other.bottom < box.y;
      expect(apart).toBe(true);
    }
  }
});

test("what is removed stands to the right of the box it leaves, at its height", async () => {
  const svg = await svgOf(nrmAttrition);
  const middles = boxesOf(svg).map((box) => ({ x: box.x, middle: (box.y + box.bottom) / 2 }));
  const beside = middles.filter((one) => middles.some((other) => other.middle === one.middle && other.x < one.x));
  expect(beside).toHaveLength(2);
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
  expect(svg).toContain("n = 18,567");
});

test("an arrow to a box that is not there is a mistake of the caller", async () => {
  const result = released(nrmAttrition);
  if (result.figure?.kind !== "flow") throw new Error("the fixture is a flow");
  const figure = { ...result.figure, arrows: [{ from: "step-0", to: "nowhere" }] };
  await expect(figureSvg({ ...result, figure })).rejects.toThrow("nowhere");
});

/** What is written on a board, in order: headers, then cards column by column. */
function wordsOf(svg: string): string[] {
  return [...svg.matchAll(/<tspan[^>]*>([^<]+)<\/tspan>/g)].map(([, words = ""]) => words);
}

// [F11]
test("a board has its cards under the values of the grid, lowest first; one that is held back says so", async () => {
  const words = wordsOf(await svgOf(views));
  expect(words).toEqual([
    ...["Group near", "−1", "1", "D**", "0", "2", "C", "4", "+1", "3"],
    ...["Group far", "−1", "3", "D***", "0", "1", "4", "+1", "2", "C"],
    ...["Group few", "held back [c]"],
    ...["D", "The group differs from every other", "C", "No two groups differ"],
  ]);
});

test("marks of a board differ without colour: a heavy border, a broken one, a plain one", async () => {
  const svg = await svgOf(views);
  const near = svg.slice(0, svg.indexOf("Group far"));
  expect(near.match(/stroke-width="2.5"/g)).toHaveLength(1);
  expect(near.match(/stroke-dasharray="4 2.5"/g)).toHaveLength(1);
  expect(near.match(/stroke-width="0.75"/g)).toHaveLength(2);
});

test("boards stand side by side up to 900 pixels and then below each other", async () => {
  const complete = released(views);
  if (complete.figure?.kind !== "boards") throw new Error("the fixture has boards");
  const values = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((value) => ({ value, cards: 1 }));
  const svg = await figureSvg({ ...complete, figure: { ...complete.figure, places: values } });
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg ?? "")?.[1]);
  expect(width).toBeGreaterThan(700);
  expect(width).toBeLessThanOrEqual(900);
});

test("boards that do not fit their table are a mistake of the caller", async () => {
  const complete = released(views);
  if (complete.figure?.kind !== "boards") throw new Error("the fixture has boards");
  const { figure } = complete;
  await expect(figureSvg({ ...complete, figure: { ...figure, marks: [3] } })).rejects.toThrow(RangeError);
  await expect(figureSvg({ ...complete, figure: { ...figure, cards: ["1"] } })).rejects.toThrow(RangeError);
  const places = figure.places.slice(1);
  await expect(figureSvg({ ...complete, figure: { ...figure, places } })).rejects.toThrow("outside the grid");
});

// [F12]
test("points and both intervals of all panels lie on one scale; what is held back is not drawn", async () => {
  const svg = await svgOf(scores);
  // One more of each stands in the key.
  expect(svg.match(/<circle/g)).toHaveLength(7 + 1);
  expect(svg.match(/stroke-width="7"/g)).toHaveLength(7 + 1);
  expect(svg.match(/v6M/g)).toHaveLength(7 + 1);
  expect(wordsOf(svg).filter((words) => words === "[c]")).toHaveLength(1);
  expect(wordsOf(svg)).toEqual(expect.arrayContaining(["Group few", "held back [c]", "Interval by bootstrap"]));
  const ticks = wordsOf(svg).filter((words) => /^−?\d$/.test(words) && !/^[34]$/.test(words));
  const [near, far] = [ticks.slice(0, ticks.length / 2), ticks.slice(ticks.length / 2)];
  expect(near.filter((tick) => tick.startsWith("−"))).toEqual(far.filter((tick) => tick.startsWith("−")));
  const circles = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect(circles[0]).toBe(circles[4]);
});

test("points that do not fit their table are a mistake of the caller", async () => {
  const complete = released(scores);
  if (complete.figure?.kind !== "points") throw new Error("the fixture has points");
  const figure = { ...complete.figure, rows: ["1"] };
  await expect(figureSvg({ ...complete, figure })).rejects.toThrow(RangeError);
});

// [R2]
test("a figure of which nothing is left is none", () => {
  expect(isDrawable(released(views))).toBe(true);
  const few = { ...released(views), figure: { ...released(views).figure, columns: [2], marks: [5] } };
  expect(isDrawable(few as ReturnType<typeof released>)).toBe(false);
  expect(isDrawable(released({ ...scores, rows: scores.rows.slice(8) }))).toBe(false);
});

// [F10] The gate may leave nothing of a table, and a study may have an empty one.
test.each(allResults.filter((result) => result.figure !== undefined))(
  "$id is drawn with no numbers left",
  async (result) => {
    const complete = released(result);
    const hidden = { kind: "withheld", marker: "c", because: "threshold" } as const;
    const rows = complete.rows.map((row) => ({ ...row, cells: row.cells.map(() => hidden) }));
    const svg = await figureSvg({ ...complete, rows });
    expect(svg).toMatch(/^<svg .*<\/svg>$/s);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  },
);

test.each([coverage, monthlyTrend, populations, closureModels])("$id is drawn with no rows", async (result) => {
  const svg = await figureSvg({ ...released(result), rows: [] });
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

// [F5]
test("a line to compare with is dashed in every panel, on the scale of them all", async () => {
  const figure = {
    ...monthlyTrend.figure,
    kind: "lines",
    title: "T",
    description: "D",
    yTitle: "Rows",
    columns: [1],
  } as const;
  const alone = await svgOf({ ...monthlyTrend, figure });
  const compared = await svgOf({ ...monthlyTrend, figure: { ...figure, against: 0 } });
  expect(alone).not.toContain('stroke-dasharray="6,4"');
  expect(compared.match(/stroke-dasharray="6,4"/g)).toHaveLength(1);
  expect(compared).toContain("Regional practice coordinators (solid) and Direct workers (dashed)");
  const highest = (svg: string) =>
    Math.max(...[...svg.matchAll(/>(\d{2,4})<\/text>/g)].map(([, number]) => Number(number)));
  expect(highest(compared)).toBeGreaterThan(highest(alone));
});
