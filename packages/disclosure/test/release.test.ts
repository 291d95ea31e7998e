import type { Cell, Result, Sentence } from "@plait/study";
import { describe, expect, expectTypeOf, test } from "vitest";
import * as disclosure from "../src/index.ts";
import { isReleased, type Release, type Released, type ReleasedCell } from "../src/index.ts";
import {
  at,
  column,
  people,
  policy,
  release,
  releaseOne,
  result,
  row,
  shownColumn,
  withoutPeople,
} from "./made-up-results.ts";

const share = (numerator: number, denominator: number): Cell => ({
  kind: "share",
  numerator: at(numerator),
  denominator: at(denominator),
});

describe("[D1]-[D4] only the gate makes what is released", () => {
  test("types refuse an imitation", () => {
    const render = (input: Released<Release>): number => input.value.results.length;
    const genuine = release([], policy());
    expect(render(genuine)).toBe(0);
    const imitation = { value: genuine.value };
    // @ts-expect-error: an object of the same shape has not passed the gate.
    expect(() => render(imitation)).not.toThrow();
    expectTypeOf(genuine).toEqualTypeOf<Released<Release>>();
    expectTypeOf<{ value: Release }>().not.toExtend<Released<Release>>();
  });

  test("at run time copies and imitations are told apart from the real thing", () => {
    const genuine = release([], policy());
    expect(isReleased(genuine)).toBe(true);
    for (const imitation of [
      { value: genuine.value },
      { ...genuine },
      Object.create(genuine),
      structuredClone(genuine),
    ]) {
      expect(isReleased(imitation)).toBe(false);
    }
    for (const nothing of [undefined, null, 1, "released", {}, []]) expect(isReleased(nothing)).toBe(false);
  });

  test("the class cannot be used from outside", () => {
    const maker = release([], policy()).constructor;
    expect(() => Reflect.construct(maker, [Symbol("from the disclosure gate"), {}])).toThrow(TypeError);
    expect(() => Reflect.construct(maker, [undefined, {}])).toThrow(TypeError);
    const exported = Object.values(disclosure).filter((value) => typeof value === "function");
    expect(exported).not.toContain(maker);
  });

  test("nothing can be put in after the gate, nor through the caller's objects", () => {
    const notes = ["A note."];
    const released = release([column([people(20)], { notes })], policy());
    notes.push("3 people");
    expect(released.value.results[0]?.notes).toEqual(["A note."]);
    for (const frozen of [released, released.value.results, released.value.results[0]?.rows[0]?.cells[0]]) {
      expect(Object.isFrozen(frozen)).toBe(true);
    }
  });
});

describe("[D5]-[D7] what leaves", () => {
  test("no trace of a hidden number: another table a reader could not tell apart is released to the same bytes", () => {
    const tableOf = (first: number, second: number) =>
      column([people(first, "wide.small"), people(second), people(40), people(60 + first + second - 20)], {
        sums: [{ total: at(3), parts: [at(0), at(1), at(2)] }],
      });
    const one = releaseOne(tableOf(7, 13), policy());
    const other = releaseOne(tableOf(6, 14), policy());
    expect(shownColumn(one)).toEqual(["c:threshold", "c:secondary", "40", "60"]);
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    expect(one.rows[0]?.cells[0]).toEqual({ kind: "withheld", marker: "c", because: "threshold" });
  });

  test("people, names, rows of deliveries and whatever else a caller hung on stay inside", () => {
    const stowaway = { ...people(20, "wide.rows"), urn: "URN000001" };
    const input: Result = {
      ...column([stowaway]),
      provenance: {
        inputs: [{ period: "2020", group: "DW", kind: "referral", rows: 4, contentDigest: "d1" }],
        steps: ["link"],
      },
    };
    const released = releaseOne(input, policy());
    expect(released.rows[0]?.cells[0]).toEqual({ kind: "count", value: 20 });
    expect(released.provenance).toEqual({
      inputs: [{ period: "2020", group: "DW", kind: "referral", contentDigest: "d1" }],
      steps: ["link"],
    });
    expect(JSON.stringify(released)).not.toMatch(/URN000001|wide\.rows|"rows":4/);
  });

  test("texts, absent cells and figures without people pass", () => {
    const table = column([
      { kind: "text", text: "supplied" },
      { kind: "absent", reason: "not-supplied", note: "Not passed on" },
      withoutPeople(3),
    ]);
    const released = releaseOne(table, policy());
    expect(released.rows.map(({ cells }) => cells[0])).toEqual([
      { kind: "text", text: "supplied" },
      { kind: "absent", reason: "not-supplied", note: "Not passed on" },
      { kind: "count", value: 3 },
    ]);
    expect(released.disclosure.checks).toEqual([
      "No rule applies where no people stand behind a number: It counts months.",
    ]);
  });

  test("shares follow their counts: withheld with them, absent with them, and of nothing there is none", () => {
    const table = column([
      people(30),
      people(4),
      people(40),
      { kind: "absent", reason: "not-supplied" },
      withoutPeople(0),
      share(0, 2),
      share(1, 2),
      share(0, 1),
      share(3, 2),
      share(0, 4),
    ]);
    expect(shownColumn(releaseOne(table, policy())).slice(5)).toEqual([
      "75.0%",
      "c:rests-on-withheld",
      "c:rests-on-withheld",
      "-",
      "-",
    ]);
  });

  test("rows that cannot be traced to people count as one person each", () => {
    const assumed = (value: number): Cell => ({
      kind: "count",
      value,
      people: { kind: "assumed", people: value, why: "The NRM extract has no reference number." },
    });
    const released = releaseOne(column([assumed(9), assumed(10)]), policy());
    expect(shownColumn(released)).toEqual(["c:threshold", "10"]);
    expect(released.disclosure.checks.at(-1)).toContain("no reference number");
  });

  test("a count of 40 rows of nobody is withheld rather than believed", () => {
    const table = column([{ kind: "count", value: 40, people: { kind: "counted", people: 0 } }]);
    expect(shownColumn(releaseOne(table, policy()))).toEqual(["c:threshold"]);
  });

  test("the record tells status, checks and how many cells were withheld", () => {
    const table = column([people(4), people(20), people(24), share(0, 2), share(1, 2)], {
      sums: [{ total: at(2), parts: [at(0), at(1)] }],
    });
    const { disclosure: record } = releaseOne(table, policy());
    expect(record.status).toBe("released-with-withheld-cells");
    expect(record.withheld).toEqual({ primary: 1, secondary: 1, either: 0, following: 2, sentences: 0 });
    expect(record.checks).toContain("Numbers with fewer than 10 people behind them are withheld and shown as [c].");
    expect(releaseOne(column([people(4)]), policy()).disclosure.status).toBe("withheld");
    expect(releaseOne(column([people(40)]), policy()).disclosure.status).toBe("released");
  });
});

describe("[D8] sentences", () => {
  const table = (...sentences: Sentence[]) => column([people(30), people(4), people(50)], { sentences });

  test("take their numbers from released cells", () => {
    const released = releaseOne(table({ parts: ["There were ", { cell: at(0) }, "."], restsOn: [at(2)] }), policy());
    expect(released.sentences).toEqual([
      { parts: ["There were ", { place: at(0), cell: { kind: "count", value: 30 }, show: "value" }, "."] },
    ]);
  });

  test("are dropped whole when they print or rest on a withheld cell, and counted", () => {
    const released = releaseOne(
      table(
        { parts: [{ cell: at(0) }, " of whom ", { cell: at(1) }], restsOn: [] },
        { parts: ["Few of them stayed."], restsOn: [at(1)] },
        { parts: ["All is well."], restsOn: [] },
      ),
      policy(),
    );
    expect(released.sentences).toEqual([{ parts: ["All is well."] }]);
    expect(released.disclosure.withheld.sentences).toBe(2);
  });

  test("cannot show the interval of a count or a cell outside the table", () => {
    const interval = table({ parts: [{ cell: at(0), show: "interval" }], restsOn: [] });
    expect(() => release([interval], policy())).toThrow(/cell \(r0, c0\): has no interval/);
    expect(() => release([table({ parts: [], restsOn: [at(9)] })], policy())).toThrow(RangeError);
  });
});

describe("[D9] fails closed", () => {
  test.each<[string, Result, RegExp]>([
    [
      "a sum that does not add up, named without its values",
      column([people(31), people(42), people(77)], { sums: [{ total: at(2), parts: [at(0), at(1)] }] }),
      /^result test\.table: cell \(r2, c0\): is not the sum of its parts: \(r0, c0\), \(r1, c0\)$/,
    ],
    [
      "a sum of text",
      column([people(1), { kind: "text", text: "a" }], { sums: [{ total: at(0), parts: [at(1)] }] }),
      /"text"/,
    ],
    ["a sum of itself", column([people(20)], { sums: [{ total: at(0), parts: [at(0)] }] }), /a part of itself/],
    [
      "a share of a share",
      column([people(20), share(0, 0), share(1, 0)]),
      /cell \(r2, c0\): a share must be of counts/,
    ],
    ["a share of a cell outside the table", column([people(20), share(5, 0)]), /no cell at row 5/],
    ["half a person", column([people(20.5)]), /must be a whole number/],
    ["fewer than nobody", column([people(-1)]), /must be a whole number/],
    ["a row of the wrong length", result({ rows: [row("a", [people(20)]), row("b", [])] }), /row b has 0 cells/],
    ["two rows of one name", result({ rows: [row("a", [people(20)]), row("a", [people(20)])] }), /two are called "a"/],
  ])("%s", (_, input, message) => {
    expect(() => release([input], policy())).toThrow(RangeError);
    expect(() => release([input], policy())).toThrow(message);
  });

  test("two results of one name", () => {
    expect(() => release([column([people(20)]), column([people(20)])], policy())).toThrow(
      /two are called "test.table"/,
    );
  });

  test("kinds of cell, people, figure and rule that the gate does not know", () => {
    // Callers without types can hand over anything.
    const unknownCell = { kind: "histogram" } as unknown as Cell;
    const unknownPeople = { kind: "count", value: 1, people: { kind: "guessed" } } as unknown as Cell;
    const unknownFigure = { kind: "pie" } as unknown as NonNullable<Result["figure"]>;
    const unknownRule = { operator: "~", people: 10 } as unknown as disclosure.Policy["threshold"];
    expect(() => release([column([unknownCell])], policy())).toThrow(TypeError);
    expect(() => release([column([unknownPeople])], policy())).toThrow(TypeError);
    expect(() => release([column([people(20)], { figure: unknownFigure })], policy())).toThrow(TypeError);
    expect(() => release([column([people(20)])], policy({ threshold: unknownRule }))).toThrow(TypeError);
  });

  test("a released cell is one of seven kinds, and a withheld one has no room for a value", () => {
    expectTypeOf<Extract<ReleasedCell, { kind: "withheld" }>>().not.toHaveProperty("value");
  });
});
