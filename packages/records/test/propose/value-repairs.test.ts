import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  proposeValueRepairs,
  type RawValue,
  type ValueRepairInput,
  type ValueRepairProposal,
} from "../../src/propose/value-repairs.ts";

describe("proposed value repairs", () => {
  it("[P5] names the method, the value and the counts of each delivery", () => {
    const proposals = propose({
      values: [
        raw("Albanian", 500),
        { value: "Albanain", counts: [one("2020/DW/referral.xls", 2), one("2021/DW/referral.xls", 1)] },
        raw("ALBANIAN", 4),
        raw("Albanian.", 2),
        raw("Alban ian", 2),
        raw("Albanian2", 3),
      ],
      canonical: ["Albanian"],
    });
    expect(proposals.map(({ raw, canonical, method, confidence }) => [raw, canonical, method, confidence])).toEqual([
      ["ALBANIAN", "Albanian", "case", "high"],
      ["Albanian.", "Albanian", "fingerprint", "high"],
      ["Albanian2", "Albanian", "trailing-mark", "medium"],
      ["Alban ian", "Albanian", "n-gram", "medium"],
      ["Albanain", "Albanian", "nearest-neighbour", "medium"],
    ]);
    expect(proposals[4]).toMatchObject({
      counts: [one("2020/DW/referral.xls", 2), one("2021/DW/referral.xls", 1)],
      total: 3,
      reason: "Nearly “Albanian”: 2 letters differ (a declared value).",
    });
  });

  it("[P6] suggests a declared value before a more frequent one", () => {
    const proposals = propose({ values: [raw("Vietnamise", 300), raw("Vietnamese", 2)], canonical: ["Vietnamese"] });
    expect(merges(proposals)).toEqual([["Vietnamise", "Vietnamese"]]);
  });

  it("[P6] suggests the most frequent value where none is declared", () => {
    const proposals = propose({ values: [raw("Strood", 3), raw("Strooed", 1), raw("STROOD", 2)] });
    expect(merges(proposals)).toEqual([
      ["STROOD", "Strood"],
      ["Strooed", "Strood"],
    ]);
  });

  it("[P6] takes a known nationality before a frequent misspelling", () => {
    expect(merges(propose({ values: [raw("Eritrian", 9), raw("Eritrean", 1)] }))).toEqual([["Eritrian", "Eritrean"]]);
  });

  it("[P7] leaves declared and decided values alone, and merges nothing into a decided one", () => {
    const proposals = propose({
      values: [raw("Croydon", 9), raw("Croyden", 3), raw("croyden", 1)],
      canonical: ["Croydon"],
      decided: new Set(["Croyden"]),
    });
    expect(merges(proposals)).toEqual([["croyden", "Croydon"]]);
  });

  it.each([
    ["Nigerian", "Nigerien"],
    ["Niger", "Nigeria"],
    ["Mauritanian", "Mauritian"],
    ["Mauritania", "Mauritius"],
    ["Australian", "Austrian"],
    ["Australia", "Austria"],
    ["Malawian", "Malaysian"],
    ["South Sudanese", "Sudanese"],
    ["South Sudan", "Sudan"],
    ["Dominica", "Dominican"],
    ["Dominican", "Dominican Republic"],
    ["Iran", "Iraq"],
    ["Slovak", "Slovene"],
    ["Guinean", "Guyanese"],
    ["Gambian", "Zambian"],
  ])("[P8] never merges %s and %s, declared or not, in any case, however rare", (a, b) => {
    for (const values of [
      [raw(a, 40), raw(b, 1)],
      [raw(a, 1), raw(b, 40)],
      [raw(a.toUpperCase(), 1), raw(b.toLowerCase(), 1)],
    ]) {
      expect(propose({ values })).toEqual([]);
      expect(merges(propose({ values, canonical: [a] })).flat()).not.toContain(b);
    }
    expect(propose({ values: [raw(a, 1), raw(b, 1)], canonical: [a, b] })).toEqual([]);
  });

  it.each([
    ["East Sussex", "West Sussex"],
    ["North Yorkshire", "South Yorkshire"],
    ["accompanied", "unaccompanied"],
    ["Documented", "Undocumented"],
    ["Site 11", "Site 12"],
    ["Aged 16-17", "Aged 16-18"],
    ["Key stage II", "Key stage III"],
    ["In education", "Not in education"],
  ])("[P8] never merges %s and %s", (a, b) => {
    expect(propose({ values: [raw(a, 40), raw(b, 1)], canonical: [a] })).toEqual([]);
  });

  it("[P8] never merges two values that are both in real use, unless they are the same words", () => {
    expect(propose({ values: [raw("Barnet", 60), raw("Burnet", 40)] })).toEqual([]);
    expect(merges(propose({ values: [raw("Barnet", 60), raw("barnet", 40)] }))).toEqual([["barnet", "Barnet"]]);
    expect(merges(propose({ values: [raw("Barnet", 60), raw("Burnet", 4)] }))).toEqual([["Burnet", "Barnet"]]);
  });

  it("[P8] keeps the study's own pairs apart, for footnote marks too", () => {
    const values = [raw("Marsden", 60), raw("Marsdon", 1), raw("MARSDEN*", 1)];
    expect(merges(propose({ values }))).toHaveLength(2);
    expect(
      propose({
        values,
        mustNotMerge: [
          ["marsdon", "Marsden"],
          ["Marsden*", "Marsden"],
        ],
      }),
    ).toEqual([]);
  });

  it("[P9] says when another value is as near, and is then less sure", () => {
    const proposals = propose({ values: [raw("Harsden", 21), raw("Marsden", 20), raw("Barsden", 1)] });
    expect(proposals).toMatchObject([
      { raw: "Barsden", canonical: "Harsden", confidence: "low", alternatives: ["Marsden"] },
    ]);
    const irani = propose({ values: [raw("Iraqi", 20), raw("Irani", 1)] });
    expect(irani).toMatchObject([{ raw: "Irani", canonical: "Iraqi", confidence: "low", alternatives: ["Iran"] }]);
  });

  it("[P10] strips footnote marks glued to a value, never a number of its own", () => {
    const proposals = propose({
      values: [raw("England9", 40), raw("England²", 1), raw("England [note 4]", 1), raw("20165", 3), raw("20171", 1)],
      canonical: ["England", "2016"],
    });
    expect(merges(proposals)).toEqual([
      ["England9", "England"],
      ["20165", "2016"],
      ["England [note 4]", "England"],
      ["England²", "England"],
    ]);
    expect(propose({ values: [raw("Year 2", 9), raw("Year", 20)] })).toEqual([]);
    expect(propose({ values: [raw("2016", 50), raw("20165", 1)] })).toEqual([]);
  });

  it("[P11] gives the same proposals for the same values in any order, and never chains", () => {
    const pool = [
      "Barnet",
      "Burnet",
      "barnet",
      "Barnett",
      "Barnet1",
      "Bar net",
      "Bamet",
      "Croydon",
      "Croyden",
      "Croydn",
    ];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...pool), fc.integer({ min: 0, max: 30 })), {
          selector: ([value]) => value,
        }),
        (counted) => {
          const values = counted.map(([value, count]) => raw(value, count));
          const proposals = propose({ values });
          expect(propose({ values: [...values].reverse() })).toEqual(proposals);
          const replaced = new Set(proposals.map((proposal) => proposal.raw));
          expect(replaced.size).toBe(proposals.length);
          for (const proposal of proposals) expect(replaced).not.toContain(proposal.canonical);
        },
      ),
      { seed: 6 },
    );
  });

  it("refuses counts and values that cannot be", () => {
    expect(() => propose({ values: [raw("a", -1)] })).toThrow(new RangeError("count in d is not from 0: -1"));
    expect(() => propose({ values: [raw("a", 1), raw("a", 1)] })).toThrow(RangeError);
    expect(propose({ values: [raw("", 3), raw("-", 2), raw("…", 2)] })).toEqual([]);
  });
});

function propose(input: Partial<ValueRepairInput> & Pick<ValueRepairInput, "values">): ValueRepairProposal[] {
  return proposeValueRepairs({ variable: "v", canonical: [], decided: new Set(), ...input });
}

function raw(value: string, count: number): RawValue {
  return { value, counts: [one("d", count)] };
}

function one(delivery: string, count: number): { delivery: string; count: number } {
  return { delivery, count };
}

function merges(proposals: readonly ValueRepairProposal[]): [string, string][] {
  return proposals.map((proposal) => [proposal.raw, proposal.canonical]);
}
