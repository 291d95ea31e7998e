import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReference } from "../../src/harmonise/read-reference.ts";

const form = { prefix: "URN", digits: 6, acceptPrefixes: ["ICTG-", "URN-", "URN ", ""] };
const cell = (shown: string, underlying: string | null = null) => ({ shown, underlying, date1904: false });
const read = (shown: string, underlying: string | null = null) => readReference(cell(shown, underlying), form);
const value = (reading: ReturnType<typeof readReference>) => (reading.kind === "value" ? reading.value : reading.kind);

describe("[H1] a reference number", () => {
  it.each([
    ["URN000123", "as it should be"],
    ["urn000123", "other case"],
    ["URN 000123", "a space inside"],
    ["  URN\u00a0000123\u200b ", "spaces of other kinds around and inside"],
    ["ICTG-000123", "an accepted prefix"],
    ["ictg-123", "an accepted prefix in other case, zeros lost"],
    ["123", "no prefix, zeros lost"],
    ["0000123", "a zero too many"],
    ["123.0", "a decimal point from a spreadsheet"],
    ["123.000", "several decimals that are zero"],
  ])("%s is URN000123 (%s)", (shown) => {
    expect(value(read(shown))).toBe("URN000123");
  });

  it.each(["123.5", "1234567", "URN12A", "XYZ-123", "12-34", "1.23E+05", "see above"])("%s is none", (shown) => {
    expect(read(shown)).toEqual({ kind: "problem", reason: "not-a-reference" });
  });

  it("takes the digits underneath where the cell shows scientific notation or hashes, and only there", () => {
    expect(value(read("1.23E+05", "123000"))).toBe("URN123000");
    expect(value(read("######", "42"))).toBe("URN000042");
    expect(value(read("000042", "42"))).toBe("URN000042");
    expect(value(read("17", "16.8"))).toBe("URN000017");
  });

  it("says whether spaces or the form were mended", () => {
    expect(read("URN000123")).toMatchObject({ change: null });
    expect(read(" URN000123")).toMatchObject({ change: "spaces" });
    expect(read("123")).toMatchObject({ change: "reference-form" });
    expect(read("  ")).toEqual({ kind: "missing", change: null });
  });

  it("is never a number on its way: digits no double could hold stay as they are", () => {
    const long = { prefix: "", digits: 20, acceptPrefixes: [] };
    expect(value(readReference(cell("12345678901234567891"), long))).toBe("12345678901234567891");
  });

  it("comes out the same however it was mistyped", () => {
    const prefix = fc.constantFrom("URN", "urn", "Urn-", "ICTG-", "ictg-", "");
    const zeros = fc.integer({ min: 0, max: 5 });
    const space = fc.constantFrom("", " ", "\u00a0", "\t");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999999 }), prefix, zeros, space, (number, before, lost, gap) => {
        const digits = String(number).padStart(6, "0");
        const significant = digits.replace(/^0+(?=\d)/u, "");
        const typed = gap + before + gap + significant.padStart(6 - lost, "0") + gap;
        expect(value(read(typed))).toBe(`URN${digits}`);
      }),
    );
  });
});
