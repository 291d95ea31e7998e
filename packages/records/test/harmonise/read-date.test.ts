import { parseDateFormats } from "@plait/study";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DateRules, readDate } from "../../src/harmonise/read-date.ts";

const SIX_FORMS = "dd/mm/yyyy; dd-mm-yyyy; dd.mm.yyyy; yyyy-mm-dd; d mmm yyyy; d mmmm yyyy";
const DEFAULT = "dd/mm/yyyy; dd-mm-yyyy; dd.mm.yyyy; yyyy-mm-dd; d mmm yyyy; serial";

function rules(formats: string, more: Partial<DateRules> = {}): DateRules {
  const parsed = parseDateFormats(formats);
  if (parsed.kind === "not-formats") throw new RangeError(parsed.reason);
  return { formats: parsed.formats, twoDigitYearsUpTo: undefined, wanted: "day", ...more };
}

function read(shown: string, as: DateRules, underlying: string | null = null, date1904 = false) {
  return readDate({ shown, underlying, date1904 }, as);
}

/** `value precision` or the reason. */
function inShort(reading: ReturnType<typeof readDate>): string {
  switch (reading.kind) {
    case "value":
      return `${reading.value} ${reading.precision}`;
    case "problem":
      return reading.reason;
    case "missing":
      return "missing";
  }
}

describe("[H2] a date as text", () => {
  it.each([
    "28/02/2019",
    "28-02-2019",
    "28.02.2019",
    "2019-02-28",
    "28 Feb 2019",
    "28 February 2019",
    "28th Feb. 2019",
  ])("%s is 28 February 2019 in the format that fits it", (shown) => {
    expect(inShort(read(shown, rules(SIX_FORMS)))).toBe("2019-02-28 day");
  });

  it("names the format that fitted, and the first that fits wins", () => {
    expect(read("28-02-2019", rules(SIX_FORMS))).toMatchObject({ format: "dd-mm-yyyy" });
    expect(read("03/04/2019", rules("mm/dd/yyyy; dd/mm/yyyy"))).toMatchObject({ value: "2019-03-04" });
  });

  it("has spaces of every kind mended, and is missing where it is empty", () => {
    expect(inShort(read("\u00a028\u2009February  2019 ", rules(SIX_FORMS)))).toBe("2019-02-28 day");
    expect(inShort(read(" \u200b", rules(SIX_FORMS)))).toBe("missing");
  });

  it("is read in every written form as the day it was written from", () => {
    const day = fc.date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom("dmy/", "dmy-", "dmy.", "iso"), (date, form) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = "", month = "", dayOfMonth = ""] = iso.split("-");
        const written = form === "iso" ? iso : [dayOfMonth, month, year].join(form.slice(3));
        expect(inShort(read(written, rules(SIX_FORMS)))).toBe(`${iso} day`);
      }),
    );
  });
});

describe("[H3] nothing is reordered or guessed", () => {
  it.each([
    ["31/04/2019", "impossible-date"],
    ["29/02/2019", "impossible-date"],
    ["00/01/2019", "impossible-date"],
    ["04/28/2019", "month-before-day"],
    ["13/13/2019", "impossible-date"],
    ["28/02/19", "two-digit-year"],
    ["not known yet", "not-a-date"],
    ["28/02/2019 or so", "not-a-date"],
    ["2/2019", "not-a-date"],
  ])("%s is a problem: %s", (shown, reason) => {
    expect(inShort(read(shown, rules(DEFAULT)))).toBe(reason);
  });

  it("counts a date in doubt that would also be one with day and month exchanged, and reads it as declared", () => {
    expect(read("03/04/2019", rules(DEFAULT))).toMatchObject({ value: "2019-04-03", change: "day-and-month-in-doubt" });
    expect(read("04/04/2019", rules(DEFAULT))).toMatchObject({ change: "date-format" });
    expect(read("13/04/2019", rules(DEFAULT))).toMatchObject({ change: "date-format" });
    expect(read("3 Apr 2019", rules(DEFAULT))).toMatchObject({ change: "date-format" });
    expect(read("2019-04-28", rules(DEFAULT))).toMatchObject({ change: null });
    expect(read("2019-04-03", rules(DEFAULT))).toMatchObject({ value: "2019-04-03", change: null });
  });

  it("takes a two-digit year up to the pivot as 20yy, and no later one", () => {
    const pivot = rules("dd/mm/yy", { twoDigitYearsUpTo: 30 });
    expect(inShort(read("28/02/19", pivot))).toBe("2019-02-28 day");
    expect(inShort(read("28/02/30", pivot))).toBe("2030-02-28 day");
    expect(inShort(read("28/02/31", pivot))).toBe("two-digit-year");
    expect(inShort(read("28/02/19", rules("dd/mm/yy")))).toBe("two-digit-year");
  });

  it("drops a time of day and counts it", () => {
    const written = rules("dd/mm/yyyy; yyyy-mm-dd");
    for (const time of [" 00:00", " 09:30:15", "T23:59:59.999Z", " 9:30 PM"]) {
      expect(read(`28/02/2019${time}`, written)).toMatchObject({ value: "2019-02-28", change: "time-dropped" });
    }
    expect(inShort(read("28/02/2019 24 hours", written))).toBe("not-a-date");
  });
});

describe("[H4] a partial date keeps its precision", () => {
  const partial = rules("dd/mm/yyyy; mmm yy; mmmm yyyy; mm/yyyy; yyyy", { twoDigitYearsUpTo: 30 });

  it.each([
    ["April 19", "2019-04-01 month"],
    ["Apr 19", "2019-04-01 month"],
    ["Sept 2019", "2019-09-01 month"],
    ["04/2019", "2019-04-01 month"],
    ["2019", "2019-01-01 year"],
    ["01/04/2019", "2019-04-01 day"],
    ["Aprilis 19", "not-a-date"],
    ["13/2019", "impossible-date"],
  ])("%s is %s", (shown, expected) => {
    expect(inShort(read(shown, partial))).toBe(expected);
  });

  it("and a month is the month of a whole date, but not of a year", () => {
    const month = { ...partial, wanted: "month" } as const;
    expect(inShort(read("28/02/2019", month))).toBe("2019-02-01 month");
    expect(inShort(read("2019", month))).toBe("incomplete-date");
  });
});

describe("[H5] a spreadsheet's serial", () => {
  it.each([
    ["1", "1900-01-01 day"],
    ["59", "1900-02-28 day"],
    ["60", "impossible-date"],
    ["61", "1900-03-01 day"],
    ["43524", "2019-02-28 day"],
    ["43524.5", "2019-02-28 day"],
    ["43524.999999", "2019-03-01 day"],
    ["43524.99999", "2019-02-28 day"],
  ])("%s is %s in the 1900 system", (serial, expected) => {
    expect(inShort(read(serial, rules(DEFAULT)))).toBe(expected);
  });

  it.each([
    ["1", "1904-01-02 day"],
    ["60", "1904-03-01 day"],
    ["42062", "2019-02-28 day"],
  ])("%s is %s in the 1904 system", (serial, expected) => {
    expect(inShort(read(serial, rules(DEFAULT), null, true))).toBe(expected);
  });

  it("is what a date cell is read from, whatever the cell displays or the column declares", () => {
    expect(read("28-Feb", rules("dd/mm/yyyy"), "43524")).toMatchObject({ value: "2019-02-28", format: "serial" });
    expect(read("02/28/19", rules("dd/mm/yyyy"), "43524.25")).toMatchObject({ value: "2019-02-28" });
    expect(read("2019", rules("yyyy"), "43524")).toMatchObject({ value: "2019-02-28", precision: "day" });
  });

  it("is not read from text where no serial is declared", () => {
    expect(inShort(read("43524", rules("dd/mm/yyyy")))).toBe("not-a-date");
  });

  it("is neither a year nor a number beyond any date of a record", () => {
    expect(inShort(read("2019", rules("serial")))).toBe("not-a-date");
    expect(inShort(read("1042019", rules("serial")))).toBe("not-a-date");
    expect(inShort(read("01042019", rules("ddmmyyyy"), "1042019"))).toBe("2019-04-01 day");
  });

  it("counts one day on for every one on, and names the same day in both systems 1,462 apart", () => {
    const serials = fc.integer({ min: 61, max: 70000 }).filter((n) => !/^(19|20)\d\d$/u.test(String(n + 1462)));
    const usable = serials.filter((n) => !/^(19|20)\d\d$/u.test(String(n)));
    fc.assert(
      fc.property(usable, (serial) => {
        const in1904 = read(String(serial), rules("serial"), null, true);
        const in1900 = read(String(serial + 1462), rules("serial"));
        expect(inShort(in1904)).toBe(inShort(in1900));
        const days = Date.parse(inShort(in1900).slice(0, 10)) / 86_400_000;
        expect(days - Date.parse("1900-03-01") / 86_400_000).toBe(serial + 1462 - 61);
      }),
    );
  });
});
