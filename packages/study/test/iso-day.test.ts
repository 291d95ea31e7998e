import fc from "fast-check";
import { expect, test } from "vitest";
import { isIsoDay } from "../src/schema-parts.ts";

test("a day is one of the calendar [F3]", () => {
  for (const day of ["2024-02-29", "2000-02-29", "2023-12-31", "2023-04-30"]) expect(isIsoDay(day)).toBe(true);
  for (const day of ["2023-02-29", "1900-02-29", "2023-04-31", "2023-00-10", "2023-13-01", "2023-1-1", "01/02/2023"]) {
    expect(isIsoDay(day)).toBe(false);
  }
});

test("every day of the calendar is one, and no other three numbers are [F3]", () => {
  const year = fc.integer({ min: 1000, max: 9999 });
  fc.assert(
    fc.property(year, fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (y, m, d) => {
      const written = [y, m, d].map((number) => String(number).padStart(2, "0")).join("-");
      const date = new Date(Date.UTC(y, m - 1, d));
      const exists = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
      expect(isIsoDay(written)).toBe(exists);
    }),
  );
});
