import { describe, expect, it } from "vitest";
import { recordsWarnings } from "../src/check-records.ts";
import { figures } from "./published-figures.ts";
import { linked, rowsOf } from "./small-study.ts";

const published = (total: string, rest: readonly (readonly string[])[] = []) => [
  {
    path: "2022/-/figure.csv",
    labels: ["Place", "Age", "Number"],
    rows: [
      ["Leeds", "Child", "2"],
      ["Leeds", "Adult", "3"],
      ["Leeds", "Total", "5"],
      ["York", "Child", "1"],
      ["York", "Total", total],
      ["UK", "Child", "3"],
      ["UK", "Total", "6"],
      ...rest,
    ],
  },
];

describe("[F1] published totals are set aside and checked against their parts", () => {
  it("each of them once, however many variables it sums over", async () => {
    const { database, records } = await linked(figures, published("1"));
    expect(await rowsOf(database, "figure", ["place", "age_group", "referrals"])).toEqual([
      "Leeds | Adult | 3",
      "Leeds | Child | 2",
      "York | Child | 1",
    ]);
    expect(records.ledger.find(({ step }) => step === "subtotals")).toMatchObject({
      ...{ rowsIn: 7, rowsOut: 3 },
      removed: [{ rule: "subtotal", rows: 4 }],
    });
    expect(records.subtotalMismatches).toEqual([{ kind: "figure", row: "UK", published: 6, parts: 3 }]);
  });

  it("a total whose parts are not published is set aside all the same, one that differs is a warning", async () => {
    const { database, records } = await linked(
      figures,
      published("2", [
        ["Bath", "Total", "9"],
        ["UK", "Adult", "3"],
      ]),
    );
    expect(await rowsOf(database, "figure", ["place"])).toEqual(["Leeds", "Leeds", "York"]);
    expect(records.subtotalMismatches.map(({ row }) => row)).toEqual(["York", "Total"]);
    expect(recordsWarnings(records).map(({ message }) => message)).toContain(
      "the published total of York is 2, its parts add up to 1",
    );
  });
});
