import fc from "fast-check";
import { expect, test } from "vitest";
import { formulaSafe } from "../src/formula-safe.ts";
import { tableCsv } from "../src/table-csv.ts";
import { released } from "./fixtures/released.ts";
import { closureModels, populations, sampleSizes } from "./fixtures/results.ts";

// [R25]
test("a table is one header row and plain numbers", () => {
  expect(tableCsv(released(sampleSizes)).split("\r\n")).toEqual([
    "Record file,DW (rows),RPC (rows),Missing (rows),Total (rows)",
    "Referral,1838,2251,81,4170",
    "Monthly,19412,15116,659,35187",
    "Contact,57285,21799,756,79840",
    "",
  ]);
});

test("marks stand in cells, and no held-back number is written", () => {
  const csv = tableCsv(released(populations));
  expect(csv).toContain("Gender,Other,[c],31,[c],");
  expect(csv).not.toMatch(/\b8\b/);
});

test("shares are proportions and say so", () => {
  const [header, female] = tableCsv(released(populations)).split("\r\n");
  expect(header).toMatch(/"NRM, share \(proportion\)"$/);
  // 7,400 of 28,751, to the policy's six significant digits.
  expect(female?.split(",").at(-1)).toBe("0.257382");
});

test("estimates take five columns and no stars", () => {
  const [header, labour] = tableCsv(released(closureModels)).split("\r\n");
  expect(header).toContain("Turning 18: estimate,Turning 18: standard error,");
  expect(header).toContain("Turning 18: p-value");
  expect(labour).toMatch(/^Exploitation type,Labour,0\.041,0\.021,/);
  expect(tableCsv(released(closureModels))).not.toContain("*");
});

// [R26]
test("labels that would be formulas are neutralised, numbers are not", () => {
  const [first, ...others] = sampleSizes.rows;
  if (first === undefined) throw new Error("the fixture has rows");
  const csv = tableCsv(
    released({ ...sampleSizes, rows: [{ ...first, label: '=HYPERLINK("http://example.org","x, y")' }, ...others] }),
  );
  expect(csv.split("\r\n")[1]).toMatch(/^"'=HYPERLINK\(""http:\/\/example\.org"",""x, y""\)",1838/);
});

test("no text is left that a spreadsheet would take for a formula", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom("=", "+", "-", "@", "\t", "\r", " ="), (text, start) => {
      expect(formulaSafe(start + text).startsWith("'")).toBe(true);
    }),
  );
  expect(formulaSafe("Non-UK")).toBe("Non-UK");
});
