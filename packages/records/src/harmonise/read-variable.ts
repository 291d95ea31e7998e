import {
  rawValueKey as cleanText,
  type DateFormat,
  DEFAULT_DATE_FORMATS,
  indicatorName,
  parseDateFormats,
  type RecordsRules,
  type ValueRepair,
  type VariableRule,
} from "@plait/study";
import type { RawCell } from "./cell-reading.ts";
import { type Repairs, readCategory, readTokens, TOKEN_JOINT } from "./read-category.ts";
import { type DateReading, readDate } from "./read-date.ts";
import { readNumber } from "./read-number.ts";
import { readReference } from "./read-reference.ts";

/** How the cells of one variable are read in sheets of one kind with one list of date formats. */
export interface VariableReader {
  read(cell: RawCell): DateReading;
  /** The indicator columns set by a value of a field that lists several. */
  indicators(value: string): ReadonlyMap<string, 0 | 1> | null;
}

/** The one place that says how each type of variable is read. */
export function variableReader(
  rule: VariableRule,
  variable: string,
  kind: string,
  formats: readonly DateFormat[] | null,
  repairs: readonly ValueRepair[],
  rules: RecordsRules,
): VariableReader {
  const missing = new Set(rules.missing.map(cleanText));
  const repairsHere = repairsFor(repairs, kind);
  const read = readerOfType(rule, formats, repairsHere, rules);
  return {
    read: (cell) => (missing.has(cleanText(cell.shown)) ? { kind: "missing", change: null } : read(cell)),
    indicators: (value) => (rule.type === "multi" ? indicatorsOf(rule.values, variable, value) : null),
  };
}

function readerOfType(
  rule: VariableRule,
  formats: readonly DateFormat[] | null,
  repairs: Repairs,
  rules: RecordsRules,
): (cell: RawCell) => DateReading {
  switch (rule.type) {
    case "reference": {
      const form = { prefix: rule.prefix, digits: rule.digits, acceptPrefixes: rule.accept_prefixes };
      return repairedFirst(repairs, (cell) => readReference(cell, form));
    }
    case "date":
    case "month": {
      const twoDigitYearsUpTo = rules.dates.two_digit_years_up_to;
      const wanted = rule.type === "month" ? "month" : "day";
      const declared = formats ?? defaultFormats();
      return repairedFirst(repairs, (cell) => readDate(cell, { formats: declared, twoDigitYearsUpTo, wanted }));
    }
    case "integer":
    case "number":
      return repairedFirst(repairs, (cell) =>
        readNumber(cell, { whole: rule.type === "integer", from: rule.from, to: rule.to }),
      );
    case "category": {
      const declared =
        rule.values === undefined || rule.otherwise === "keep" ? null : new Set([...rule.values, ...rule.unknown]);
      return (cell) => readCategory(cell, repairs, declared);
    }
    case "multi":
      return (cell) => readTokens(cell, repairs, rule.values, rule.unknown, rule.separators);
    case "text":
      return (cell) => {
        const value = cell.shown.trim();
        return value === "" ? { kind: "missing", change: null } : { kind: "value", value, change: null };
      };
  }
}

/** A decision about a reference, date or number replaces the text before it is read, so it must itself be well formed. */
function repairedFirst(repairs: Repairs, read: (cell: RawCell) => DateReading): (cell: RawCell) => DateReading {
  return (cell) => {
    const repaired = repairs.get(cleanText(cell.shown));
    if (repaired === undefined) return read(cell);
    if (repaired === null) return { kind: "missing", change: "value-repair" };
    const reading = read({ ...cell, shown: repaired, underlying: null });
    return reading.kind === "problem" ? reading : { ...reading, change: "value-repair" };
  };
}

function repairsFor(repairs: readonly ValueRepair[], kind: string): Repairs {
  const general = repairs.filter((repair) => repair.kind === undefined);
  const special = repairs.filter((repair) => repair.kind === kind);
  return new Map([...general, ...special].map((repair) => [cleanText(repair.raw), repair.canonical]));
}

function defaultFormats(): readonly DateFormat[] {
  const parsed = parseDateFormats(DEFAULT_DATE_FORMATS);
  if (parsed.kind === "not-formats") throw new RangeError(`the default date formats cannot be read: ${parsed.reason}`);
  return parsed.formats;
}

function indicatorsOf(values: readonly string[], variable: string, value: string): ReadonlyMap<string, 0 | 1> {
  const found = new Set(value.split(TOKEN_JOINT));
  return new Map(values.map((one) => [indicatorName(variable, one), found.has(one) ? 1 : 0]));
}
