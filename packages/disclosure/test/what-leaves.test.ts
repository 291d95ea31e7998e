import type { Cell, FittedModel, Result, Sentence } from "@plait/study";
import { describe, expect, test } from "vitest";
import { release as gate, type Policy, type ReleasedCell, type WithheldReason } from "../src/index.ts";
import {
  at,
  column,
  flow,
  nearest,
  people,
  policy,
  published,
  release,
  releaseOne,
  result,
  row,
  shownColumn,
  solver,
  under,
  withoutPeople,
} from "./made-up-results.ts";
import { statistic } from "./made-up-statistics.ts";

const model: FittedModel = {
  id: "m1",
  label: "Time to leave",
  estimator: "OLS",
  observations: 120,
  residualDegreesOfFreedom: 116,
  parameters: 4,
  levels: [{ term: "girl", people: 60, complement: 60 }],
};
const estimate = (term = "girl", of = "m1"): Cell => ({
  kind: "estimate",
  estimate: 1.23456789,
  standardError: 0.123456789,
  interval: [0.987654321, 1.48148145],
  pValue: 0.0123456789,
  people: { kind: "counted", people: 120 },
  model: of,
  term,
});
const ofModel = (value: number, of = "m1"): Cell => ({
  kind: "statistic",
  value,
  digits: 2,
  people: { kind: "counted", people: 120 },
  model: of,
});
const withheldFor = (because: WithheldReason): ReleasedCell => ({ kind: "withheld", marker: "c", because });

describe("[D4] [D6] a result leaves whole but for what the rules take", () => {
  test("every field of it is there, and nothing else", () => {
    const whole: Result = {
      id: "whole.result",
      strand: "whole",
      title: "A whole result",
      summary: "All that can leave.",
      rowHeading: "What",
      columns: [
        { id: "n", label: "N", unit: "people", group: "2024" },
        { id: "m", label: "M", unit: "people" },
      ],
      rows: [
        { id: "a", label: "A", group: "Upper", cells: [people(40), estimate()] },
        { id: "b", label: "B", cells: [published(3), ofModel(0.4567)] },
        {
          id: "c",
          label: "C",
          cells: [
            { kind: "absent", reason: "not-supplied" },
            { kind: "absent", reason: "not-estimable", note: "No variance." },
          ],
        },
      ],
      sums: [],
      figure: { kind: "bars", title: "Bars", description: "Bars of people.", series: [] } as never,
      models: [model],
      sentences: [{ parts: ["There are ", { cell: at(0) }, "."], restsOn: [] }],
      notes: ["A note."],
      method: { name: "Count", variant: "plain", options: {}, source: "none", page: "none", version: "1" },
      provenance: { inputs: [], steps: ["link"] },
    };
    const { disclosure, ...rest } = releaseOne(whole, policy({ statistics: digits(3) }));
    expect(rest).toEqual({
      id: "whole.result",
      strand: "whole",
      title: "A whole result",
      summary: "All that can leave.",
      rowHeading: "What",
      columns: whole.columns,
      rows: [
        {
          id: "a",
          label: "A",
          group: "Upper",
          cells: [
            { kind: "count", value: 40 },
            {
              kind: "estimate",
              estimate: 1.23,
              standardError: 0.123,
              interval: [0.988, 1.48],
              pValue: 0.0123,
              model: "m1",
              term: "girl",
            },
          ],
        },
        {
          id: "b",
          label: "B",
          cells: [
            { kind: "count", value: 3, published: "Home Office" },
            { kind: "statistic", value: 0.457, digits: 2, model: "m1" },
          ],
        },
        {
          id: "c",
          label: "C",
          cells: [
            { kind: "absent", reason: "not-supplied" },
            { kind: "absent", reason: "not-estimable", note: "No variance." },
          ],
        },
      ],
      sums: [],
      figure: whole.figure,
      models: [{ id: "m1", label: "Time to leave", estimator: "OLS" }],
      sentences: [{ parts: ["There are ", { place: at(0), cell: { kind: "count", value: 40 }, show: "value" }, "."] }],
      notes: ["A note."],
      method: whole.method,
      provenance: { inputs: [], steps: ["link"] },
    });
    expect(Object.keys(disclosure).toSorted()).toEqual(["checks", "status", "withheld"]);
    expect(disclosure.status).toBe("released");
  });

  test("what it has not, it has not afterwards", () => {
    const released = releaseOne(column([people(40)]), policy());
    expect(released).not.toHaveProperty("figure");
    expect(released).not.toHaveProperty("models");
    expect(released.columns).toEqual([{ id: "c0", label: "Column 0", unit: "people" }]);
    expect(Object.keys(released.rows[0] ?? {})).toEqual(["id", "label", "cells"]);
    const [absent] = releaseOne(column([{ kind: "absent", reason: "not-supplied" }]), policy()).rows[0]?.cells ?? [];
    expect(Object.keys(absent ?? {})).toEqual(["kind", "reason"]);
  });

  test("a public statistic keeps all its digits, and one of a model may be public", () => {
    const value = 0.123456789;
    const public_: Cell = { kind: "statistic", value, digits: 9, people: { kind: "published", source: "ONS" } };
    const one = releaseOne(column([public_, statistic(value, 40)]), policy({ statistics: digits(3) }));
    expect(one.rows.map(({ cells }) => cells[0])).toEqual([
      { kind: "statistic", value, digits: 9 },
      { kind: "statistic", value: 0.123, digits: 2 },
    ]);
  });
});

describe("[D9] an estimate or a statistic of no model is refused", () => {
  test.each<[string, Cell, string]>([
    ["estimate", estimate("girl", "m2"), 'cell (r0, c0): no model "m2" in this result'],
    ["statistic", ofModel(0.5, "m2"), 'cell (r0, c0): no model "m2" in this result'],
  ])("%s", (_, cell, message) => {
    expect(() => releaseOne(column([cell], { models: [model] }), policy())).toThrow(
      new RangeError(`result test.table: ${message}`),
    );
    expect(() => releaseOne(column([cell]), policy())).toThrow(message);
    expect(() =>
      releaseOne(column([cell, people(3)], { models: [{ ...model, id: "m2" }, model] }), policy()),
    ).not.toThrow();
  });

  test("after review as well", () => {
    const wrong = column([ofModel(0.5, "m2")], { models: [model] });
    expect(() => release([wrong], policy(), [reviewOf("test.table")])).toThrow('no model "m2"');
  });
});

describe("[D54] a statistic of a model stands and falls with the number of people in its column", () => {
  const inColumns = (n: number, other: number) =>
    result({
      rows: [row("n", [people(n), people(other)]), row("r2", [ofModel(0.5), statistic(0.5, 120)])],
      models: [model],
    });

  test("withheld where it is, and only there", () => {
    const shown = releaseOne(inColumns(4, 40), policy()).rows.map(({ cells }) => cells);
    expect(shown[0]).toEqual([withheldFor("threshold"), { kind: "count", value: 40 }]);
    expect(shown[1]?.map(({ kind }) => kind)).toEqual(["withheld", "statistic"]);
    expect(shown[1]?.[0]).toEqual(withheldFor("rests-on-withheld"));
    const kept = releaseOne(inColumns(40, 4), policy()).rows.map(({ cells }) => cells);
    expect(kept[1]?.map(({ kind }) => kind)).toEqual(["statistic", "statistic"]);
  });
});

describe("[D7] shares", () => {
  const share = (numerator: number, denominator: number): Cell => ({
    kind: "share",
    numerator: at(numerator),
    denominator: at(denominator),
  });

  test("of nothing are said to be none", () => {
    const cells = [people(0), people(0), share(0, 1)];
    expect(releaseOne(column(cells), under(10)).rows[2]?.cells).toEqual([
      { kind: "absent", reason: "not-estimable", note: "A share of nothing." },
    ]);
  });

  test("of a number that is printed as nothing, or that is nothing among shares, too", () => {
    const toZero = policy({ rounding: { method: "controlled", to: 5 } });
    const small = releaseOne(column([people(1), people(2), share(0, 1)]), toZero);
    expect(small.rows[2]?.cells[0]).toMatchObject({ kind: "absent", reason: "not-estimable" });
  });

  test("of other cells are refused", () => {
    const cells = [people(40), { kind: "text", text: "forty" } as const, share(1, 0)];
    expect(() => releaseOne(column(cells), policy())).toThrow(
      'cell (r2, c0): a share must be of counts, not of "text"',
    );
  });

  test("marks of withheld parts come before gaps", () => {
    const gap: Cell = { kind: "absent", reason: "not-supplied" };
    const cells = [people(4), gap, people(40), share(1, 0), share(0, 1), share(1, 2)];
    expect(
      releaseOne(column(cells), policy())
        .rows.slice(3)
        .map((one) => one.cells[0]),
    ).toEqual([withheldFor("rests-on-withheld"), withheldFor("rests-on-withheld"), gap]);
  });
});

describe("[D17] [D19] words beside numbers", () => {
  const follows = (text: string, name: string): Cell => ({ kind: "text", text, follows: name });
  const tells = (text: string, ...names: readonly string[]): Cell => ({ kind: "text", text, tells: names });

  test("a word beside a number that controlled rounding prints as 0 goes, for none and for a few", () => {
    const controlled = policy({ rounding: { method: "controlled", to: 5 } });
    const cells = (...values: readonly number[]) => [
      ...values.map((value, index) => people(value, `n${index}`)),
      ...values.map((value, index) => follows(value === 0 ? "Empty" : "Some", `n${index}`)),
    ];
    expect(shownColumn(releaseOne(column(cells(0, 1, 20)), controlled)).slice(3)).toEqual([
      "c:rests-on-withheld",
      "c:rests-on-withheld",
      "Some",
    ]);
    const exempt: Cell = { ...withoutPeople(0), name: "months" } as Cell;
    expect(shownColumn(releaseOne(column([exempt, follows("Empty", "months")]), controlled))).toEqual(["0", "Empty"]);
    expect(shownColumn(releaseOne(column(cells(0, 12)), under(10))).slice(2)).toEqual(["Empty", "Some"]);
  });

  test("a word that names a number which no result has stands for itself", () => {
    expect(shownColumn(releaseOne(column([follows("Some", "none"), tells("P1", "none")]), policy()))).toEqual([
      "Some",
      "P1",
    ]);
  });

  test("codes of numbers that no rule asks to hide leave, also rounded", () => {
    const months: Cell = { ...withoutPeople(3), name: "months" } as Cell;
    const rules = policy({ rounding: nearest(5) });
    expect(shownColumn(releaseOne(column([months, tells("P1, P2, P3", "months")]), rules))).toEqual([
      "3",
      "P1, P2, P3",
    ]);
  });

  test("codes of a total that no cell prints are withheld", () => {
    const cells = [people(20), people(30), tells("P1 to P50", "all")];
    const elsewhere = column(cells, { sumsElsewhere: [{ total: "all", parts: [at(0), at(1)] }] });
    expect(shownColumn(releaseOne(elsewhere, policy()))).toEqual(["20", "30", "c:rests-on-withheld"]);
  });

  test("codes of a number that was printed before leave where it does", () => {
    const first = gate([column([people(12, "n")], { id: "first" })], policy(), solver).evidence.counts;
    const later = column([people(12, "n"), tells("P1 to P12", "n")], { id: "later" });
    const exactly = gate([later], policy(), solver, { earlier: [{ id: "0001", counts: first }] });
    expect(shownColumn(onlyOf(exactly.released.value.results))).toEqual(["12", "P1 to P12"]);
    const rounded = gate([later], policy({ rounding: nearest(5) }), solver, {
      earlier: [{ id: "0001", counts: first }],
    });
    expect(shownColumn(onlyOf(rounded.released.value.results))).toEqual(["12", "c:rests-on-withheld"]);
  });
});

describe("[D8] sentences", () => {
  const gap: Cell = { kind: "absent", reason: "not-supplied" };
  const said = (...sentences: readonly Sentence[]) =>
    releaseOne(column([people(40), gap, people(4), estimate()], { sentences, models: [model] }), policy());

  test("that print a gap are dropped, and those that only rest on one stay", () => {
    const { sentences, disclosure } = said(
      { parts: [{ cell: at(1) }, " people"], restsOn: [] },
      { parts: ["Not all is known."], restsOn: [at(1)] },
      { parts: ["Few."], restsOn: [at(0), at(2)] },
    );
    expect(sentences).toEqual([{ parts: ["Not all is known."] }]);
    expect(disclosure.withheld.sentences).toBe(2);
  });

  test("show an interval or a p-value of an estimate, and of nothing else", () => {
    const { sentences } = said({
      parts: [
        { cell: at(3), show: "interval" },
        { cell: at(3), show: "p-value" },
      ],
      restsOn: [],
    });
    expect(sentences[0]?.parts).toMatchObject([{ show: "interval" }, { show: "p-value" }]);
    expect(() => said({ parts: [{ cell: at(0), show: "p-value" }], restsOn: [] })).toThrow(
      "cell (r0, c0): has no p-value to show",
    );
    expect(() => said({ parts: [], restsOn: [at(9)] })).toThrow(
      new RangeError("result test.table: a sentence is about a cell outside the table"),
    );
  });

  test("written by people wait for a person, unless one has looked at the result", () => {
    const words: Sentence = { parts: ["I live with Sarah in Leeds."], restsOn: [], freeText: {} };
    const waiting = said(words, { parts: ["All is well."], restsOn: [] });
    expect(waiting.sentences).toEqual([{ parts: ["All is well."] }]);
    expect(waiting.disclosure.awaitingReview).toBe(1);
    const table = column([people(40)], { sentences: [words] });
    const [reviewed] = release([table], policy(), [reviewOf("test.table")]).value.results;
    expect(reviewed?.sentences).toEqual([{ parts: ["I live with Sarah in Leeds."] }]);
    expect(reviewed?.disclosure).not.toHaveProperty("awaitingReview");
  });
});

describe("[D10] the record of a result", () => {
  const counted = { kind: "counted", people: 40 } as const;
  const plain: Cell = { kind: "text", text: "months" };

  test.each<[string, readonly Cell[], string]>([
    ["all leaves", [people(40), plain], "released"],
    ["nothing leaves but words beside what was withheld", [people(4), plain], "withheld"],
    ["nothing leaves but a gap", [people(4), { kind: "absent", reason: "not-supplied" }], "withheld"],
    [
      "words that say for how many they stand are something",
      [people(4), { ...plain, people: counted }],
      "released-with-withheld-cells",
    ],
    [
      "of words alone, words are what it shows",
      [{ ...plain, people: { kind: "counted", people: 3 } }, plain],
      "released-with-withheld-cells",
    ],
    [
      "gaps do not make words a table of numbers",
      [{ ...plain, people: { kind: "counted", people: 3 } }, plain, { kind: "absent", reason: "not-supplied" }],
      "released-with-withheld-cells",
    ],
    ["an estimate that leaves is something", [people(4), statistic(2, 40)], "released-with-withheld-cells"],
  ])("%s", (_, cells, status) => {
    expect(releaseOne(column(cells), policy()).disclosure.status).toBe(status);
  });

  test("tells cells withheld for themselves from others, and from those of which it is not told", () => {
    const hidden = releaseOne(
      column([people(4), people(20), people(24), { kind: "share", numerator: at(0), denominator: at(2) }], {
        sums: [{ total: at(2), parts: [at(0), at(1)] }],
      }),
      policy(),
    );
    expect(hidden.disclosure.withheld).toEqual({ primary: 1, secondary: 1, either: 0, following: 1, sentences: 0 });
    const alike = { ...policy(), classDisclosure: { share: 0.9, action: "withhold" } } as Policy;
    const either = releaseOne(
      column([people(95), people(5), people(100)], { sums: [{ total: at(2), parts: [at(0), at(1)] }] }),
      alike,
    );
    expect(either.disclosure.withheld.either).toBe(2);
    expect(either.disclosure.status).toBe("released-with-withheld-cells");
  });

  test("says what a review let go: how many cells fail for themselves, and not those that follow", () => {
    const table = column([people(4), people(3), people(40), { kind: "share", numerator: at(0), denominator: at(2) }]);
    const [reviewed] = release([table], policy(), [reviewOf("test.table")]).value.results;
    expect(reviewed?.disclosure).toMatchObject({
      status: "released-after-review",
      review: { outcome: { kind: "released", failing: 2 } },
    });
  });
});

describe("[D9] results that cannot be told apart are refused", () => {
  test.each<[string, readonly Result[], string]>([
    ["results", [column([]), column([])], 'results: two are called "test.table"'],
    ["rows", [result({ rows: [row("a", []), row("a", [])] })], 'result test.table: rows: two are called "a"'],
    [
      "columns",
      [result({ rows: [], columns: ["a", "b"].map((label) => ({ id: "c", label, unit: "people" })) })],
      'result test.table: columns: two are called "c"',
    ],
  ])("%s", (_, results, message) => {
    expect(() => release(results, policy())).toThrow(new RangeError(message));
  });

  test.each(["flow", "heat-map", "lines", "bars", "intervals", "boards", "points"])(
    "a figure of %s is known",
    (kind) => {
      const figure = flow([{ role: "kept", cell: people(40) }]).figure;
      const drawn = {
        ...column([people(40)]),
        figure: kind === "flow" ? figure : { kind, title: "A figure", description: "" },
      };
      expect(() => release([drawn as Result], policy())).not.toThrow();
    },
  );

  test("another figure is not", () => {
    const drawn = { ...column([people(40)]), figure: { kind: "pie" } } as unknown as Result;
    expect(() => release([drawn], policy())).toThrow(new TypeError('unknown figure: {"kind":"pie"}'));
  });
});

describe("[D48] counts that are two steps away", () => {
  test("are told of where there are any, and are not where there are none", () => {
    const near = releaseOne(column([people(7), people(8)]), policy({ rounding: { method: "controlled", to: 5 } }));
    expect(near.disclosure).not.toHaveProperty("roundingSteps");
  });
});

describe("[D96] findings are about what leaves", () => {
  const table = (id: string) =>
    column([people(95), people(5), people(100)], { id, sums: [{ total: at(2), parts: [at(0), at(1)] }] });
  const findings = (results: readonly Result[]) =>
    gate(results, { ...under(4), classDisclosure: { share: 0.9, action: "review" } }, solver).evidence.results.map(
      ({ id, findings: found }) => [id, found.map(({ kind, row: place }) => [kind, place])],
    );

  test("of each result its own", () => {
    expect(findings([column([people(40)], { id: "plain" }), table("alike")])).toEqual([
      ["plain", []],
      ["alike", [["class-disclosure", 0]]],
    ]);
  });

  test("and none of what is withheld", () => {
    const [only] = gate([table("alike")], { ...under(10), classDisclosure: { share: 0.9, action: "review" } }, solver)
      .evidence.results;
    expect(only?.findings).toEqual([]);
  });
});

function digits(significantDigits: number): Policy["statistics"] {
  return { ...policy().statistics, significantDigits };
}

function reviewOf(id: string) {
  return {
    result: id,
    reason: "agreed",
    requested: { by: "A", on: "2024-05-02" },
    decision: { outcome: "release", by: "B", on: "2024-05-03" },
  } as const;
}

function onlyOf<T>(things: readonly T[]): T {
  const [only] = things;
  if (only === undefined || things.length > 1) throw new Error(`${things.length} instead of one`);
  return only;
}
