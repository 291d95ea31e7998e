import type { Cell } from "@plait/study";
import { describe, expect, test } from "vitest";

import {
  at,
  column,
  nearest,
  people,
  policy,
  release,
  releaseOne,
  result,
  row,
  shownColumn,
  under,
} from "./made-up-results.ts";

function codes(text: string, behind: number, tells: readonly string[] = []): Cell {
  const cell = { kind: "text", text, people: { kind: "counted", people: behind } } as const;
  return tells.length === 0 ? cell : { ...cell, tells };
}

describe("[D16] texts about people", () => {
  test("are withheld when too few stand behind them; texts without people are not", () => {
    const table = column([
      codes("P1, P2", 2),
      codes("", 0),
      codes("P1 to P12", 12),
      { kind: "text", text: "supplied" },
    ]);
    const released = releaseOne(table, policy());
    expect(shownColumn(released)).toEqual(["c:threshold", "c:threshold", "P1 to P12", "supplied"]);
    expect(released.disclosure).toMatchObject({ status: "released-with-withheld-cells", withheld: { primary: 2 } });
  });

  test("a table of which only a text about people is left is not withheld as a whole, one of plain texts is", () => {
    expect(releaseOne(column([codes("a", 2), codes("b", 12)]), policy()).disclosure.status).toBe(
      "released-with-withheld-cells",
    );
    const plain = column([people(2), { kind: "text", text: "supplied" }]);
    expect(releaseOne(plain, policy()).disclosure.status).toBe("withheld");
  });

  test("[D19] of a table of words alone, the words that stay are shown; what stands beside a withheld number goes with it", () => {
    const month = (value: number, name: string) =>
      ({ kind: "count", value, people: { kind: "counted", people: value }, name }) as const;
    const trend = { ...column([month(0, "january"), month(3, "february"), month(30, "march")]), id: "records.trend" };
    const words = column([
      { kind: "text", text: "Empty", follows: "january" },
      { kind: "text", text: "Supplied", follows: "february" },
      { kind: "text", text: "Supplied", follows: "march" },
      { kind: "text", text: "Supplied", follows: "april, which no result counts" },
    ]);
    const [released] = release([words, trend], policy()).value.results;
    if (released === undefined) throw new Error("nothing was released");
    const withheld = "c:rests-on-withheld";
    expect(shownColumn(released)).toEqual([withheld, withheld, "Supplied", "Supplied"]);
    expect(released.disclosure.status).toBe("released-with-withheld-cells");
    expect(released.disclosure.checks).toEqual(["Words that tell a number that is withheld are withheld with it."]);
  });

  test("half a person behind a text is a mistake", () => {
    expect(() => releaseOne(column([codes("a", 2.5)]), policy())).toThrow(RangeError);
  });
});

describe("[D18] rows whose name is about people", () => {
  const cards = (behind: number) =>
    result({
      rows: [
        { ...row("safe", [people(20), { kind: "absent", reason: "not-applicable" }]), group: "Highest" },
        {
          ...row("angry", [people(30), { kind: "absent", reason: "not-applicable" }]),
          group: "Highest",
          people: { kind: "counted", people: behind },
        },
      ],
    });

  test("leave without name, heading and numbers where these are too few", () => {
    const released = releaseOne(cards(3), policy());
    expect(released.rows[1]).toEqual({
      id: "withheld-2",
      label: "[c]",
      cells: [
        { kind: "withheld", marker: "c", because: "rests-on-withheld" },
        { kind: "absent", reason: "not-applicable" },
      ],
    });
    expect(released.disclosure.status).toBe("released-with-withheld-cells");
    expect(JSON.stringify(released)).not.toContain("angry");
  });

  test("leave as they are where these are enough, or after review", () => {
    expect(releaseOne(cards(10), policy()).rows[1]).toMatchObject({ id: "angry", label: "angry", group: "Highest" });
    const review = {
      result: "test.table",
      reason: "agreed",
      requested: { by: "A", on: "2024-05-02" },
      decision: { outcome: "release", by: "B", on: "2024-05-03" },
    } as const;
    const [reviewed] = release([cards(3)], policy(), [review]).value.results;
    expect(reviewed?.rows[1]).toMatchObject({ id: "angry", label: "angry", group: "Highest" });
  });

  test("are refused where the number of people is none", () => {
    expect(() => releaseOne(cards(-1), policy())).toThrow("row angry: people must be a whole number");
  });
});

describe("[D17] texts off which counts can be read", () => {
  const twoGroups = (first: number, second: number) =>
    column(
      [
        codes("twelve codes", first, ["first"]),
        codes("three codes", second, ["second"]),
        people(first, "first"),
        people(second, "second"),
        people(first + second),
      ],
      { sums: [{ total: at(4), parts: [at(2), at(3)] }] },
    );

  test("leave only with the counts: a list of twelve is withheld where 12 is", () => {
    expect(shownColumn(releaseOne(twoGroups(12, 3), policy()))).toEqual([
      "c:rests-on-withheld",
      "c:threshold",
      "c:secondary",
      "c:threshold",
      "15",
    ]);
    expect(shownColumn(releaseOne(twoGroups(12, 13), policy()))).toEqual([
      "twelve codes",
      "three codes",
      "12",
      "13",
      "25",
    ]);
  });

  test("never leave where counts leave rounded", () => {
    const rounding = nearest(5);
    expect(shownColumn(releaseOne(twoGroups(15, 20), policy({ rounding })))).toEqual([
      "c:rests-on-withheld",
      "c:rests-on-withheld",
      "15",
      "20",
      "35",
    ]);
  });

  test("after review make their counts known", () => {
    const list = column([codes("P7", 1, ["few"])], { id: "q.list" });
    const other = column([people(3, "few"), people(40)], { id: "q.other" });
    const review = {
      result: "q.list",
      reason: "agreed with those named",
      requested: { by: "A", on: "2024-05-02" },
      decision: { outcome: "release", by: "B", on: "2024-05-03" },
    } as const;
    const shownOf = (reviews: readonly (typeof review)[]) =>
      release([list, other], under(10), reviews).value.results.map(shownColumn);
    expect(shownOf([])).toEqual([["c:threshold"], ["c:threshold", "40"]]);
    expect(shownOf([review])).toEqual([["P7"], ["3", "40"]]);
  });
});
