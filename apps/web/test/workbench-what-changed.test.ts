import type { ReplyOf } from "@plait/api";
import { describe, expect, it } from "vitest";
import { placeOf, whatChanged } from "../src/workbench/records/what-changed.ts";

type Result = ReplyOf<"readPreviewedResult">;

/** A result with two columns and these rows of true numbers. */
function resultOf(
  rows: Readonly<Record<string, readonly string[]>>,
  columns: readonly string[] = ["north", "south"],
): Result {
  return {
    ...{ id: "t", title: "T", summary: "", status: "released", rowHeading: "Row" },
    columns: columns.map((id) => ({ id, label: id, unit: "people" })),
    rows: Object.entries(rows).map(([id, cells]) => ({
      ...{ id, label: `Row ${id}`, isNameWithheld: false },
      cells: cells.map((inside) => ({ inside, seen: "[c]", standing: "withheld", because: "threshold" })),
    })),
    ...{ sentences: [], notes: [], models: [], checks: [], findings: [] },
  };
}

describe("[W20] what is other than before", () => {
  it("is the true number that stood in a cell, by row and column, wherever these stand now", () => {
    const before = resultOf({ a: ["1", "2"], b: ["3", "4"] });
    const now = resultOf({ b: ["4", "5"], a: ["2", "1"] }, ["south", "north"]);
    const { was, newRows, goneRows } = whatChanged(before, now);
    expect([...was]).toEqual([[placeOf("b", "north"), "3"]]);
    expect([newRows.size, goneRows]).toEqual([0, []]);
  });

  it("is named where rows come and go", () => {
    const { was, newRows, goneRows } = whatChanged(resultOf({ a: ["1", "2"] }), resultOf({ b: ["1", "2"] }));
    expect([was.size, [...newRows], goneRows]).toEqual([0, ["b"], ["Row a"]]);
  });

  it("is nothing where only what the reader sees is other", () => {
    const before = resultOf({ a: ["1"] }, ["north"]);
    const now: Result = {
      ...before,
      rows: before.rows.map((row) => ({ ...row, cells: [{ inside: "1", seen: "1", standing: "as-it-is" }] })),
    };
    expect(whatChanged(before, now)).toEqual(whatChanged(before, before));
  });
});
