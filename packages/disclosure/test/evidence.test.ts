import type { Cell } from "@plait/study";
import { describe, expect, test } from "vitest";
import { type ResultEvidence, release } from "../src/index.ts";
import { at, column, people, policy, published, solver } from "./made-up-results.ts";

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
