import type { Cell, Result } from "@plait/study";
import { describe, expect, test } from "vitest";
import { classDisclosureFindings, failsByClass, hasClasses } from "../src/class-disclosure.ts";
import type { Policy } from "../src/index.ts";
import {
  at,
  column,
  flow,
  people,
  policy,
  published,
  releaseOne,
  result,
  row,
  rows,
  shownColumn,
  withMargins,
  withoutPeople,
} from "./made-up-results.ts";

function whenAlike(share: number, action: Policy["classDisclosure"]["action"] = "review"): Policy {
  return policy({ classDisclosure: { share, action } });
}

/** Parts of a total, one below the other, and their sum declared. */
function parts(cells: readonly Cell[], total: Cell, id = "test.table"): Result {
  const sums = [{ total: at(cells.length), parts: cells.map((_, index) => at(index)) }];
  return column([...cells, total], { id, sums });
}

/** Row and column of every finding, by result. */
function places(results: readonly Result[], rules: Policy): Record<string, string[]> {
  const found = classDisclosureFindings(results, rules);
  return Object.fromEntries(
    [...found].map(([id, findings]) => [id, findings.map(({ row: r, column: c }) => `${r},${c}`)]),
  );
}

describe("[D95] class disclosure", () => {
  test.each([
    [17, 20, 0.9, false],
    [18, 20, 0.9, true],
    [19, 20, 0.9, true],
    [899, 1000, 0.9, false],
    [900, 1000, 0.9, true],
    [63, 90, 0.7, true],
    [62, 90, 0.7, false],
    [29, 30, 1, false],
    [30, 30, 1, true],
  ])("%i of %i alike, share %d: a finding is %s", (part, all, share, isFound) => {
    const table = parts([people(part), people(all - part)], people(all));
    expect(places([table], whenAlike(share))).toEqual(isFound ? { "test.table": ["0,0"] } : {});
  });

  test("exactly the share is a finding, for every size of group", () => {
    const wrong = Array.from({ length: 400 }, (_, index) => (index + 1) * 10).filter((all) => {
      const exactly = places([parts([people(0.9 * all), people(0.1 * all)], people(all))], whenAlike(0.9));
      const less = places([parts([people(0.9 * all - 1), people(0.1 * all + 1)], people(all))], whenAlike(0.9));
      return exactly["test.table"] === undefined || less["test.table"] !== undefined;
    });
    expect(wrong).toEqual([]);
  });

  test("of rows, as many of the people and of the rows have to be alike", () => {
    const fewPeople = parts([rows(95, 12), rows(5, 8)], rows(100, 20));
    const fewRows = parts([rows(10, 19), rows(90, 2)], rows(100, 20));
    const both = parts([rows(95, 19), rows(5, 1)], rows(100, 20));
    expect([fewPeople, fewRows, both].map((table) => places([table], whenAlike(0.9)))).toEqual([
      {},
      {},
      { "test.table": ["0,0"] },
    ]);
  });

  test("people who are in every part by design are no class", () => {
    const cards = parts([rows(25, 25), rows(25, 25), rows(25, 25)], rows(75, 25));
    expect(places([cards], whenAlike(0.9))).toEqual({});
  });

  test("a group that fails the threshold is not looked at: it is withheld itself", () => {
    expect(places([parts([people(9), people(0)], people(9))], whenAlike(0.9))).toEqual({});
    expect(places([parts([people(10), people(0)], people(10))], whenAlike(0.9))).toEqual({ "test.table": ["0,0"] });
  });

  test("a part that is not of people is passed over, and people who are assumed count", () => {
    const assumed: Cell = { kind: "count", value: 19, people: { kind: "assumed", people: 19, why: "Rows." } };
    expect(places([parts([withoutPeople(1), assumed], people(20))], whenAlike(0.9))).toEqual({ "test.table": ["1,0"] });
    // What a caller without types could pass.
    const unknown = { ...assumed, people: { kind: "guessed" } } as unknown as Cell;
    const table = parts([unknown], people(20));
    expect(() => places([table], whenAlike(0.9))).toThrow(new TypeError('unknown kind of people: {"kind":"guessed"}'));
  });

  test("findings come in the order of rows and columns", () => {
    const halves = [0, 1].map((r) => row(`r${r}`, [people(20), people(20), people(40)]));
    const sums = [1, 0].map((r) => ({ total: at(r, 2), parts: [at(r, 1), at(r, 0)] }));
    const found = places([result({ rows: halves, sums })], whenAlike(0.5));
    expect(found).toEqual({ "test.table": ["0,0", "0,1", "1,0", "1,1"] });
  });

  test("a result has classes where it has groups of people", () => {
    expect(hasClasses(parts([people(12), people(20)], people(32)), whenAlike(0.9))).toBe(true);
    expect(hasClasses(parts([published(12), published(20)], published(32)), whenAlike(0.9))).toBe(false);
    expect(hasClasses(column([people(12), people(20)]), whenAlike(0.9))).toBe(false);
  });

  test("rows, columns and the totals of a table are groups", () => {
    const table = withMargins([
      [95, 1],
      [5, 199],
    ]);
    expect(places([table], whenAlike(0.95))).toEqual({ "test.table": ["0,0", "1,1"] });
    const nearlyAllInOneRow = withMargins([
      [1, 2],
      [45, 52],
    ]);
    expect(places([nearlyAllInOneRow], whenAlike(0.96))).toEqual({ "test.table": ["1,0", "1,1", "1,2"] });
  });

  test("a total that another result prints, or none, is a group", () => {
    const month: Result = column([people(19), people(1)], {
      id: "test.months",
      sumsElsewhere: [{ total: "all", parts: [at(0), at(1)] }],
    });
    const total = column([people(20, "all")], { id: "test.total" });
    expect(places([month, total], whenAlike(0.9))).toEqual({ "test.months": ["0,0"] });
    expect(places([month], whenAlike(0.9))).toEqual({ "test.months": ["0,0"] });
    const nobody: Result = { ...month, rows: column([people(0), people(20), published(7)]).rows };
    expect(places([nobody, total], whenAlike(0.9))).toEqual({ "test.months": ["1,0"] });
    const sumsElsewhere = [{ total: "all", parts: [at(0), at(1), at(2)] }];
    expect(places([{ ...nobody, sumsElsewhere }], whenAlike(0.9))).toEqual({ "test.months": ["1,0"] });
  });

  test("of a total that several results print, the fewest people count", () => {
    // Four of the 20 people stand in both months: the parts taken together would be 24.
    const ofMonth: Result = column([rows(36, 19), rows(4, 5)], {
      id: "test.months",
      sumsElsewhere: [{ total: "all", parts: [at(0), at(1)] }],
    });
    const all: Cell = { kind: "count", value: 40, people: { kind: "counted", people: 0 }, name: "all" };
    const totals = [30, 20, 40].map((behind, index) =>
      column([{ ...all, people: { kind: "counted", people: behind } }], { id: `test.total${index}` }),
    );
    const open = column([{ ...all, people: { kind: "published", source: "Home Office" } }], { id: "test.published" });
    expect(places([ofMonth], whenAlike(0.9))).toEqual({});
    expect(places([ofMonth, ...totals, open], whenAlike(0.9))).toEqual({ "test.months": ["0,0"] });
    expect(places([ofMonth, open, ...totals.slice(0, 1)], whenAlike(0.9))).toEqual({});
    const other = column([{ ...people(40), name: "others" } as Cell, people(20)], { id: "test.others" });
    expect(places([ofMonth, other], whenAlike(0.9))).toEqual({});
  });

  test("figures without people, public figures and boxes of a flow are not looked at", () => {
    const exempt = parts([withoutPeople(19), withoutPeople(1)], withoutPeople(20));
    const open = parts([published(19), published(1)], published(20));
    const steps = flow(
      [
        { role: "kept", cell: people(200) },
        { role: "removed", cell: people(10) },
        { role: "kept", cell: people(190) },
      ],
      { sums: [{ total: at(0), parts: [at(1), at(2)] }] },
    );
    for (const table of [exempt, open, steps]) expect(places([table], whenAlike(0.9))).toEqual({});
    const beside = { ...steps, rows: steps.rows.map((line) => ({ ...line, cells: [...line.cells, ...line.cells] })) };
    const sums = [{ total: at(0, 1), parts: [at(1, 1), at(2, 1)] }];
    expect(places([{ ...beside, sums }], whenAlike(0.9))).toEqual({ "test.table": ["2,1"] });
    const counted = policy({ classDisclosure: { share: 0.9, action: "review" }, published: "as-counted" });
    expect(places([open], counted)).toEqual({ "test.table": ["0,0"] });
  });

  describe("shares", () => {
    const share = (numerator: Cell, denominator: Cell, sums: Result["sums"] = []): Result =>
      result({
        rows: [row("r0", [numerator, denominator, { kind: "share", numerator: at(0, 0), denominator: at(0, 1) }])],
        sums,
      });

    test.each([
      [40, 40, true],
      [36, 40, true],
      [35, 40, false],
      [4, 40, false],
      [1, 40, false],
      [0, 40, true],
      [0, 9, false],
    ])("%i of %i: a finding is %s", (part, all, isFound) => {
      const found = places([share(people(part), people(all))], whenAlike(0.9));
      expect(found).toEqual(isFound ? { "test.table": ["0,0"] } : {});
    });

    test("a zero among the parts of a sum is for the zero rule", () => {
      const sums = [{ total: at(0, 1), parts: [at(0, 0)] }];
      const table = share(people(0), people(40));
      expect(places([{ ...table, sums }], whenAlike(0.9))).toEqual({});
      const halves = column([people(0), people(20), people(20), people(40), ...ofZero(3)], {
        sums: [{ total: at(3), parts: [at(0), at(1), at(2)] }],
      });
      expect(places([halves], whenAlike(0.9))).toEqual({});
    });

    const ofZero = (denominator: number): Cell[] => [{ kind: "share", numerator: at(0), denominator: at(denominator) }];

    test("a zero beside the parts of a sum, or among those of another total, is not", () => {
      const beside = column([people(0), people(20), people(20), people(40), ...ofZero(3)], {
        sums: [{ total: at(3), parts: [at(1), at(2)] }],
      });
      expect(places([beside], whenAlike(0.9))).toEqual({ "test.table": ["0,0"] });
      const another = column([people(0), people(20), people(20), people(41), ...ofZero(3)], {
        sums: [{ total: at(2), parts: [at(0), at(1)] }],
      });
      expect(places([another], whenAlike(0.91))["test.table"]).toContain("0,0");
    });

    test("a share of numbers that are not of people says nothing of anybody", () => {
      expect(places([column([people(0), withoutPeople(40), ...ofZero(1)])], whenAlike(0.9))).toEqual({});
      expect(places([column([withoutPeople(0), people(40), ...ofZero(1)])], whenAlike(0.9))).toEqual({});
    });

    test("a share of a number in the same column is one as well", () => {
      expect(places([column([people(36), people(40), ...ofZero(1)])], whenAlike(0.9))).toEqual({
        "test.table": ["0,0"],
      });
    });

    test("a total's share of itself says nothing", () => {
      const cells: Cell[] = [people(40), { kind: "share", numerator: at(0, 0), denominator: at(0, 0) }];
      expect(places([result({ rows: [row("r0", cells)] })], whenAlike(0.9))).toEqual({});
    });
  });

  test("a cell that two groups point at is one finding", () => {
    const table = withMargins([
      [19, 0],
      [1, 0],
    ]);
    expect(places([table], whenAlike(0.95))["test.table"]).toEqual(["0,0", "0,2", "2,0"]);
  });

  test("a finding says in plain words who is alike, with true numbers", () => {
    const messages = (table: Result) =>
      [...classDisclosureFindings([table], whenAlike(0.9)).values()].flat().map(({ message }) => message);
    expect(messages(parts([people(18), people(2)], people(20)))).toEqual([
      "18 of the 20 people of “r2” are “r0”: whoever is one of them is as good as known to be so.",
    ]);
    expect(messages(parts([people(20), people(0)], people(20)))).toEqual([
      "20 of the 20 people of “r2” are “r0”: whoever is one of them is known to be so.",
    ]);
    const cells: Cell[] = [people(0), people(40), { kind: "share", numerator: at(0, 0), denominator: at(0, 1) }];
    expect(messages(result({ rows: [row("r0", cells)] }))).toEqual([
      "None of the 40 people of “Column 1” are “Column 0”: whoever is one of them is known not to be so.",
    ]);
    const across: Cell = { kind: "share", numerator: at(0, 0), denominator: at(1, 1) };
    expect(messages(result({ rows: [row("r0", [people(36), across]), row("r1", [people(5), people(40)])] }))).toEqual([
      "36 of the 40 people of “r1, Column 1” are “r0, Column 0”: whoever is one of them is as good as known to be so.",
    ]);
    expect(
      messages(column([people(19), people(1)], { sumsElsewhere: [{ total: "all", parts: [at(0), at(1)] }] })),
    ).toEqual([
      "19 of the 20 people of a total of other tables are “r0, Column 0”: whoever is one of them is as good as known to be so.",
    ]);
  });

  test("and where", () => {
    const found = classDisclosureFindings([parts([people(18), people(2)], people(20))], whenAlike(0.9));
    expect(found.get("test.table")).toMatchObject([{ kind: "class-disclosure", row: 0, column: 0 }]);
  });

  test("what is withheld anyway is no finding", () => {
    const table = parts([people(18), people(2)], people(20));
    expect(classDisclosureFindings([table], whenAlike(0.9), () => false)).toEqual(new Map());
  });
});

describe("[D96] what is done about class disclosure", () => {
  const table = parts([people(18), people(2)], people(20));
  const failing = (rules: Policy) => table.rows.map((_, index) => failsByClass([table], rules)(table, at(index)));

  test("review: a finding, and nothing is withheld", () => {
    expect([places([table], whenAlike(0.9)), failing(whenAlike(0.9))]).toEqual([
      { "test.table": ["0,0"] },
      [false, false, false],
    ]);
  });

  test("withhold: the part fails, and there is nothing to look at", () => {
    expect([places([table], whenAlike(0.9, "withhold")), failing(whenAlike(0.9, "withhold"))]).toEqual([
      {},
      [true, false, false],
    ]);
  });

  test("release: neither", () => {
    expect([places([table], whenAlike(0.9, "release")), failing(whenAlike(0.9, "release"))]).toEqual([
      {},
      [false, false, false],
    ]);
  });

  test("[D9] anything else fails closed", () => {
    // What a caller without types could pass.
    const unknown = policy({ classDisclosure: { share: 0.9, action: "ignore" as "release" } });
    const error = new TypeError('unknown action on class disclosure: "ignore"');
    expect(() => classDisclosureFindings([table], unknown)).toThrow(error);
    expect(() => failsByClass([table], unknown)).toThrow(error);
  });
});

describe("[D95] under withhold", () => {
  const rules = policy({
    zeros: { rule: "safe", reason: "for the test" },
    classDisclosure: { share: 0.9, action: "withhold" },
  });
  const group = (...values: readonly number[]) =>
    column(
      [...values, values.reduce((sum, value) => sum + value, 0)].map((value) => people(value)),
      {
        sums: [{ total: at(values.length), parts: values.map((_, index) => at(index)) }],
      },
    );

  test("a part that is nearly all of a group is withheld with another, and nobody is told which of them it is for", () => {
    const untold = "c:threshold-or-secondary";
    expect(shownColumn(releaseOne(group(180, 20), rules))).toEqual([untold, untold, "200"]);
    expect(shownColumn(releaseOne(group(179, 21), rules))).toEqual(["179", "21", "200"]);
  });

  test("under review it leaves, and a person is asked to look", () => {
    const reviewing = { ...rules, classDisclosure: { share: 0.9, action: "review" } as const };
    expect(shownColumn(releaseOne(group(180, 20), reviewing))).toEqual(["180", "20", "200"]);
  });
});
