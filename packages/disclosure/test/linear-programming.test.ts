import type { Result, Sum } from "@plait/study";
import { type Random, seededRandom } from "@plait/study";
import { describe, expect, test } from "vitest";
import type { Policy } from "../src/index.ts";
import { at, people, release, result, row, solver, under, withMargins } from "./made-up-results.ts";
import { type ReadersView, readersView } from "./reader.ts";

/** The least and the most that a withheld count can be for a reader with a solver and no other cunning. */
function rangeOf(view: ReadersView, key: string): number {
  const [least, most] = ["Minimize", "Maximize"].map((direction) => {
    const solution = solver.solve(programme(view, key, direction));
    return solution.Status === "Unbounded" ? Number.POSITIVE_INFINITY : solution.ObjectiveValue;
  });
  return Math.round((most ?? 0) - (least ?? 0));
}

/** Sees that no reader comes closer than the policy allows, and says how many numbers were looked at. */
function attack(tables: readonly Result[], rules: Policy, about: string): number {
  const view = readersView(tables, release(tables, rules).value.results, rules);
  const hidden = [...view.counts].flatMap(([key, count]) => (typeof count === "number" ? [] : [{ key, ...count }]));
  for (const { key, truth } of hidden) {
    const fails = truth < rules.threshold.people && (truth > 0 || rules.zeros.rule !== "safe");
    expect(rangeOf(view, key), `${about}: ${key}`).toBeGreaterThanOrEqual(fails ? rules.protection.range : 1);
  }
  return hidden.length;
}

const counts = (random: Random, few: number) => (random.next() < few ? random.integer(10) : 10 + random.integer(60));
const wide = (zeros: "safe" | "disclosive"): Policy => ({ ...under(10, zeros), protection: { range: 5 } });
const grid = (random: Random, height: number, width: number, few: number) =>
  Array.from({ length: height }, () => Array.from({ length: width }, () => counts(random, few)));

// Sums of rows, columns and levels make networks: the ends found without whole numbers are whole.
describe("[D20] [D2A] an attacker by linear programming", () => {
  test.each([1, 5])("finds values %i apart at least for each hidden count of a table with margins", (range) => {
    const random = seededRandom("tables with margins");
    const rules = { ...wide("disclosive"), protection: { range } };
    expect(attack([withMargins(grid(random, 12, 7, 0.15))], rules, "12 by 7")).toBeGreaterThan(10);
    for (let run = 0; run < 12; run++) attack([withMargins(grid(random, 4, 4, 0.3))], rules, `run ${run}`);
  });

  test("gets no closer in tables with levels", () => {
    const random = seededRandom("tables with levels");
    for (let run = 0; run < 12; run++) {
      const zeros = random.next() < 0.5 ? ("safe" as const) : ("disclosive" as const);
      attack([withLevels(grid(random, 6, 3, 0.25), [2, 2, 2])], wide(zeros), `run ${run}`);
    }
  });

  test("gets no closer in tables that share a margin by name", () => {
    const random = seededRandom("linked tables");
    for (let run = 0; run < 12; run++) {
      const inner = grid(random, 4, 3, 0.25);
      const first = withMargins(inner, "by-age");
      const totals = inner.map((values) => values.reduce((sum, value) => sum + value, 0));
      // The same people of each row, split otherwise.
      const second = withMargins(
        totals.map((total) => {
          const some = random.integer(total + 1);
          return [some, total - some];
        }),
        "by-sex",
      );
      attack([named(first, 3), named(second, 2)], wide("disclosive"), `run ${run}`);
    }
  });
});

/** Row totals, at a column, bear names: they are the same numbers in every table. */
function named(table: Result, totals: number): Result {
  const rows = table.rows.map(({ cells, ...rest }) => ({
    ...rest,
    cells: cells.map((cell, column) =>
      cell.kind === "count" && column === totals ? { ...cell, name: `all of ${rest.id}` } : cell,
    ),
  }));
  return { ...table, rows };
}

/** Rows in groups with a subtotal each, and a total of all; every column a group of its own, with row totals. */
function withLevels(inner: readonly (readonly number[])[], groups: readonly number[]): Result {
  const add = (rows: readonly (readonly number[])[]) =>
    (rows[0] ?? []).map((_, column) => rows.reduce((sum, values) => sum + (values[column] ?? 0), 0));
  const lines: { readonly values: readonly number[]; readonly parts: readonly number[] }[] = [];
  const subtotals: number[] = [];
  let taken = 0;
  for (const size of groups) {
    const leaves = inner.slice(taken, taken + size);
    const first = lines.length;
    for (const values of leaves) lines.push({ values, parts: [] });
    subtotals.push(lines.length);
    lines.push({ values: add(leaves), parts: leaves.map((_, index) => first + index) });
    taken += size;
  }
  lines.push({ values: add(inner), parts: subtotals });
  const width = inner[0]?.length ?? 0;
  const sums: Sum[] = lines.flatMap(({ parts }, line) => [
    { total: at(line, width), parts: Array.from({ length: width }, (_, column) => at(line, column)) },
    ...(parts.length === 0
      ? []
      : Array.from({ length: width + 1 }, (_, column) => ({
          total: at(line, column),
          parts: parts.map((part) => at(part, column)),
        }))),
  ]);
  const rows = lines.map(({ values }, line) => {
    const all = values.reduce((sum, value) => sum + value, 0);
    return row(
      `r${line}`,
      [...values, all].map((value) => people(value)),
    );
  });
  return result({ rows, sums });
}

/** The CPLEX LP text of: the least or most that `key` can be, given all that is released. */
function programme(view: ReadersView, key: string, direction: string): string {
  const keys = [...view.counts.keys()];
  const nameOf = (one: string) => `x${keys.indexOf(one)}`;
  const sums = view.sums.map(({ total, parts }) => `${parts.map(nameOf).join(" + ")} - ${nameOf(total)} = 0`);
  const bounds = keys.map((one) => {
    const count = view.counts.get(one);
    if (typeof count === "number") return `${nameOf(one)} = ${count}`;
    const { lowest, highest } = count ?? { lowest: 0, highest: 0 };
    return `${lowest} <= ${nameOf(one)} <= ${Number.isFinite(highest) ? highest : "inf"}`;
  });
  return `${direction}\n obj: ${nameOf(key)}\nSubject To\n ${sums.join("\n ")}\nBounds\n ${bounds.join("\n ")}\nEnd`;
}
