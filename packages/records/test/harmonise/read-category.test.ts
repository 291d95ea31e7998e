import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCategory, readTokens, splitTokens } from "../../src/harmonise/read-category.ts";

const cell = (shown: string) => ({ shown, underlying: null, date1904: false });

describe("[H7] a category", () => {
  const repairs = new Map([
    ["F", "Female"],
    ["x", null],
  ]);
  const declared = new Set(["Female", "Male", "Not known"]);

  it("is what it is after its repair, with spaces mended", () => {
    expect(readCategory(cell("Male"), repairs, declared)).toEqual({ kind: "value", value: "Male", change: null });
    expect(readCategory(cell("\u00a0Not \n known\u200b"), repairs, declared)).toMatchObject({
      value: "Not known",
      change: "spaces",
    });
    expect(readCategory(cell(" F "), repairs, declared)).toMatchObject({ value: "Female", change: "value-repair" });
  });

  it("counts case: only a decision makes f of F", () => {
    expect(readCategory(cell("f"), repairs, declared)).toEqual({ kind: "problem", reason: "unknown-value" });
    expect(readCategory(cell("male"), repairs, declared)).toEqual({ kind: "problem", reason: "unknown-value" });
    expect(readCategory(cell("male"), repairs, null)).toMatchObject({ value: "male" });
  });

  it("can be decided to be no value", () => {
    expect(readCategory(cell("x"), repairs, declared)).toEqual({ kind: "missing", change: "value-repair" });
    expect(readCategory(cell("  "), repairs, declared)).toEqual({ kind: "missing", change: null });
  });
});

describe("[H8] a field that lists several values", () => {
  const values = ["Labour", "Sexual", "Criminal", "Domestic and agricultural"];
  const separators = [";", ",", "&", " and ", "/", "+"];
  const repairs = new Map<string, string | null>([
    ["Labuor", "Labour"],
    ["TBC", null],
    ["Both", "Labour; Sexual"],
    ["sex", "Sexual"],
  ]);
  const read = (shown: string) => readTokens(cell(shown), repairs, values, ["Not known", "Unclear"], separators);

  it.each([
    "Labour; Sexual",
    "Sexual,Labour",
    "Labour & Sexual",
    "Sexual AND Labour",
    "Labour/Sexual/Labour",
    "Labour+sex",
  ])("%s is Labour and Sexual, in declared order and each once", (shown) => {
    expect(read(shown)).toMatchObject({ kind: "value", value: "Labour; Sexual" });
  });

  it("keeps a declared value whole that holds a separator itself", () => {
    expect(read("Domestic and agricultural")).toMatchObject({ value: "Domestic and agricultural", change: null });
    expect(read("Labour and Domestic and agricultural and Sexual")).toMatchObject({
      value: "Labour; Sexual; Domestic and agricultural",
    });
  });

  it("is the unknown answer where it is the only one, and not where there is another", () => {
    expect(read("Not known")).toMatchObject({ value: "Not known", change: null });
    expect(read("Unclear / Not known")).toMatchObject({ value: "Not known", change: "spaces" });
    expect(read("Labour; Not known")).toMatchObject({ value: "Labour" });
  });

  it("takes decisions about a token and about the whole cell", () => {
    expect(read("Labuor; Sexual")).toMatchObject({ value: "Labour; Sexual", change: "value-repair" });
    expect(read("Both")).toMatchObject({ value: "Labour; Sexual", change: "value-repair" });
    expect(read("TBC")).toEqual({ kind: "missing", change: "value-repair" });
    expect(read("TBC; Sexual")).toMatchObject({ value: "Sexual" });
    expect(read("TBC / TBC")).toEqual({ kind: "missing", change: "value-repair" });
  });

  it("cannot be read at all when one token is not known", () => {
    expect(read("Labour; Debt bondage")).toEqual({ kind: "problem", reason: "unknown-token" });
    expect(read("labour")).toEqual({ kind: "problem", reason: "unknown-token" });
  });

  it("is the same set whatever the separator, order, spaces and repetition", () => {
    const some = fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 6 });
    const joint = fc.constantFrom("; ", ",", " & ", " and ", " / ", "+", ";;", " , and ");
    fc.assert(
      fc.property(some, joint, (chosen, between) => {
        const expected = values.filter((value) => chosen.includes(value)).join("; ");
        expect(read(chosen.join(between))).toMatchObject({ kind: "value", value: expected });
      }),
    );
  });

  it("is one token where no separator is declared", () => {
    expect(splitTokens("a; b", [], new Set())).toEqual(["a; b"]);
  });
});
