import { expect, test } from "vitest";
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
