import { expect, test } from "vitest";
import type { ReleasedCell } from "../src/index.ts";
import { releasable } from "../src/releasable.ts";
import { people, policy, releaseOne, result, row, under } from "./made-up-results.ts";

const table = result({
  rows: [row("a", [people(20), people(4)]), row("b", [people(30), people(15)]), row("c", [people(12), people(0)])],
});

// [D80]
test("names the rows and columns that stay whole, and how many people a number needs", () => {
  expect(releaseOne(table, under(10)).disclosure.releasable).toEqual({
    leastPeople: 10,
    rows: [
      { id: "b", label: "b" },
      { id: "c", label: "c" },
    ],
    columns: [{ id: "c0", label: "Column 0" }],
  });
  const opensafely = policy({ threshold: { people: 7, operator: "<=" }, zeros: { rule: "safe", reason: "none" } });
  expect(releaseOne(table, opensafely).disclosure.releasable?.leastPeople).toBe(8);
});

test("rows and columns of a group keep its name", () => {
  const columns = [
    { id: "c0", label: "Girls", group: "2019", unit: "people" },
    { id: "c1", label: "Boys", unit: "people" },
  ] as const;
  const rows = [{ ...row("a", [people(20), people(4)]) }, { ...row("b", [people(30), people(15)]), group: "London" }];
  expect(releaseOne(result({ columns, rows }), under(10)).disclosure.releasable).toEqual({
    leastPeople: 10,
    rows: [{ id: "b", label: "b", group: "London" }],
    columns: [{ id: "c0", label: "Girls", group: "2019" }],
  });
});

test("is said of numbers withheld to protect others, and of none that is withheld for another reason", () => {
  const sums = [{ total: { row: 0, column: 2 }, parts: [0, 1].map((at) => ({ row: 0, column: at })) }];
  const together = result({
    rows: [row("a", [people(4), people(16), people(20)]), row("b", [people(40), people(50), people(60)])],
    sums,
  });
  expect(releaseOne(together, under(10)).disclosure.releasable?.rows).toEqual([{ id: "b", label: "b" }]);
  const alike = { kind: "mean", identical: true } as const;
  const mean = {
    kind: "statistic",
    value: 3,
    digits: 1,
    people: { kind: "counted", people: 40 },
    measure: alike,
  } as const;
  const only = result({ rows: [row("a", [mean, people(20)])] });
  expect(releaseOne(only, under(10)).rows[0]?.cells[0]).toMatchObject({
    kind: "withheld",
    because: "identical-values",
  });
  expect(releaseOne(only, under(10)).disclosure).not.toHaveProperty("releasable");
});

test.each<[Extract<ReleasedCell, { kind: "withheld" }>["because"], boolean]>([
  ["threshold", true],
  ["secondary", true],
  ["threshold-or-secondary", true],
  ["model-level", false],
  ["residual-df", false],
  ["leverage", false],
  ["extreme", false],
  ["identical-values", false],
  ["dominance", false],
  ["needs-review", false],
  ["curve-step", false],
  ["rests-on-withheld", false],
])("[D80] a number withheld for %s is withheld for how many people stand behind it: %s", (because, isForPeople) => {
  const columns = [{ id: "c0", label: "Column 0", unit: "people" }] as const;
  const withheld = { kind: "withheld", marker: "c", because } as const;
  const rows = [{ id: "a", label: "a", cells: [withheld] }];
  const none = { leastPeople: 10, rows: [], columns: [] };
  expect(releasable(columns, rows, under(10))).toEqual(isForPeople ? none : undefined);
});

test("a row of which a part is a gap is whole where nothing of it is withheld", () => {
  const half = result({
    rows: [row("a", [people(3), people(30)]), row("b", [people(20), { kind: "absent", reason: "not-supplied" }])],
  });
  expect(releaseOne(half, under(10)).disclosure.releasable).toMatchObject({
    rows: [{ id: "b" }],
    columns: [{ id: "c1" }],
  });
});

test("a row of nothing but gaps is not called whole", () => {
  const gaps = result({
    rows: [
      row("a", [people(3), people(20)]),
      row("b", [
        { kind: "absent", reason: "not-supplied" },
        { kind: "absent", reason: "not-supplied" },
      ]),
    ],
  });
  expect(releaseOne(gaps, under(10)).disclosure.releasable?.rows).toEqual([]);
});

test("is not said where nothing is withheld for people", () => {
  expect(releaseOne(result({ rows: [row("a", [people(20)])] }), under(10)).disclosure).not.toHaveProperty("releasable");
});

// [D5] [D80] What is said follows from the marks alone.
test("says the same of two tables with the same marks", () => {
  const one = releaseOne(result({ rows: [row("a", [people(4), people(11)])] }), under(10));
  const other = releaseOne(result({ rows: [row("a", [people(9), people(11)])] }), under(10));
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});
