import type { Cell, Result } from "@plait/study";
import { describe, expect, test } from "vitest";
import { type EarlierRelease, type KeptCounts, type Policy, type ResultEvidence, release } from "../src/index.ts";
import { at, column, nearest, people, policy, published, rows, solver, withoutPeople } from "./made-up-results.ts";

describe("[D112] evidence of a result", () => {
  test("has each cell that holds a number or words about people, true and as it leaves", () => {
    const counted = { kind: "counted", people: 4 } as const;
    const cells: readonly Cell[] = [
      people(40),
      people(160),
      { kind: "share", numerator: at(0), denominator: at(1) },
      { kind: "statistic", value: 3.25, digits: 1, people: counted, measure: { kind: "mean", identical: false } },
      { kind: "text", text: "four of them", people: counted },
      { kind: "text", text: "months" },
      { kind: "absent", reason: "not-applicable" },
      published(3),
    ];
    const threshold = { kind: "withheld", marker: "c", because: "threshold" };
    expect(evidenceOf(cells)).toEqual([
      { row: 0, column: 0, truth: count(40), people: { kind: "counted", people: 40 }, becomes: count(40) },
      { row: 1, column: 0, truth: count(160), people: { kind: "counted", people: 160 }, becomes: count(160) },
      { row: 2, column: 0, truth: { kind: "share", value: 0.25 }, becomes: { kind: "share", value: 0.25 } },
      { row: 3, column: 0, truth: { kind: "statistic", value: 3.25, digits: 1 }, people: counted, becomes: threshold },
      { row: 4, column: 0, truth: { kind: "text", text: "four of them" }, people: counted, becomes: threshold },
      {
        row: 7,
        column: 0,
        truth: count(3),
        people: { kind: "published", source: "Home Office" },
        becomes: { ...count(3), published: "Home Office" },
      },
    ]);
  });

  test("has a share of which nothing leaves because its whole is printed as 0", () => {
    const share: Cell = { kind: "share", numerator: at(0), denominator: at(1) };
    const rules = policy({ rounding: { method: "controlled", to: 5 } });
    expect(evidenceOf([people(1), people(2), share], rules)[2]).toMatchObject({
      truth: { kind: "share", value: 0.5 },
      becomes: { kind: "absent", reason: "not-estimable" },
    });
  });
});

describe("[D112] a share that is none", () => {
  const share: Cell = { kind: "share", numerator: at(0), denominator: at(1) };
  const inside = (cells: readonly Cell[]) => evidenceOf(cells).map(({ row, truth }) => [row, truth.kind]);

  test("of nobody", () => {
    expect(inside([people(0), people(0), share])).toEqual([
      [0, "count"],
      [1, "count"],
    ]);
  });

  test("of a gap, or of words", () => {
    const gap: Cell = { kind: "absent", reason: "not-supplied" };
    expect(inside([gap, people(40), share])).toEqual([[1, "count"]]);
    expect(inside([people(40), gap, share])).toEqual([[0, "count"]]);
  });
});

describe("[D112] the counts to keep for later releases", () => {
  const one = column(
    [people(40), people(4), people(12), people(56), published(3), withoutPeople(7), people(80, "all")],
    { id: "test.one", sums: [{ total: at(3), parts: [at(2), at(0), at(1)] }] },
  );
  const two = column([people(30), people(50)], {
    id: "test.two",
    sumsElsewhere: [{ total: "all", parts: [at(1), at(0)] }],
  });
  const kept = (results: readonly Result[], rules: Policy, earlier: readonly EarlierRelease[] = []) =>
    release(results, rules, solver, { earlier }).evidence.counts;
  const inBrief = ({ counts }: KeptCounts) =>
    counts.map(({ key, value, people: behind, results, unprinted, ofPeople, printed, exact, roundingSteps }) => [
      JSON.parse(key).join(" "),
      value === behind ? value : `${value} of ${behind}`,
      results.join(" "),
      ...(unprinted ? ["unprinted"] : []),
      ...(ofPeople ? [] : ["exempt"]),
      ...(printed === undefined ? [] : [printed]),
      ...(exact ? ["exact"] : []),
      ...(roundingSteps === undefined ? [] : [`${roundingSteps} steps`]),
    ]);

  test("have what each was, what was printed of it and where, and which add up", () => {
    const counts = kept([one, two], policy());
    expect(inBrief(counts)).toEqual([
      ["all", 80, "test.one", 80],
      ["test.one r0 c0", 40, "test.one", 40],
      ["test.one r1 c0", 4, "test.one"],
      ["test.one r2 c0", 12, "test.one"],
      ["test.one r3 c0", 56, "test.one", 56],
      ["test.one r4 c0", 3, "test.one", "exempt", 3, "exact"],
      ["test.one r5 c0", 7, "test.one", "exempt", 7, "exact"],
      ["test.two r0 c0", 30, "test.two", 30],
      ["test.two r1 c0", 50, "test.two", 50],
    ]);
    const cell = (id: string) => JSON.stringify(id.split(" "));
    expect(counts.rounding).toEqual({ method: "none" });
    expect(counts.sums).toEqual([
      { total: cell("all"), parts: [cell("test.two r0 c0"), cell("test.two r1 c0")] },
      {
        total: cell("test.one r3 c0"),
        parts: [cell("test.one r0 c0"), cell("test.one r1 c0"), cell("test.one r2 c0")],
      },
    ]);
  });

  test("have the totals that no cell prints, counts of rows, and what two results print", () => {
    const shared = column([people(30, "few"), people(25)], { id: "test.three" });
    const alone = column([people(30, "few"), rows(90, 20)], {
      id: "test.four",
      sumsElsewhere: [{ total: "none", parts: [at(0), at(0)] }],
    });
    expect(inBrief(kept([shared, alone], policy()))).toEqual([
      ["few", 30, "test.three test.four", 30],
      ["none", 60, "", "unprinted"],
      ["test.four r1 c0", "90 of 20", "test.four", 90],
      ["test.three r1 c0", 25, "test.three", 25],
    ]);
  });

  test("do not hold the counts of earlier releases again, and know what stays printed exactly", () => {
    const rounding = nearest(5);
    const first = { id: "0001", counts: kept([column([people(43), people(30)])], policy()) };
    const gone = { id: "0002", counts: kept([column([people(90)], { id: "test.gone" })], policy()) };
    const counts = kept([column([people(43), people(52)])], policy({ rounding }), [first, gone]);
    expect(inBrief(counts)).toEqual([
      ["test.table r0 c0", 43, "test.table", 43],
      ["test.table r1 c0", 52, "test.table", 50],
    ]);
    expect(counts.rounding).toEqual(rounding);
  });
});

test("[D112] says what an earlier release printed of a number that is another one now", () => {
  const first = release([column([people(40), people(50), people(3)])], policy(), solver).evidence.counts;
  const second = release([column([people(60), people(50), people(20)])], policy(), solver).evidence.counts;
  const earlier = [
    { id: "0001", counts: first },
    { id: "0002", counts: second },
  ];
  const now = [column([people(90), people(50), people(4)])];
  const before = (releases: typeof earlier) =>
    release(now, policy(), solver, { earlier: releases }).evidence.results[0]?.cells.map((cell) => cell.before);
  expect(before(earlier.slice(0, 1))).toEqual([{ release: "0001", printed: 40 }, undefined, undefined]);
  expect(before(earlier)).toEqual([{ release: "0002", printed: 60 }, undefined, { release: "0002", printed: 20 }]);
});

const count = (value: number) => ({ kind: "count", value }) as const;

function evidenceOf(cells: readonly Cell[], rules = policy()): ResultEvidence["cells"] {
  const [one] = release([column(cells)], rules, solver).evidence.results;
  return one?.cells ?? [];
}
