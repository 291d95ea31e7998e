import type { Cell, CurvePoint, Result } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { curveSteps, eventsToldByCurves } from "../src/curve-steps.ts";
import {
  at,
  column,
  people,
  policy,
  release,
  releaseOne,
  result,
  row,
  shown,
  shownColumn,
  under,
} from "./made-up-results.ts";
import { meanOf, pointOf, statistic } from "./made-up-statistics.ts";
import { certain, readersView } from "./reader.ts";

/** Points of one curve at times 1, 2, …, from people at risk and events at each time. */
function pointsOf(steps: readonly (readonly [atRisk: number, newEvents: number])[], curve = "closure"): CurvePoint[] {
  let events = 0;
  return steps.map(([atRisk, newEvents], index) => {
    events += newEvents;
    return { curve, time: index + 1, atRisk, events };
  });
}

const curveOf = (steps: readonly (readonly [number, number])[], parts: Partial<Result> = {}): Result =>
  column(
    pointsOf(steps).map((point) => pointOf(point)),
    parts,
  );
const marks = (input: Result, rules = under(10)): string[] =>
  shownColumn(releaseOne(input, rules)).map((cell) => (cell.startsWith("c:") ? cell.slice(2) : "shown"));

describe("[M9] steps of a curve", () => {
  test("are merged until enough people had the event: 4 and 6 make one step of 10", () => {
    const steps = [...[[200, 12]], ...[[188, 4]], ...[[184, 6]], ...[[178, 9]], ...[[169, 11]]] as [number, number][];
    expect(marks(curveOf(steps))).toEqual(["shown", "curve-step", "shown", "curve-step", "shown"]);
  });

  test("a step of nobody is shown where zeros are, and not elsewhere", () => {
    const steps: [number, number][] = [
      [200, 12],
      [188, 0],
      [188, 14],
    ];
    expect(marks(curveOf(steps))).toEqual(["shown", "shown", "shown"]);
    expect(marks(curveOf(steps), under(10, "disclosive"))).toEqual(["shown", "curve-step", "shown"]);
  });

  test("the last step, to the end of the curve, is one too: where it is too small, the point before it goes", () => {
    const steps: [number, number][] = [
      [200, 12],
      [188, 12],
      [176, 0],
      [176, 3],
    ];
    expect(marks(curveOf(steps))).toEqual(["shown", "curve-step", "curve-step", "curve-step"]);
    expect(
      marks(
        curveOf([
          [200, 3],
          [197, 3],
        ]),
      ),
    ).toEqual(["curve-step", "curve-step"]);
  });

  test("a point with too few at risk is withheld, and the events after it count as the end", () => {
    expect(
      marks(
        curveOf([
          [40, 12],
          [28, 12],
          [9, 0],
        ]),
      ),
    ).toEqual(["shown", "shown", "threshold"]);
    expect(
      marks(
        curveOf([
          [40, 12],
          [28, 12],
          [9, 5],
        ]),
      ),
    ).toEqual(["shown", "curve-step", "threshold"]);
  });

  test("a last step that leaves keeps those before it", () => {
    const steps: [number, number][] = [
      [200, 12],
      [188, 12],
      [176, 14],
    ];
    expect(marks(curveOf(steps), under(10, "disclosive"))).toEqual(["shown", "shown", "shown"]);
  });

  test("a point with too few at risk is no end of a step, and people who enter late can be at risk after it", () => {
    const points = pointsOf([
      [40, 12],
      [9, 12],
      [50, 6],
    ]);
    const leaves = curveSteps([column(points.map((point) => pointOf(point)))], under(10), new Set());
    expect(points.map(leaves)).toEqual([undefined, "threshold", undefined]);
  });

  test("events at time 0 are a step, and so is no event later, where zeros are not shown", () => {
    const from = (points: readonly [time: number, events: number][]) =>
      column(points.map(([time, events]) => pointOf({ curve: "closure", time, atRisk: 200, events })));
    expect(marks(from([...[[0, 3]], ...[[1, 15]]] as [number, number][]))).toEqual(["curve-step", "shown"]);
    const later = [...[[1, 0]], ...[[2, 15]]] as [number, number][];
    expect(marks(from(later), under(10, "disclosive"))).toEqual(["curve-step", "shown"]);
    expect(marks(from(later))).toEqual(["shown", "shown"]);
  });

  test("nothing has happened at time 0", () => {
    const points = [{ curve: "closure", time: 0, atRisk: 200, events: 0 }, ...pointsOf([[200, 12]])];
    expect(marks(column(points.map((point) => pointOf(point))), under(10, "disclosive"))).toEqual(["shown", "shown"]);
  });

  test("a policy can leave steps alone, and still asks for people at risk", () => {
    const rules = { ...under(10), curveSteps: false };
    expect(
      marks(
        curveOf([
          [40, 1],
          [39, 1],
          [9, 1],
        ]),
        rules,
      ),
    ).toEqual(["shown", "shown", "threshold"]);
  });

  test("the value and the ends of its interval go together", () => {
    const points = pointsOf([
      [200, 12],
      [188, 4],
      [184, 20],
    ]);
    const table = result({
      rows: points.map((point) =>
        row(`${point.time}`, [pointOf(point, 0.9), pointOf(point, 0.8), pointOf(point, 0.95)]),
      ),
    });
    const released = releaseOne(table, under(10));
    expect(released.rows.map(({ cells }) => cells.map(({ kind }) => kind))).toEqual([
      Array(3).fill("statistic"),
      Array(3).fill("withheld"),
      Array(3).fill("statistic"),
    ]);
  });

  test("two tables with points of one curve are one curve: their steps may not interlock", () => {
    const points = pointsOf([
      [200, 12],
      [188, 6],
      [182, 6],
      [176, 12],
    ]);
    const [first, second] = [0, 1].map((odd) =>
      column(
        points.filter((_, index) => index % 2 === odd).map((point) => pointOf(point)),
        { id: `test.${odd}` },
      ),
    );
    if (first === undefined || second === undefined) throw new Error("two tables");
    // Alone, each table has steps of 12 or more only.
    expect(marks(first)).toEqual(["shown", "shown"]);
    expect(marks(second)).toEqual(["shown", "shown"]);
    const [a, b] = release([second, first], under(10)).value.results.map(shownColumn);
    expect([b, a]).toEqual([
      ["0.5", "0.5"],
      ["c:curve-step", "0.5"],
    ]);
  });

  test("points that leave after review are known, and the others are chosen around them", () => {
    const points = pointsOf([
      [200, 12],
      [188, 12],
      [176, 4],
      [172, 20],
    ]);
    const whole = column(
      points.filter(({ time }) => time === 3).map((point) => pointOf(point)),
      { id: "test.reviewed" },
    );
    const others = column(
      points.filter(({ time }) => time !== 3).map((point) => pointOf(point)),
      { id: "test.others" },
    );
    const review = { result: "test.reviewed", reason: "Needed.", requested: { by: "A", on: "2024-05-01" } };
    const decision = { outcome: "release", by: "B", on: "2024-05-02" } as const;
    const [, released] = release([whole, others], under(10), [{ ...review, decision }]).value.results;
    // From 12 to 28 events there are 16; a point at 24 would leave 4.
    expect(released === undefined ? [] : shownColumn(released)).toEqual(["0.5", "c:curve-step", "0.5"]);
  });

  test("a point that one result prints after review is known wherever else it stands", () => {
    const points = pointsOf([
      [200, 12],
      [188, 3],
      [185, 20],
    ]);
    const whole = column(
      points.slice(1, 2).map((point) => pointOf(point)),
      { id: "test.reviewed" },
    );
    const others = column(
      points.map((point) => pointOf(point)),
      { id: "test.others" },
    );
    for (const results of [
      [whole, others],
      [others, whole],
    ]) {
      const leaves = curveSteps(results, under(10), new Set(["test.reviewed"]));
      // 15 events are known, so 12 would leave 3.
      expect(points.map(leaves)).toEqual(["curve-step", undefined, undefined]);
    }
  });

  test("points of nobody and those that are public are not judged, and people who are assumed count", () => {
    const [point] = pointsOf([[200, 3]]);
    if (point === undefined) throw new Error("one point");
    const of = (people: Extract<Cell, { kind: "statistic" }>["people"]) =>
      marks(column([{ ...(pointOf(point) as Extract<Cell, { kind: "statistic" }>), people }]))[0];
    expect(of({ kind: "assumed", people: 200, why: "Rows." })).toBe("curve-step");
    expect(of({ kind: "published", source: "Home Office" })).toBe("shown");
    expect(of({ kind: "none", why: "It is of months." })).toBe("shown");
  });

  test("other cells may stand beside a curve", () => {
    const points = pointsOf([[200, 12]]).map((point) => pointOf(point));
    const table = column([...points, meanOf([14, 15, 16, ...Array(9).fill(17)]), statistic(3, 12), people(12)]);
    expect(marks(table)).toEqual(["shown", "shown", "shown", "shown"]);
  });

  test("no step between points that leave, nor the last, is too small, in any curve", () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 25 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.boolean(), (steps, safe) => {
        const rules = under(10, safe ? "safe" : "disclosive");
        const points = pointsOf(steps);
        const leaves = curveSteps([column(points.map((point) => pointOf(point)))], rules, new Set());
        const shown = points.filter((point) => leaves(point) === undefined);
        const reached = [0, ...shown.map(({ events }) => events)];
        const sizes = shown.map(({ events }, index) => events - (reached[index] ?? 0));
        const last = points.at(-1);
        if (last !== undefined && shown.at(-1) !== last && shown.length > 0) {
          sizes.push(last.events - (reached.at(-1) ?? 0));
        }
        for (const size of sizes) expect(size === 0 ? safe : size >= 10).toBe(true);
        for (const { atRisk } of shown) expect(atRisk).toBeGreaterThanOrEqual(10);
      }),
      { numRuns: 200 },
    );
  });

  const beside = (steps: readonly (readonly [number, number])[]): Result => {
    const points = pointsOf(steps).map((point) => ({ ...point, newEvents: `events.${point.time}` }));
    return result({
      rows: points.map((point, index) =>
        row(`${point.time}`, [pointOf(point), people(steps[index]?.[1] ?? 0, point.newEvents)]),
      ),
    });
  };

  test("with numbers at risk a merged step can be split: the curve ends before the first count of events that is withheld", () => {
    const table = beside([
      [200, 30],
      [170, 14],
      [140, 3],
      [130, 12],
      [118, 14],
    ]);
    // (1 − 3/140) × (1 − 12/130) is told to six digits; of all pairs that add up to 15, no other comes near it.
    const ratio = (events: number) => (1 - events / 140) * (1 - (15 - events) / 130);
    const near = Array.from({ length: 16 }, (_, events) => events).filter(
      (one) => Math.abs(ratio(one) - ratio(3)) < 1e-6,
    );
    expect(near).toEqual([3]);
    expect(shown(releaseOne(table, under(10)))).toEqual([
      ["0.5", "30"],
      ["0.5", "14"],
      ["c:curve-step", "c:threshold"],
      ["c:rests-on-withheld", "12"],
      ["c:rests-on-withheld", "14"],
    ]);
  });

  test("a point rests on the counts of events of every time of its curve that begins before it", () => {
    const [one, two, three] = pointsOf([
      [200, 30],
      [170, 14],
      [140, 12],
    ]).map((point) => ({ ...point, newEvents: `events.${point.time}` }));
    if (one === undefined || two === undefined || three === undefined) throw new Error("three points");
    const other = { ...one, curve: "other", newEvents: "other.1" };
    const { newEvents: _, ...unnamed } = two;
    const table = column([one, unnamed, three, other].map((point) => pointOf(point)));
    const told = eventsToldByCurves([table, column([pointOf(two)], { id: "test.second" })]);
    expect(told(one)).toEqual(["events.1", "events.2"]);
    expect(told(two)).toEqual(["events.1", "events.2"]);
    expect(told(three)).toEqual(["events.1", "events.3", "events.2"]);
    expect(told({ ...three, curve: "third" })).toEqual([]);
    expect(told(other)).toEqual(["other.1"]);
  });

  test("so does one in another table, and a count that no table prints gives nothing away", () => {
    const table = beside([
      [200, 30],
      [170, 14],
    ]);
    const curve: Result = {
      ...table,
      columns: table.columns.slice(0, 1),
      rows: table.rows.map(({ id, cells }) => row(id, cells.slice(0, 1))),
    };
    expect(shownColumn(releaseOne(curve, under(10)))).toEqual(["0.5", "0.5"]);
    // 14 goes with 4 for the sake of their total.
    const total: Result = column([people(18), people(14, "events.2"), people(4)], {
      id: "test.counts",
      sums: [{ total: at(0), parts: [at(1), at(2)] }],
    });
    const [first] = release([curve, total], under(10)).value.results;
    expect(first === undefined ? [] : shownColumn(first)).toEqual(["0.5", "c:rests-on-withheld"]);
  });

  test.each<[string, CurvePoint[], RegExp]>([
    [
      "events that become fewer",
      [
        { curve: "c", time: 1, atRisk: 50, events: 5 },
        { curve: "c", time: 2, atRisk: 40, events: 4 },
      ],
      /become fewer/,
    ],
    [
      "half a person",
      [{ curve: "c", time: 1, atRisk: 50.5, events: 5 }],
      /^result test.table: cell \(r0, c0\): a curve needs whole numbers of people and times of at least 0$/,
    ],
    ["less than nobody", [{ curve: "c", time: 1, atRisk: 50, events: -1 }], /whole numbers/],
    ["a time before the start", [{ curve: "c", time: -1, atRisk: 50, events: 5 }], /times of at least 0/],
    ["no time", [{ curve: "c", time: Number.NaN, atRisk: 50, events: 5 }], /times of at least 0/],
    [
      "two points of one time with other people at risk",
      [
        { curve: "c", time: 1, atRisk: 50, events: 5 },
        { curve: "c", time: 1, atRisk: 51, events: 5 },
      ],
      /^result test.table: cell \(r1, c0\): differs from the point of that time elsewhere$/,
    ],
    [
      "two points of one time that differ",
      [
        { curve: "c", time: 1, atRisk: 50, events: 5 },
        { curve: "c", time: 1, atRisk: 50, events: 6 },
      ],
      /differs/,
    ],
  ])("%s: refused", (_, points, message) => {
    expect(() => releaseOne(column(points.map((point) => pointOf(point))), policy())).toThrow(message);
  });
});

describe("[M10] an at-risk table", () => {
  /** At risk at t = at risk at t + 1 + events + left unobserved, as rows with three counts each. */
  function atRiskTable(steps: readonly (readonly [events: number, censored: number])[], start: number): Result {
    let atRisk = start;
    const rows = steps.map(([events, censored], index) => {
      const cells: Cell[] = [people(atRisk), people(events), people(censored)];
      atRisk -= events + censored;
      return row(`t${index}`, cells);
    });
    const none: Cell = { kind: "absent", reason: "not-applicable" };
    rows.push(row("end", [people(atRisk), none, none]));
    const sums = steps.map((_, index) => ({
      total: at(index, 0),
      parts: [at(index + 1, 0), at(index, 1), at(index, 2)],
    }));
    return result({ rows, sums });
  }

  test("a small number of events is not the difference of what is shown", () => {
    const released = releaseOne(
      atRiskTable(
        [
          [12, 20],
          [3, 25],
          [14, 30],
        ],
        200,
      ),
      under(10),
    );
    const cells = released.rows.map(({ cells: all }) => all.map(({ kind }) => kind));
    // 168 at risk = 140 + 3 + 25: with 3 one more of the row goes.
    expect(cells[1]?.[1]).toBe("withheld");
    expect([cells[1]?.[0], cells[1]?.[2], cells[2]?.[0]].filter((kind) => kind === "withheld").length).toBeGreaterThan(
      0,
    );
    expect(cells[0]).toEqual(["count", "count", "count"]);
  });

  test("no reader who tries every table finds a number of events or of people left unobserved", () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 16 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 4 }), fc.integer({ min: 0, max: 30 }), (steps, left) => {
        const start = steps.reduce((sum, [events, censored]) => sum + events + censored, left);
        const table = atRiskTable(steps, start);
        const rules = under(10);
        expect(certain(readersView([table], [releaseOne(table, rules)], rules))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
