import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stataNames } from "../../src/export/stata-names.ts";

describe("[E6] Stata names", () => {
  it.each([
    ["gender", "gender"],
    ["Âge at referral", "age_at_referral"],
    ["2020", "v2020"],
    ["", "v"],
    ["if", "v_if"],
    ["str20", "v_str20"],
    ["_n", "v_n"],
    ["exploitation_organ_harvesting_or_other", "exploitation_organ_harvesting_or"],
  ])("of %j is %j", (variable, stata) => {
    expect(stataNames([variable])).toEqual([{ variable, stata }]);
  });

  it("keep a valid name and number the ones that clash with it", () => {
    expect(stataNames(["a b", "a_b", "A_B", "a-b"]).map(({ stata }) => stata)).toEqual([
      "a_b_2",
      "a_b",
      "A_B_3",
      "a_b_4",
    ]);
  });

  it("are valid and unique for any names", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: fc.constantFrom("a", "A", "é", "_", "1", " ", "日"), maxLength: 40 })),
        (variables) => {
          const names = stataNames(variables);
          expect(names.map(({ variable }) => variable)).toEqual(variables);
          for (const { stata } of names) expect(stata).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,31}$/);
          expect(new Set(names.map(({ stata }) => stata.toLowerCase())).size).toBe(variables.length);
        },
      ),
      { seed: 8 },
    );
  });

  it("refuse a variable named twice", () => {
    expect(() => stataNames(["a", "b", "a"])).toThrow(new RangeError('variable named twice: "a"'));
  });
});
