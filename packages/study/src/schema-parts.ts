import { z } from "zod";

/** What a schema describes, all the way down unchangeable: a study that has been read is never edited in memory. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? number extends T["length"]
    ? readonly DeepReadonly<Item>[]
    : { readonly [Index in keyof T]: DeepReadonly<T[Index]> }
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

export const text = z.string().trim().min(1, { error: "is empty" });

/**
 * Variables and kinds become columns, tables and file names, so their names stay plain. A double underscore marks
 * columns that Plait adds.
 */
export const variableName = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, {
  error: (issue) =>
    `"${String(issue.input)}" is no name: a small letter, then small letters, digits and single _, such as closure_date`,
});

export const ruleName = z.string().regex(/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/, {
  error: (issue) =>
    `"${String(issue.input)}" is no name: a small letter, then small letters, digits, - and _, such as study-period`,
});

export const resultId = z.string().regex(/^records(\.[a-z0-9]+(-[a-z0-9]+)*)+$/, {
  error: (issue) => `"${String(issue.input)}" is no id of a result: it begins with "records.", such as records.by-site`,
});

export const isoMonth = z
  .string({ error: "a month is written yyyy-mm, such as 2019-04" })
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, {
    error: (issue) => `"${String(issue.input)}" is not a month written yyyy-mm, such as 2019-04`,
  });

export const isoDay = z.string({ error: "a day is written yyyy-mm-dd, such as 2019-04-30" }).refine(isIsoDay, {
  error: (issue) => `"${String(issue.input)}" is not a day written yyyy-mm-dd, such as 2019-04-30`,
});

/** Whether a text is a day of the Gregorian calendar written yyyy-mm-dd. */
export function isIsoDay(written: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written);
  if (found === null) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
