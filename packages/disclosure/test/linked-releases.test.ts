import { describe, expect, test } from "vitest";
import { type KeptRelease, linkedReleases, release as releaseWith } from "../src/index.ts";
import { column, people, solver, under } from "./made-up-results.ts";

const rules = under(10);
const table = (id: string, ...values: number[]) =>
  column(
    values.map((value) => people(value)),
    { id: `test.${id}` },
  );

/** What is kept of these results when they leave. */
function kept(id: string, results: ReturnType<typeof table>[]): KeptRelease {
  return { id, counts: releaseWith(results, rules, solver).evidence.counts };
}

const labels = (results: ReturnType<typeof table>[], before: KeptRelease[]) => {
  const { earlier, data } = linkedReleases(results, rules, before);
  return earlier.map((one) => (one.data === data ? "present" : one.data));
};

describe("[B68] earlier releases are of the present data", () => {
  test("where every count that both have is the same number, whatever else either has", () => {
    const before = kept("0001", [table("a", 12, 30), table("b", 40)]);
    expect(labels([table("a", 12, 30)], [before])).toEqual(["present"]);
    expect(labels([table("a", 12, 30), table("b", 40), table("c", 50)], [before])).toEqual(["present"]);
    expect(labels([table("a", 12, 31), table("b", 40)], [before])).toEqual(["0001"]);
  });

  test("or of that of the first release before them with which they agree", () => {
    const before = [kept("0001", [table("a", 12)]), kept("0002", [table("a", 13)]), kept("0003", [table("a", 12)])];
    expect(labels([table("a", 14)], before)).toEqual(["0001", "0002", "0001"]);
    expect(labels([table("a", 13)], before)).toEqual(["0001", "present", "0001"]);
  });

  test("so that the gate takes them: with a table added, with a number mended", () => {
    const before = [kept("0001", [table("a", 12, 30)])];
    for (const results of [[table("a", 12, 30), table("b", 20)], [table("a", 25, 30)]]) {
      expect(() => releaseWith(results, rules, solver, linkedReleases(results, rules, before))).not.toThrow();
    }
  });
});
