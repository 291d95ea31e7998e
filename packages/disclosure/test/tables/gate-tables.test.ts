import { describe, expect, test } from "vitest";

import { gateTables, readCountsTables, shippedPolicies } from "../../src/index.ts";
import { protectedRows } from "../../src/tables/protected-rows.ts";
import { solver, under } from "../made-up-results.ts";
import { gated, table } from "./tables-of-text.ts";

const text = table("Area|ill|people|rate\nA|20|50|40%\nB|[x]|40|[z]\nC|2|30|6.7%");

describe("[T11] the protected table has the shape of the true one", () => {
  test("with [c] in withheld cells and [x] and [z] in absent ones", () => {
    expect(gated([text], under(5)).tables[0]?.rows).toEqual([
      ["Area", "ill", "people", "rate"],
      ["A", "20", "50", "40.0%"],
      ["B", "[x]", "40", "[z]"],
      ["C", "[c]", "30", "[c]"],
    ]);
  });

  test("without the column of people", () => {
    const people = table("Area|visits|children\nA|40|20\nB|50|30");
    expect(gated([people], under(5), { people: "children" }).tables[0]?.rows).toEqual([
      ["Area", "visits"],
      ["A", "40"],
      ["B", "50"],
    ]);
  });

  test("a release of another table is refused", () => {
    const [own] = gated([text], under(5)).tables;
    if (own === undefined) throw new Error("the gate gave nothing");
    expect(() => protectedRows(own.table, { ...own.released, rows: own.released.rows.slice(1) })).toThrow(
      new RangeError(`${own.released.id} has no cell in row 2, column 1`),
    );
    const { value } = readCountsTables([text]);
    if (value === undefined) throw new Error("the table was not read");
    expect(() => gateTables({ ...value, results: [] }, under(5), solver)).toThrow(
      new RangeError(`the gate gave nothing for ${own.released.id}`),
    );
  });
});

test("[D96] what a person has to look at is told for each table", () => {
  const alike = table("Area|yes|no|Total\nA|20|0|20\nB|15|25|40\nTotal|35|25|60", "alike.csv");
  const mixed = table("Age|yes|no|Total\n15|20|15|35\n16|15|10|25", "mixed.csv");
  const { tables } = gateTables(
    readCountsTables([alike, mixed]).value ?? { tables: [], results: [] },
    shippedPolicies.opensafely,
    solver,
  );
  expect(tables.map(({ findings }) => findings.map(({ kind, row }) => `${kind} in row ${row}`))).toEqual([
    ["class-disclosure in row 0", "class-disclosure in row 1"],
    [],
  ]);
});
