import type { Row, Sum } from "@plait/study";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumsAcrossColumns } from "../../src/describe/sums-across-columns.ts";

const rowsOf = (figures: readonly (readonly (number | null)[])[]): Row[] =>
  figures.map((values, row) => ({
    id: `${row}`,
    label: `${row}`,
    cells: values.map((value) =>
      value === null
        ? { kind: "absent", reason: "not-supplied" }
        : { kind: "count", value, people: { kind: "published", source: "A ministry" } },
    ),
  }));

/** `1: 3 = 0 + 2`, row and columns. */
const inWords = (sums: readonly Sum[]) =>
  sums.map(({ total, parts }) => `${total.row}: ${total.column} = ${parts.map(({ column }) => column).join(" + ")}`);

describe("[X3] sums across columns", () => {
  it("are found where a column is the sum of others in every row", () => {
    const figures = [
      [8, 1, 0, 9],
      [5, 6, 2, 13],
    ];
    expect(inWords(sumsAcrossColumns(rowsOf(figures)))).toEqual(["0: 3 = 0 + 1 + 2", "1: 3 = 0 + 1 + 2"]);
  });

  it("are stated for the rows in which they hold, if these are most", () => {
    const misprinted = [
      [8, 1, 9],
      [5, 6, 10],
      [4, 4, 8],
      [3, null, 7],
    ];
    expect(inWords(sumsAcrossColumns(rowsOf(misprinted)))).toEqual(["0: 2 = 0 + 1", "2: 2 = 0 + 1"]);
    expect(sumsAcrossColumns(rowsOf(misprinted.slice(0, 2)))).toEqual([]);
  });

  it("need two parts and a total, and leave cells without a count out", () => {
    expect(sumsAcrossColumns(rowsOf([[4, 4]]))).toEqual([]);
    expect(sumsAcrossColumns(rowsOf([[4, null, 4]]))).toEqual([]);
    expect(sumsAcrossColumns([])).toEqual([]);
  });

  it("are found at either end of neighbours in a table of more than 12 columns", () => {
    const figures = [Array.from({ length: 14 }, (_, column) => (column === 13 ? 2 ** 13 - 1 : 2 ** column))];
    expect(inWords(sumsAcrossColumns(rowsOf(figures)))).toEqual([
      `0: 13 = ${Array.from({ length: 13 }, (_, column) => column).join(" + ")}`,
    ]);
    const totalFirst = [[...(figures[0] ?? [])].reverse()];
    expect(inWords(sumsAcrossColumns(rowsOf(totalFirst)))).toHaveLength(1);
  });

  it("always hold", () => {
    const table = fc.array(fc.array(fc.nat(6), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(table, (figures) => {
        const at = ({ row, column }: Sum["total"]) => figures[row]?.[column] ?? Number.NaN;
        for (const { total, parts } of sumsAcrossColumns(rowsOf(figures))) {
          expect(parts.reduce((sum, part) => sum + at(part), 0)).toBe(at(total));
        }
      }),
    );
  });
});
