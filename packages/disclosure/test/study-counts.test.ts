import type { Cell, Result } from "@plait/study";
import { describe, expect, test } from "vitest";
import type { EarlierRelease, KeptCount, Policy } from "../src/index.ts";
import { type StudyCount, studyCounts } from "../src/study-counts.ts";
import { at, column, flow, nearest, people, policy, published, rows, under, withoutPeople } from "./made-up-results.ts";

const anything = { lowest: 0, highest: Number.POSITIVE_INFINITY };
const structural = policy({ zeros: { rule: "structural-safe", reason: "nobody is there" } });

/** Of each count by its value: what the gate has to know. */
function facts(results: readonly Result[], rules: Policy = under(10)) {
  return studyCounts(results, rules).counts.map(({ terms: _, index: __, key, ...count }) => ({
    key: JSON.parse(key).join(" "),
    ...count,
  }));
}

const only = (cell: Cell, rules?: Policy) => facts([column([cell], { id: "t" })], rules)[0];

describe("[D11] [D12] [D14] [D15] [D21] what each count is to the gate", () => {
  const shared = { key: "t r0 c0", inCells: true, alike: false, known: false };
  const ofPeople = { ...shared, standing: "people" } as const;
  const cost = (value: number, exempt = 0) => ({ exempt, totals: 0, cells: 1, people: value });

  test.each<[string, Cell, Policy, object]>([
    [
      "people below the threshold",
      people(9),
      under(10),
      {
        ...ofPeople,
        ...{ value: 9, people: 9, fails: true, primary: true, cost: cost(9) },
        ...{ untold: { ...anything, lowest: 1 }, told: { lowest: 1, highest: 9 } },
      },
    ],
    [
      "people at the threshold",
      people(10),
      under(10),
      {
        ...ofPeople,
        ...{ value: 10, people: 10, fails: false, primary: false, cost: cost(10) },
        ...{ untold: { ...anything, lowest: 1 }, told: { ...anything, lowest: 10 } },
      },
    ],
    [
      "rows of few people",
      rows(40, 9),
      under(10),
      {
        ...ofPeople,
        ...{ value: 40, people: 9, fails: true, primary: true, cost: cost(40) },
        ...{ untold: { ...anything, lowest: 1 }, told: { ...anything, lowest: 1 } },
      },
    ],
    [
      "fewer than the people behind it",
      rows(4, 12),
      under(10),
      {
        ...ofPeople,
        ...{ value: 4, people: 12, fails: false, primary: false, cost: cost(4) },
        ...{ untold: anything, told: anything },
      },
    ],
    [
      "nobody, where zeros are shown: never hidden",
      people(0),
      under(10),
      {
        ...ofPeople,
        ...{ value: 0, people: 0, fails: false, primary: false },
        ...{ untold: anything, told: { ...anything, lowest: 10 } },
      },
    ],
    [
      "nobody, where zeros are withheld",
      people(0),
      under(10, "disclosive"),
      {
        ...ofPeople,
        ...{ value: 0, people: 0, fails: true, primary: true, cost: cost(0) },
        ...{ untold: anything, told: { lowest: 0, highest: 9 } },
      },
    ],
    [
      "rows of nobody",
      rows(0, 3),
      under(10),
      {
        ...ofPeople,
        ...{ value: 0, people: 3, fails: true, primary: true, cost: cost(0) },
        ...{ untold: anything, told: anything },
      },
    ],
    [
      "a public figure",
      published(3),
      under(10),
      {
        ...shared,
        ...{ standing: "exempt", value: 3, people: 3, fails: false, primary: false, cost: cost(3, 1) },
        ...{ untold: anything, told: anything },
      },
    ],
    [
      "a public figure, where each unit is taken for a person",
      published(3),
      { ...under(10), published: "as-counted" },
      {
        ...ofPeople,
        ...{ value: 3, people: 3, fails: true, primary: true, cost: cost(3) },
        ...{ untold: { ...anything, lowest: 1 }, told: { lowest: 1, highest: 9 } },
      },
    ],
    [
      "no number of people",
      withoutPeople(3),
      under(10),
      {
        ...shared,
        ...{ standing: "exempt", value: 3, people: 3, fails: false, primary: false, cost: cost(3, 1) },
        ...{ untold: anything, told: anything },
      },
    ],
  ])("%s", (_, cell, rules, expected) => {
    expect(only(cell, rules)).toEqual(expected);
  });

  test("zeros of an empty group are shown where only these are, and others are not", () => {
    const sums = [{ total: at(2), parts: [at(0), at(1)] }];
    const zeros = (...values: readonly number[]) =>
      facts(
        [
          column(
            values.map((value) => people(value)),
            { sums },
          ),
        ],
        structural,
      ).map(({ value, fails }) => [value, fails]);
    expect(zeros(0, 0, 0)).toEqual([
      [0, false],
      [0, false],
      [0, false],
    ]);
    expect(zeros(0, 40, 40)).toEqual([
      [0, true],
      [40, false],
      [40, false],
    ]);
    expect(only(people(40), structural)?.untold).toEqual({ ...anything, lowest: 1 });
  });

  test("[D23] a total costs more the taller it is, and the more cells print it", () => {
    const all = column([people(20), people(30), people(50), people(40), people(90, "all")], {
      sums: [
        { total: at(2), parts: [at(0), at(1)] },
        { total: at(4), parts: [at(2), at(3)] },
      ],
    });
    const again = column([people(90, "all")], { id: "test.again" });
    expect(facts([all, again]).map(({ key, cost }) => [key, cost?.totals, cost?.cells])).toEqual([
      ["all", 4, 2],
      ["test.table r0 c0", 0, 1],
      ["test.table r1 c0", 0, 1],
      ["test.table r2 c0", 1, 1],
      ["test.table r3 c0", 0, 1],
    ]);
  });
});

describe("[D13] cells of one name are one count", () => {
  const together = (...cells: readonly Cell[]) => {
    const [count] = facts(cells.map((cell, index) => column([cell], { id: `t${index}` })));
    return [count?.standing, count?.value, count?.people];
  };
  const named = (cell: Extract<Cell, { kind: "count" }>): Cell => ({ ...cell, name: "all" });
  const counted = (value: number, behind: number) =>
    named({ kind: "count", value, people: { kind: "counted", people: behind } });
  const free = named({ kind: "count", value: 40, people: { kind: "none", why: "It counts months." } });

  test.each<[string, readonly Cell[], readonly unknown[]]>([
    [
      "with the fewest people that any of them has",
      [counted(40, 30), counted(40, 20), counted(40, 25)],
      ["people", 40, 20],
    ],
    ["of people where one of them is", [free, counted(40, 30)], ["people", 40, 30]],
    ["of people where the first of them is", [counted(40, 30), free], ["people", 40, 30]],
    ["of no people where none is", [free, free], ["exempt", 40, 40]],
  ])("%s", (_, cells, expected) => {
    expect(together(...cells)).toEqual(expected);
  });

  test("that differ are refused, and the message tells no number", () => {
    const differ = [column([people(12, "all")]), column([people(13, "all")], { id: "test.other" })];
    expect(() => studyCounts(differ, policy())).toThrow(
      new RangeError("result test.other: cell (r0, c0): differs from another cell named all"),
    );
  });
});

describe("[D9] what is no count is refused with its place, and without its number", () => {
  const cell = (value: number, behind: number): Cell => rows(value, behind);

  test.each<[string, Result, string]>([
    ["below 0", column([cell(-3, 0)]), "cell (r0, c0): a count must be a whole number of at least 0"],
    ["a fraction", column([people(40), cell(2.5, 2)]), "cell (r1, c0): a count must be a whole number of at least 0"],
    ["people below 0", column([cell(3, -1)]), "cell (r0, c0): people must be a whole number of at least 0"],
    [
      "a total that is another number",
      column([people(1), people(2), people(4)], { sums: [{ total: at(2), parts: [at(0), at(1)] }] }),
      "cell (r2, c0): is not the sum of its parts: (r0, c0), (r1, c0)",
    ],
    [
      "a total of itself",
      column([people(0), people(2)], { sums: [{ total: at(1), parts: [at(0), at(1)] }] }),
      "cell (r1, c0): is a part of itself",
    ],
    [
      "a total of words",
      column([{ kind: "text", text: "two" }, people(2)], { sums: [{ total: at(1), parts: [at(0)] }] }),
      'cell (r0, c0): must be a count, not "text"',
    ],
    [
      "a total elsewhere of itself",
      column([people(2, "all")], { sumsElsewhere: [{ total: "all", parts: [at(0)] }] }),
      'the sum "all": is a part of itself',
    ],
    [
      "a total elsewhere that is another number",
      column([people(2), people(3), people(6, "all")], { sumsElsewhere: [{ total: "all", parts: [at(0), at(1)] }] }),
      'the sum "all": is not the sum of its parts: (r0, c0), (r1, c0)',
    ],
    ["a cell outside", column([people(2)], { sums: [{ total: at(3), parts: [at(0)] }] }), "no cell at row 3, column 0"],
  ])("%s", (_, result, message) => {
    expect(() => studyCounts([result], policy())).toThrow(RangeError);
    expect(() => studyCounts([result], policy())).toThrow(message);
  });

  test.each([
    ["kind of people", column([{ kind: "count", value: 3, people: { kind: "guessed" } } as unknown as Cell]), policy()],
    ["rule for published figures", column([published(3)]), policy({ published: "hide" as Policy["published"] })],
    ["zero rule", column([people(0)]), policy({ zeros: { rule: "shown" as "safe", reason: "why not" } })],
  ])("[D94] an unknown %s", (what, result, rules) => {
    expect(() => studyCounts([result], rules)).toThrow(TypeError);
    expect(() => studyCounts([result], rules)).toThrow(what);
  });
});

describe("[D28] [D30] [D31] numbers that no cell prints", () => {
  const unprinted = (results: readonly Result[], rules: Policy = under(10)) =>
    facts(results, rules).flatMap(({ key, standing, value, fails, inCells, cost }) =>
      inCells ? [] : [[key, standing, value, fails, cost]],
    );

  test("the total of several tables is an unknown, of people unless all its parts are exempt", () => {
    const elsewhere = (cells: readonly Cell[]) =>
      column(cells, { sumsElsewhere: [{ total: "all", parts: cells.map((_, row) => at(row)) }] });
    expect(unprinted([elsewhere([people(4), people(3)])])).toEqual([["all", "unprinted", 7, true, undefined]]);
    expect(unprinted([elsewhere([people(40), withoutPeople(3)])])).toEqual([
      ["all", "unprinted", 43, false, undefined],
    ]);
    expect(unprinted([elsewhere([people(0), people(0)])])).toEqual([["all", "unprinted", 0, false, undefined]]);
    expect(unprinted([elsewhere([published(4), withoutPeople(3)])])).toEqual([
      ["all", "exempt", 7, false, { exempt: 1, totals: 0, cells: 0, people: 7 }],
    ]);
  });

  const boxes = (...values: readonly Cell[]) => flow(values.map((cell) => ({ role: "kept", cell }) as const));
  const between = (larger: number, smaller: number) =>
    `difference ["test.table","r${larger}","c0"] ["test.table","r${smaller}","c0"]`;

  test.each<[string, readonly Cell[], readonly unknown[]]>([
    ["next to each other, however far apart", [people(80), people(40)], [[between(0, 1), "unprinted", 40, false]]],
    [
      "further away, where few people are between them",
      [people(48), people(44), people(39)],
      [
        [between(0, 1), "unprinted", 4, true],
        [between(0, 2), "unprinted", 9, true],
        [between(1, 2), "unprinted", 5, true],
      ],
    ],
    [
      "and not where enough are",
      [people(49), people(44), people(39)],
      [
        [between(0, 1), "unprinted", 5, true],
        [between(1, 2), "unprinted", 5, true],
      ],
    ],
    ["the smaller may come first", [people(30), people(37)], [[between(1, 0), "unprinted", 7, true]]],
    ["none between figures without people", [withoutPeople(12), published(8)], []],
    ["one of people is enough", [people(12), published(8)], [[between(0, 1), "unprinted", 4, true]]],
  ])("differences of boxes: %s", (_, cells, expected) => {
    expect(unprinted([boxes(...cells)]).map((one) => one.slice(0, 4))).toEqual(expected);
  });

  test("no difference is looked at between a box and itself, nor where the policy does not", () => {
    expect(unprinted([boxes(people(40, "all"), people(40, "all"))])).toEqual([]);
    expect(unprinted([boxes(people(80), people(40))], { ...under(10), flowDifferences: false })).toEqual([]);
  });

  test("a difference is a relation of its result, after all that are declared", () => {
    const both = boxes(people(80), people(40));
    const sums = [{ total: at(1), parts: [at(0)] }];
    const { relations, counts } = studyCounts([both, column([people(7), people(7)], { id: "other", sums })], under(10));
    expect(relations.map(({ index, apart, terms }) => [index, apart, terms.length])).toEqual([[0, false, 2]]);
    const difference = counts.find(({ standing }) => standing === "unprinted");
    expect(difference?.terms.map(({ relation: { index, apart }, coefficient }) => [index, apart, coefficient])).toEqual(
      [[1, false, 1]],
    );
  });
});

describe("[D110] [D111] counts of earlier releases", () => {
  const kept = (id: string, counts: readonly Partial<KeptCount>[], sums: EarlierRelease["counts"]["sums"] = []) => ({
    id,
    counts: {
      counts: counts.map((count) => ({
        ...{ key: key(0), value: 0, people: count.value ?? 0, results: [], unprinted: false, ofPeople: true },
        ...count,
      })),
      sums,
      rounding: { method: "none" as const },
    },
  });
  const key = (row: number) => `["t","r${row}","c0"]`;
  const now = (...values: readonly number[]) => [
    column(
      values.map((value) => people(value)),
      { id: "t" },
    ),
  ];
  const inBrief = ({ key: name, value, standing, known, printedBefore, inCells, untold }: StudyCount) => [
    JSON.parse(name).join(" "),
    value,
    standing,
    ...(inCells ? [] : ["elsewhere"]),
    ...(known ? [`known: ${printedBefore}, ${untold.lowest} to ${untold.highest}`] : []),
  ];
  const counts = (results: readonly Result[], earlier: readonly EarlierRelease[], rules: Policy = policy()) =>
    studyCounts(results, rules, new Set(), earlier).counts.map(inBrief);

  test("the same number is the same count, and what was printed of it is known", () => {
    expect(counts(now(40, 12), [kept("0001", [{ value: 40, printed: 40 }])])).toEqual([
      ["t r0 c0", 40, "people", "known: 40, 40 to 40"],
      ["t r1 c0", 12, "people"],
    ]);
    expect(counts(now(40), [kept("0001", [{ value: 40 }])])).toEqual([["t r0 c0", 40, "people"]]);
  });

  test("what was printed first counts, and later printings of the same number do not", () => {
    const rounded = [kept("0001", [{ value: 43, printed: 45 }]), kept("0002", [{ value: 43, printed: 40 }])];
    expect(counts(now(43), rounded, policy({ rounding: nearest(5) }))).toEqual([
      ["t r0 c0", 43, "people", "known: 45, 43 to 43"],
    ]);
    const late = [kept("0001", [{ value: 43 }]), kept("0002", [{ value: 43, printed: 43 }])];
    expect(counts(now(43), late)).toEqual([["t r0 c0", 43, "people", "known: 43, 43 to 43"]]);
  });

  test("a number of which no cell is left keeps its name and its standing", () => {
    const gone = [
      { key: '["gone"]', value: 7, ofPeople: true },
      { key: '["months"]', value: 6, ofPeople: false, printed: 6 },
      { key: '["total"]', value: 13, unprinted: true, ofPeople: false },
    ];
    expect(counts(now(40), [kept("0001", gone)])).toEqual([
      ["gone", 7, "people", "elsewhere"],
      ["months", 6, "exempt", "elsewhere", "known: 6, 6 to 6"],
      ["t r0 c0", 40, "people"],
      ["total", 13, "unprinted", "elsewhere"],
    ]);
  });

  test.each([
    ["fewer people than fail", 43, [["change 0001", 3]]],
    ["as many as the most that fail", 49, [["change 0001", 9]]],
    ["more", 50, []],
    ["fewer than before", 33, [["change 0001", 7]]],
    ["none", 40, []],
  ])("a number that has changed by %s", (_, value, expected) => {
    const changes = (rules: Policy) =>
      studyCounts(now(value), rules, new Set(), [kept("0001", [{ value: 40, printed: 40 }])]).counts.flatMap(
        (count) => {
          const [what, release] = JSON.parse(count.key);
          return what === "change" ? [[`${what} ${release}`, count.value]] : [];
        },
      );
    expect(changes(policy())).toEqual(expected);
    expect(changes(policy({ rounding: nearest(5) }))).toEqual([]);
  });

  test.each<[string, readonly Result[], Partial<KeptCount>]>([
    ["was withheld", now(43), { value: 40 }],
    ["was printed rounded", now(43), { value: 41, printed: 40 }],
    ["counted no people", now(43), { value: 40, printed: 40, ofPeople: false }],
    ["counts no people now", [column([withoutPeople(43)], { id: "t" })], { value: 40, printed: 40 }],
  ])("nothing is told by a number that %s", (_, results, before) => {
    const found = counts(results, [kept("0001", [before])]);
    expect(found.filter(([name]) => String(name).startsWith("change"))).toEqual([]);
    expect(found.map(([name]) => name)).toContain(`earlier 0001 ${key(0)}`);
  });

  test("each number that a count has been is one, however often it comes back", () => {
    const releases = [
      kept("0001", [{ value: 60, printed: 60 }]),
      kept("0002", [{ value: 80, printed: 80 }]),
      kept("0003", [{ value: 60, printed: 60 }]),
    ];
    expect(counts(now(40), releases)).toEqual([
      [`earlier 0001 ${key(0)}`, 60, "people", "elsewhere", "known: 60, 60 to 60"],
      [`earlier 0002 ${key(0)}`, 80, "people", "elsewhere", "known: 80, 80 to 80"],
      ["t r0 c0", 40, "people"],
    ]);
    expect(
      counts(now(43), [kept("0001", [{ value: 40, printed: 40 }]), kept("0002", [{ value: 38, printed: 38 }])]),
    ).toEqual([
      [`change 0001 ${key(0)}`, 3, "unprinted", "elsewhere"],
      [`change 0002 ${key(0)}`, 5, "unprinted", "elsewhere"],
      [`earlier 0001 ${key(0)}`, 40, "people", "elsewhere", "known: 40, 40 to 40"],
      [`earlier 0002 ${key(0)}`, 38, "people", "elsewhere", "known: 38, 38 to 38"],
      ["t r0 c0", 43, "people"],
    ]);
  });

  test("sums of then hold between the numbers of then", () => {
    const before = [{ value: 4 }, { key: key(1), value: 12, printed: 12 }, { key: '["all"]', value: 16, printed: 16 }];
    const sums = [{ total: '["all"]', parts: [key(1), key(0)] }];
    const { relations } = studyCounts(now(30, 12), policy(), new Set(), [kept("0001", before, sums)]);
    const written = relations.map(({ apart, terms }) => [
      apart,
      ...terms.map(({ unknown, coefficient }) => [coefficient, JSON.parse(unknown.key).join(" ")]),
    ]);
    expect(written).toEqual([[true, [-1, "all"], [1, `earlier 0001 ${key(0)}`], [1, "t r1 c0"]]]);
    const same = [
      column([people(4), people(12), people(16, "all")], { id: "t", sums: [{ total: at(2), parts: [at(0), at(1)] }] }),
    ];
    expect(
      studyCounts(same, policy(), new Set(), [kept("0001", before, sums)]).relations.map(({ apart }) => apart),
    ).toEqual([false]);
  });
});

describe("[D71] counts of results that leave whole after review", () => {
  test("are known, and so is what their words tell; others are not", () => {
    const told: Cell = { kind: "text", text: "of all", tells: ["all"] };
    const results = [column([people(4), told], { id: "whole" }), column([people(9, "all"), people(5)], { id: "t" })];
    const known = studyCounts(results, under(10), new Set(["whole"])).counts.map(
      ({ key, known: is, fails, primary, cost }) => [JSON.parse(key).join(" "), is, fails, primary, cost === undefined],
    );
    expect(known).toEqual([
      ["all", true, true, false, true],
      ["t r0 c0", false, true, true, false].map((one) => (one === "t r0 c0" ? "t r1 c0" : one)),
      ["whole r0 c0", true, true, false, true],
    ]);
  });
});
