import { describe, expect, test } from "vitest";
import { needingProof } from "../src/hiding.ts";
import { Proofs } from "../src/proofs.ts";
import { assertProved } from "../src/proved-hiding.ts";
import { type MadeUpCount, madeUp, untold } from "./made-up-counts.ts";
import { policy } from "./made-up-results.ts";

describe("[D20] [D2A] every proof is verified again before anything leaves", () => {
  const study = madeUp({ a: { value: 4, from: 1, to: 9 }, b: 20, t: 24, gap: { value: 6, inCells: false } }, [
    ["a", "b", ["t", -1]],
  ]);
  const table = (a: number, b: number) =>
    new Map([
      [study.one("a"), a],
      [study.one("b"), b],
    ]);
  const check = (tables: ReturnType<typeof table>[], sealed: string[] = [], range = 5) => {
    const hiding = { hidden: study.some("a", "b", "gap"), sealed: study.some(...sealed), proofs: new Proofs(tables) };
    return () => assertProved(hiding, untold, policy({ protection: { range } }));
  };

  test("tables far enough apart are let through", () => {
    expect(check([table(5, -5)])).not.toThrow();
    expect(check([table(2, -2), table(-3, 3)])).not.toThrow();
    expect(check([table(1, -1)], [], 1)).not.toThrow();
  });

  test("what is withheld whole with its neighbours needs none", () => {
    expect(check([], ["a", "b"])).not.toThrow();
  });

  test.each([
    ["no table", []],
    ["tables too near", [table(2, -2), table(-2, 2)]],
    ["a table that does not add up", [table(5, -4)]],
    ["a table that a reader can rule out", [table(6, -6)]],
    ["a table too near and one that is none", [table(1, -1), table(-4, 4)]],
  ])("%s is an error", (_, tables) => {
    expect(check(tables)).toThrow(new Error("a withheld count is without proof that it cannot be worked out"));
  });

  test.each<[string, boolean, MadeUpCount]>([
    ["fails and stands in a cell", true, { value: 4 }],
    ["fails and stands in none", true, { value: 4, primary: true, inCells: false }],
    ["is withheld for another", true, { value: 20 }],
    ["is safe and stands in no cell", false, { value: 20, inCells: false }],
  ])("whether a count needs one that %s: %s", (_, needs, count) => {
    const { one, some } = madeUp({ x: count }, []);
    expect(needingProof([one("x")], new Set())).toEqual(needs ? [one("x")] : []);
    const verify = () => assertProved({ hidden: some("x"), sealed: some(), proofs: new Proofs() }, untold, policy());
    if (needs) expect(verify).toThrow(/without proof/);
    else expect(verify).not.toThrow();
  });

  test("a shown count may not have changed", () => {
    const hiding = { hidden: study.some("a"), sealed: study.some(), proofs: new Proofs([table(1, -1)]) };
    expect(() => assertProved(hiding, untold, policy())).toThrow(/without proof/);
  });
});
