import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DateFormat, DEFAULT_DATE_FORMATS, parseDateFormats } from "../src/index.ts";

function formats(written: string): readonly DateFormat[] {
  const read = parseDateFormats(written);
  if (read.kind === "not-formats") throw new Error(read.reason);
  return read.formats;
}

function fault(written: string): string | undefined {
  const read = parseDateFormats(written);
  return read.kind === "not-formats" ? read.reason : undefined;
}

describe("date formats [F1]", () => {
  test("are read part by part, in order", () => {
    expect(formats("dd/mm/yyyy; serial")).toEqual([
      {
        kind: "written",
        text: "dd/mm/yyyy",
        precision: "day",
        parts: [
          { part: "day", digits: 2 },
          { part: "separator", text: "/" },
          { part: "month", digits: 2 },
          { part: "separator", text: "/" },
          { part: "year", digits: 4 },
        ],
      },
      { kind: "serial", text: "serial", precision: "day" },
    ]);
  });

  test.each([
    ["d mmm yy", "day"],
    ["yyyymmdd", "day"],
    ["mmm yy", "month"],
    ["mmmm yyyy", "month"],
    ["mm/yyyy", "month"],
    ["yyyy-mm", "month"],
    ["yyyy", "year"],
    ["DD/MM/YYYY", "day"],
    ["d. mmmm yyyy", "day"],
  ])("%s is precise to the %s", (written, precision) => {
    expect(formats(written).map((format) => format.precision)).toEqual([precision]);
  });

  test("the default formats are all whole dates, day first", () => {
    expect(formats(DEFAULT_DATE_FORMATS).map(({ precision }) => precision)).toEqual(Array(6).fill("day"));
  });

  test("parts written out again are the format", () => {
    const day = fc.constantFrom("d", "dd");
    const month = fc.constantFrom("m", "mm", "mmm");
    const year = fc.constantFrom("yy", "yyyy");
    const separator = fc.constantFrom("/", "-", ".", " ", ", ");
    fc.assert(
      fc.property(day, month, year, separator, separator, fc.boolean(), (d, m, y, first, second, dayFirst) => {
        const written = dayFirst ? d + first + m + second + y : y + first + m + second + d;
        const [format] = formats(written);
        expect(format?.kind === "written" && format.parts.map(asWritten).join("")).toBe(written);
      }),
    );
  });
});

describe("what is no date format [F2]", () => {
  test.each([
    ["", "a format is empty"],
    ["dd/mm/yyyy;", "a format is empty"],
    ["dd/mm", '"dd/mm" has no year'],
    ["dd/yyyy", '"dd/yyyy" has a day but no month'],
    ["yyyy/yy", '"yyyy/yy" has two years'],
    ["mm mmm yyyy", '"mm mmm yyyy" has two months'],
    ["dd dd mm yyyy", '"dd dd mm yyyy" has two days'],
    ["dd/mm/yyy", '"dd/mm/yyy" holds "yyy", which is no part of a date'],
    ["yyyy-mm-ddThh", '"yyyy-mm-ddThh" holds "thh"; only d, m, y and separators are understood'],
    ["/mm/yyyy", '"/mm/yyyy" begins or ends with a separator'],
    ["dmyyyy", '"dmyyyy" has d or m beside other digits; write dd or mm, or a separator'],
    ["dd/mm/yyyy; DD/MM/YYYY", '"DD/MM/YYYY" stands twice'],
  ])("%j: %s", (written, reason) => {
    expect(fault(written)).toBe(reason);
  });

  test("every text is either formats or has a reason", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("d", "m", "y", "/", ";", " ", "x", "1") }), (written) => {
        const read = parseDateFormats(written);
        if (read.kind === "formats") expect(read.formats.length).toBe(written.split(";").length);
        else expect(read.reason).toMatch(/\S/);
      }),
    );
  });
});

function asWritten(part: Extract<DateFormat, { kind: "written" }>["parts"][number]): string {
  switch (part.part) {
    case "day":
      return "d".repeat(part.digits);
    case "month":
      return "m".repeat(part.digits);
    case "month-name":
      return "mmm";
    case "year":
      return "y".repeat(part.digits);
    case "separator":
      return part.text;
  }
}
