import type { Result } from "@plait/study";
import { seededRandom } from "@plait/study";
import highsModule from "highs";
import { expect, test } from "vitest";
import { releaseOne, under, withMargins } from "./made-up-results.ts";
import { type ReadersView, readersView } from "./reader.ts";

// The package's types describe its CommonJS form; as an ES module the default export is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

test("[D20] linear programming leaves no hidden count of a released 12 by 7 table at one value", async () => {
  const random = seededRandom("audit by linear programming");
  const inner = Array.from({ length: 12 }, () =>
    Array.from({ length: 7 }, () => (random.next() < 0.15 ? random.integer(10) : 10 + random.integer(60))),
  );
  const table: Result = withMargins(inner);
  const rules = under(10, "disclosive");
  const view = readersView([table], [releaseOne(table, rules)], rules);
  const highs = await loadHighs();
  const hidden = [...view.counts.keys()].filter((key) => typeof view.counts.get(key) === "object");
  expect(hidden.length).toBeGreaterThan(10);
  for (const key of hidden) {
    const [least, most] = ["Minimize", "Maximize"].map((direction) => {
      const solution = highs.solve(programme(view, key, direction));
      return solution.Status === "Unbounded" ? Number.POSITIVE_INFINITY : solution.ObjectiveValue;
    });
    // Margins make the matrix totally unimodular: the ends are whole numbers and both are possible.
    expect(Math.round(most ?? 0), key).toBeGreaterThan(Math.round(least ?? 0));
  }
});

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
