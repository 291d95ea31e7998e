import type { Cell, CellPlace, Result } from "@plait/study";
import { beforeAll, describe, expect, it } from "vitest";
import { contacts, months, referrals, withWide } from "../guardians.ts";
import type { SmallStudy } from "../small-study.ts";
import { type Described, described, inShort, lines } from "./described.ts";

const wide = withWide({
  summaries: [
    { variable: "reason", label: "Reason", kind: "monthly", take: "last", of: "closure_reason", by: "month" },
  ],
});

const small: SmallStudy = {
  ...wide,
  rules: {
    ...wide.rules,
    not_supplied: [{ kind: "monthly", group: "RPC", from: "2019-03", to: "2019-03", note: "Lost" }],
    periods: { "2019": { from: "2019-01", to: "2019-04" } },
    trends: [{ id: "records.trend", title: "Monthly records", kind: "monthly" }],
    tables: [
      {
        id: "records.by-site",
        title: "People by site",
        from: "wide",
        rows: ["site"],
        columns: "gender",
        measure: { count: "people" },
        totals: ["rows", "columns"],
      },
    ],
    chains: [
      {
        id: "records.chain",
        title: "Chain",
        from: "wide",
        start: "Wide file",
        steps: [{ rule: "leeds", label: "In Leeds", keep: { variable: "site", in: ["Leeds"] }, removed: "Elsewhere" }],
      },
    ],
  },
  models: [
    {
      id: "records.models",
      title: "Closure",
      from: "wide",
      sample: [{ rule: "gender", label: "Gender known", keep: { variable: "gender", in: ["Female", "Male"] } }],
      outcomes: [{ id: "other", label: "Other", when: { variable: "reason", in: ["Other"] } }],
      predictors: [{ group: "Gender", variable: "gender", levels: ["Male"], reference: "Female" }],
    },
  ],
};

const referral = (urn: string, site: string, gender: string, date = "28/02/2019") => [
  urn,
  date,
  site,
  gender,
  "16",
  "",
  "",
];

const sheets = [
  referrals("2019/DW/referral.csv", [
    referral("1", "Leeds", "Female"),
    referral("2", "Leeds", "Male"),
    referral("3", "York", "Female"),
    referral("4", "York", ""),
    referral("5", "Leeds", "Male"),
    referral("5", "Leeds", "Female"),
  ]),
  referrals("2019/RPC/referral.csv", [referral("1", "Leeds", "Female", "01/03/2019"), referral("6", "Leeds", "Male")]),
  months("2019/DW/monthly.csv", [
    ["1", "02/2019", "Other", "", ""],
    ["1", "03/2019", "", "", ""],
    ["2", "02/2019", "Turning 18", "", ""],
    ["6", "02/2019", "Other", "", ""],
    ["9", "02/2019", "Other", "", ""],
  ]),
  months("2019/RPC/monthly.csv", [["6", "04/2019", "", "", ""]]),
  contacts("2019/DW/contact.csv", [["1", "05/03/2019", ""]]),
];

let whole: Described;
beforeAll(async () => {
  whole = await described(small, sheets);
});

const at = (result: Result, { row, column }: CellPlace): Cell => {
  const cell = result.rows[row]?.cells[column];
  if (cell === undefined) throw new RangeError(`${result.id} has no cell ${row}, ${column}`);
  return cell;
};

const countAt = (result: Result, place: CellPlace): number => {
  const cell = at(result, place);
  if (cell.kind !== "count") throw new RangeError(`${result.id} ${place.row}, ${place.column} is no count`);
  return cell.value;
};

describe("[R1] every result", () => {
  it("has as many cells in a row as columns, and ids and labels of its own", async () => {
    const { results } = whole;
    expect(results.map(({ id }) => id)).toEqual([
      ...["records.sample-sizes", "records.linkage-flow", "records.coverage", "records.data-quality"],
      ...["records.trend", "records.by-site", "records.chain", "records.models-sample", "records.models"],
    ]);
    for (const { id, rows, columns } of results) {
      for (const { cells } of rows) expect([id, cells.length]).toEqual([id, columns.length]);
      expect([id, new Set(rows.map((row) => row.id)).size]).toEqual([id, rows.length]);
      expect([id, new Set(columns.map((column) => column.label)).size]).toEqual([id, columns.length]);
    }
  });

  it("has sums that are exact", async () => {
    const { results } = whole;
    let checked = 0;
    for (const result of results) {
      for (const { total, parts } of result.sums) {
        const sum = parts.reduce((all, part) => all + countAt(result, part), 0);
        expect([result.id, total, countAt(result, total)]).toEqual([result.id, total, sum]);
        checked++;
      }
    }
    // Sample sizes 3, linkage flow 5, the table 7, each chain 1.
    expect(checked).toBe(17);
  });

  it("has sums to numbers of other results that are exact", async () => {
    const { results } = whole;
    const named = new Map<string, number>();
    for (const cell of results.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))) {
      if (cell.kind === "count" && cell.name !== undefined) named.set(cell.name, cell.value);
    }
    const checked = results.flatMap((result) =>
      (result.sumsElsewhere ?? []).map(({ total, parts }) => {
        const sum = parts.reduce((all, part) => all + countAt(result, part), 0);
        expect([result.id, total, named.get(total)]).toEqual([result.id, total, sum]);
        return `${result.id} ${total}`;
      }),
    );
    expect(checked).toEqual(["records.trend monthly.DW.rows", "records.trend monthly.RPC.rows"]);
  });

  it("gives cells of one name one number and one number of people", async () => {
    const { results } = whole;
    const named = new Map<string, Set<string>>();
    for (const cell of results.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))) {
      if (cell.kind !== "count" || cell.name === undefined) continue;
      named.set(cell.name, (named.get(cell.name) ?? new Set()).add(inShort(cell)));
    }
    for (const [name, values] of named) expect([name, [...values]]).toEqual([name, [[...values][0]]]);
    expect([...named.keys()]).toEqual(
      expect.arrayContaining([
        "wide.rows",
        "long.rows",
        "referral.rows",
        "referral.DW.rows",
        "records.models-sample.gender",
      ]),
    );
  });

  it("points only at its own cells: shares at counts, figures at rows, sentences at cells with a value", async () => {
    const { results } = whole;
    for (const result of results) {
      for (const cell of result.rows.flatMap(({ cells }) => cells)) {
        if (cell.kind === "share") {
          expect(countAt(result, cell.numerator)).toBeLessThanOrEqual(countAt(result, cell.denominator));
        }
      }
      if (result.figure?.kind === "flow") {
        const boxes = new Set(result.figure.boxes.map(({ id }) => id));
        for (const { row } of result.figure.boxes) expect(result.rows[row]).toBeDefined();
        for (const { from, to } of result.figure.arrows) expect([boxes.has(from), boxes.has(to)]).toEqual([true, true]);
      }
      for (const part of result.sentences.flatMap(({ parts }) => parts)) {
        if (typeof part !== "string") expect(["count", "estimate"]).toContain(at(result, part.cell).kind);
      }
    }
  });

  it("names its method with a page, and the kinds of record it rests on", async () => {
    const { results } = whole;
    for (const { method, provenance } of results) {
      expect(method.version).toBe("1.2.3");
      expect(method.page).toMatch(/^[a-z-]+$/u);
      expect(provenance.inputs.length).toBeGreaterThan(0);
    }
  });

  it("is the same in every build", async () => {
    expect((await described(small, sheets)).results).toEqual(whole.results);
  });
});

describe("[R2] sample sizes", () => {
  it("are the rows of each linked file by group, with the people behind them", async () => {
    const { of } = whole;
    expect(lines(of("records.sample-sizes"))).toEqual([
      "total: 8 (6), 6 (4), 1 (1)",
      "DW: 6 (5), 5 (4), 1 (1)",
      "RPC: 2 (2), 1 (1), 0 (0)",
    ]);
  });

  it("state no sum for a kind that no group delivers", async () => {
    const { of } = await described(small, [
      ...sheets,
      { ...contacts("2019/-/contact.csv", [["2", "05/03/2019", ""]]) },
    ]);
    const sums = of("records.sample-sizes").sums.map(({ total }) => total.column);
    expect(sums).toEqual([0, 1]);
  });
});

describe("[R3] the linkage flow", () => {
  it("goes from tables to the long and wide files and says what the wide file leaves out", async () => {
    const { of } = whole;
    expect(lines(of("records.linkage-flow")).slice(-8)).toEqual([
      "contact-RPC: 0 (0)",
      "referral: 8 (6)",
      "monthly: 6 (4)",
      "contact: 1 (1)",
      "long: 15 (6)",
      "removed-conflict: 2 (1)",
      "removed-later-episode: 1 (1)",
      "wide: 5 (5)",
    ]);
    expect(lines(of("records.linkage-flow"))[0]).toBe("tables-referral-DW: 1 table");
  });
});

describe("[R4] coverage and the monthly trend", () => {
  it("show statuses, never numbers, and a gap as a gap, never as zero", async () => {
    const { of } = whole;
    expect(lines(of("records.coverage"))).toEqual([
      "2019-01: Empty, Empty, Empty, Empty, Empty, Not supplied",
      "2019-02: Supplied, Supplied, Supplied, Empty, Empty, Not supplied",
      "2019-03: Empty, Supplied, Supplied, Not supplied, Supplied, Not supplied",
      "2019-04: Empty, Empty, Empty, Supplied, Empty, Not supplied",
    ]);
    expect(lines(of("records.trend"))).toEqual([
      "2019-01: 0 (0), 0 (0)",
      "2019-02: 4 (4), 0 (0)",
      "2019-03: 1 (1), not-supplied",
      "2019-04: 0 (0), 1 (1)",
    ]);
  });
});

describe("[R6] a month of the coverage", () => {
  it("bears the name of its number in the coverage as in the trend, whatever the word, so that both are withheld or neither", () => {
    const { of } = whole;
    const [coverage, trend] = [of("records.coverage"), of("records.trend")];
    const told = coverage.rows.flatMap(({ cells }) =>
      cells.flatMap((cell) =>
        cell.kind === "text" && cell.text !== "Not supplied" ? [cell.follows ?? "nothing"] : [],
      ),
    );
    const numbers = trend.rows.flatMap(({ cells }) =>
      cells.flatMap((cell) => (cell.kind === "count" ? [cell.name ?? "no name"] : [])),
    );
    expect(numbers).toHaveLength(7);
    expect(numbers).toContain("monthly.RPC.2019-01.rows");
    expect(told).toEqual(expect.arrayContaining(numbers));
    expect(told).not.toContain("nothing");
  });
});

describe("[R5] data quality", () => {
  it("says in words what was mended, with no number of cells", async () => {
    const { of } = whole;
    const urn = of("records.data-quality").rows.find(({ id }) => id === "referral.urn");
    expect(urn?.cells.map(inShort)).toEqual(["Reference number brought to its form", "None"]);
    const texts = of("records.data-quality").rows.flatMap(({ cells }) => cells.map(inShort));
    expect(texts.some((text) => /\d/u.test(text))).toBe(false);
  });
});
