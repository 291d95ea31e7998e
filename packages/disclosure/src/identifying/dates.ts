import { follower, type Reading, type Sighting } from "./detail.ts";
import { wordSet } from "./everyday-words.ts";
import { isGlued, wordAt, wordFollowing, wordsStandAt } from "./nearby-words.ts";
import { digitWords, hasOrdinalEnding, numberInWordsEnd, ordinalEnd, ordinalInWordsStart } from "./number-words.ts";
import type { Token } from "./plain-text.ts";

const months = wordSet(`
  january february march april may june july august september october november december jan feb mar apr jun jul aug
  sep sept oct nov dec
`);
const shortMonths = wordSet("jan feb mar apr jun jul aug sep sept oct nov dec");
/** Months whose small letters may be another word: dates only with a capital, a figure or a word such as "since". */
const doubtfulMonths = new Set([...shortMonths, "may", "march"]);
const monthsElsewhere: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["sq", wordSet("janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor")],
  ["ro", wordSet("ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie")],
  ["fr", wordSet("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")],
  ["es", wordSet("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")],
  ["pl", wordSet("stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia")],
  ["vi", wordSet("thang")],
  // As they are without the marks on their letters.
  ["ar", wordSet("يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر")],
]);

const weekdays = wordSet(
  "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri",
);
const shortWeekdays = wordSet("mon tue tues wed thu thur thurs fri");
const seasons = wordSet(
  "spring summer autumn fall winter christmas easter eid ramadan diwali tet newroz nowruz hanukkah",
);
const nearness = wordSet(
  "last next previous coming following past early late mid since until till by during in before after of",
);
const pointing = wordSet("last next previous coming following past");
const units = wordSet("day days week weeks fortnight month months mth mths year years yr yrs decade decades");
const pointedUnits = wordSet("week month year fortnight weekend");
const smallNumbers = wordSet(`
  a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty thirty couple few several
`);
const betweenNumbers = wordSet("of or to - and half");
const dayPrepositions = wordSet("on by until till since from before after");
/** What may stand behind "on the 12th" when nothing is counted by it. */
const behindDays = wordSet("i we he she they my the and at when it for");
const beforeMonth = wordSet("the this that each every last");

const joints = wordSet("- / .");
/** What in front of a number makes it part of a longer one, an amount or a sign. */
const numberMarks: ReadonlySet<string> = new Set([...joints, "+", "£", "$", "€"]);
const dashes = wordSet("- /");
const betweenDays = wordSet("- & and to or");
const behindWeekdays = wordSet(". ,");
const behindMonths = wordSet(", - / of in");
const behindSeasons = wordSet("of in day eve time , -");
const each = wordSet("every each most all");

const dayOrMonth = /^(?:0?[1-9]|[12]\d|3[01])$/;
const monthOfYear = /^(?:0?[1-9]|1[0-2])$/;
const fourDigitYear = /^(?:1[3-9]|20)\d\d$/;
const twoDigits = /^\d\d$/;

/** Days and months in figures: 12/03/2019, 2019-03-12, 3.2019, 12 3 2019, 2019/20. */
export function* datesInFigures(reading: Reading): Iterable<Sighting> {
  let next = 0;
  for (const at of reading.tokens.keys()) {
    if (at < next || !reading.isFree(at)) continue;
    if (numberMarks.has(wordAt(reading, at - 1)) || isInsideWord(reading, at)) continue;
    const last = threeParts(reading, at) ?? twoParts(reading, at);
    if (last === undefined) continue;
    yield { kind: "date", first: at, last };
    next = last + 1;
  }
}

/** Whether a letter or a digit stands right in front. */
function isInsideWord(reading: Reading, at: number): boolean {
  const previous = reading.tokens[at - 1];
  return isGlued(reading, at) && previous !== undefined && previous.kind !== "mark";
}

function threeParts(reading: Reading, at: number): number | undefined {
  const second = partAfter(reading, at, true);
  if (second === undefined) return undefined;
  const isSpaced = second === at + 1;
  const third = partAfter(reading, second, true);
  if (third === undefined || goesOn(reading, third, isSpaced)) return undefined;
  const [a, b, c] = [wordAt(reading, at), wordAt(reading, second), wordAt(reading, third)];
  const isYearLast = fourDigitYear.test(c) || (!isSpaced && twoDigits.test(c));
  const dayFirst = dayOrMonth.test(a) && dayOrMonth.test(b) && isYearLast;
  const yearFirst = fourDigitYear.test(a) && dayOrMonth.test(b) && dayOrMonth.test(c);
  return dayFirst || yearFirst ? third : undefined;
}

function twoParts(reading: Reading, at: number): number | undefined {
  const second = partAfter(reading, at, false);
  if (second === undefined || goesOn(reading, second, false)) return undefined;
  const [a, mark, b] = [wordAt(reading, at), wordAt(reading, at + 1), wordAt(reading, second)];
  if (fourDigitYear.test(b) && (fourDigitYear.test(a) || monthOfYear.test(a))) return second;
  if (mark !== "." && fourDigitYear.test(a) && (twoDigits.test(b) || monthOfYear.test(b))) return second;
  return mark === "/" && dayOrMonth.test(a) && monthOfYear.test(b) && `${a}/${b}` !== "24/7" ? second : undefined;
}

/** The next group of digits behind a mark or, where that is asked, behind a space. */
function partAfter(reading: Reading, at: number, orSpace: boolean): number | undefined {
  if (orSpace && follower(reading, at + 1)?.kind === "number") return at + 1;
  return joints.has(wordFollowing(reading, at + 1)) && follower(reading, at + 2)?.kind === "number"
    ? at + 2
    : undefined;
}

/** Whether further digits follow, so that this is part of a longer number: not "on 12/03/2019. 15 of us". */
function goesOn(reading: Reading, at: number, orSpace: boolean): boolean {
  const next = partAfter(reading, at, orSpace);
  if (next === undefined || wordAt(reading, next).length < 2) return false;
  return next === at + 1 || (isGlued(reading, at + 1) && isGlued(reading, next));
}

/** Dates with words in them: months, weekdays, seasons with a year, years, "two weeks ago". */
export function datesInWords(languages: readonly string[]): (reading: Reading) => Iterable<Sighting> {
  const elsewhere = monthsIn(languages);
  return function* (reading) {
    let next = 0;
    for (const [at, token] of reading.tokens.entries()) {
      if (at < next || !reading.isFree(at)) continue;
      const found =
        aroundMonth(reading, at, token, elsewhere) ??
        aroundWeekday(reading, at, token) ??
        aroundSeason(reading, at) ??
        ordinalDay(reading, at, token) ??
        agoOrPointed(reading, at) ??
        yearAlone(reading, at, token);
      if (found === undefined) continue;
      yield { kind: "date", ...found };
      next = found.last + 1;
    }
  };
}

function monthsIn(languages: readonly string[]): ReadonlySet<string> {
  const known = [...monthsElsewhere].filter(([language]) =>
    languages.some((tag) => tag === language || tag.startsWith(`${language}-`)),
  );
  return new Set(known.flatMap(([, names]) => [...names]));
}

type Span = Pick<Sighting, "first" | "last">;

/** A month with the day before or behind it, the weekday before that, and the year behind. */
function aroundMonth(reading: Reading, at: number, token: Token, elsewhere: ReadonlySet<string>): Span | undefined {
  const isElsewhere = elsewhere.has(token.base);
  if (!months.has(token.base) && !isElsewhere) return undefined;
  const before = dayBefore(reading, at);
  const last = afterMonth(reading, at, before < at);
  const isSure = before < at || last > at || isElsewhere;
  return isSure || standsForMonth(reading, at, token) ? { first: weekdayBefore(reading, before), last } : undefined;
}

function standsForMonth(reading: Reading, at: number, { base, letters, opens }: Token): boolean {
  const previous = wordAt(reading, at - 1);
  if (nearness.has(previous) || (previous === "-" && wordAt(reading, at - 2) === "mid")) return true;
  if (letters === "small") return !doubtfulMonths.has(base);
  if (base === "may") return letters === "capital" && !opens;
  return !(shortMonths.has(base) && opens);
}

/** The first token of the day in front of a month: "12", "12th of", "the twelfth of", "twelfth day of". */
function dayBefore(reading: Reading, at: number): number {
  if (follower(reading, at) === undefined) return at;
  let last = at - 1;
  if (dashes.has(wordAt(reading, last))) last--;
  if (wordAt(reading, last) === "of") last--;
  if (wordAt(reading, last) === "day") last--;
  const first = dayStart(reading, last);
  return first === undefined ? at : firstOfSeveralDays(reading, first);
}

/** The first token of a day that ends here: "12", "12th", "twelfth", "twenty-third". */
function dayStart(reading: Reading, last: number): number | undefined {
  if (!reading.isFree(last)) return undefined;
  const figure = hasOrdinalEnding(reading, last - 1) ? last - 1 : last;
  return dayOrMonth.test(wordAt(reading, figure)) ? figure : ordinalInWordsStart(reading, last);
}

/** "12-14 March", "12 and 14 March", "12th to 14th March", "the first to the third of March". */
function firstOfSeveralDays(reading: Reading, at: number): number {
  const joined = wordAt(reading, at - 1) === "the" ? at - 2 : at - 1;
  return (betweenDays.has(wordAt(reading, joined)) ? dayStart(reading, joined - 1) : undefined) ?? at;
}

function weekdayBefore(reading: Reading, at: number): number {
  let first = at - 1;
  if (wordAt(reading, first) === "the") first--;
  if (behindWeekdays.has(wordAt(reading, first))) first--;
  return weekdays.has(wordAt(reading, first)) && reading.isFree(first) ? first : at;
}

/** The last token behind a month: its point, a day, a year. */
function afterMonth(reading: Reading, at: number, hasDayBefore: boolean): number {
  let next = at + 1;
  if (shortMonths.has(wordAt(reading, at)) && wordAt(reading, next) === "." && isGlued(reading, next)) next++;
  const dayEnd = dayEndBehind(reading, dashes.has(wordFollowing(reading, next)) ? next + 1 : next);
  const begin = dayEnd === undefined ? next : dayEnd + 1;
  next = begin;
  while (behindMonths.has(wordFollowing(reading, next))) next++;
  const yearEnd = yearEndBehind(reading, next);
  if (yearEnd !== undefined) return yearEnd;
  const isDashed = dashes.has(wordAt(reading, next - 1)) && isGlued(reading, next);
  const isShortYear = isDashed || (next === begin && (hasDayBefore || dayEnd !== undefined));
  return isShortYear && twoDigits.test(wordFollowing(reading, next)) ? next : (dayEnd ?? at);
}

function dayEndBehind(reading: Reading, at: number): number | undefined {
  const isNamed = wordFollowing(reading, at) === "the";
  const first = isNamed ? at + 1 : at;
  if (!dayOrMonth.test(wordFollowing(reading, first))) return isNamed ? ordinalEnd(reading, first) : undefined;
  return hasOrdinalEnding(reading, first) ? first + 1 : first;
}

/** The same as `yearEnd` for a year that follows other words in a line. */
function yearEndBehind(reading: Reading, at: number): number | undefined {
  return follower(reading, at) === undefined ? undefined : yearEnd(reading, at);
}

/**
 * The last token of a year in figures or words that begins here: "2019", "'19", "twenty nineteen", "two thousand and
 * nineteen".
 */
function yearEnd(reading: Reading, at: number): number | undefined {
  const word = wordAt(reading, at);
  if (fourDigitYear.test(word)) return wordAt(reading, at + 1) === "s" && isGlued(reading, at + 1) ? at + 1 : at;
  if (word === "'")
    return twoDigits.test(wordFollowing(reading, at + 1)) && isGlued(reading, at + 1) ? at + 1 : undefined;
  if (word === "two" && wordFollowing(reading, at + 1) === "thousand") {
    const next = wordFollowing(reading, at + 2) === "and" ? at + 3 : at + 2;
    return numberBehind(reading, next) ?? at + 1;
  }
  const isCentury = word === "twenty" || word === "nineteen";
  return isCentury && !digitWords.has(wordAt(reading, at + 1)) ? numberBehind(reading, at + 1) : undefined;
}

function numberBehind(reading: Reading, at: number): number | undefined {
  return follower(reading, at) === undefined ? undefined : numberInWordsEnd(reading, at);
}

/** A year without a month or a season. */
function yearAlone(reading: Reading, at: number, { kind }: Token): Span | undefined {
  const last = yearEnd(reading, at);
  if (last === undefined || isInsideWord(reading, at)) return undefined;
  if (kind === "number" && isInLongerNumber(reading, at)) return undefined;
  return { first: at, last };
}

/** Whether a year in figures stands among other digits, seven and more together with it: "943 2019 5919". */
function isInLongerNumber(reading: Reading, at: number): boolean {
  const before = joints.has(wordFollowing(reading, at - 1)) ? at - 2 : at - 1;
  const behind = joints.has(wordFollowing(reading, at + 1)) ? at + 2 : at + 1;
  const digitsBefore = follower(reading, at) === undefined ? 0 : groupLength(reading, before);
  const digitsBehind = follower(reading, behind) === undefined ? 0 : groupLength(reading, behind);
  return digitsBefore + digitsBehind >= 3;
}

/** How many digits a group has that is no year itself. */
function groupLength({ tokens, isFree }: Reading, at: number): number {
  const token = tokens[at];
  if (token?.kind !== "number" || !isFree(at) || fourDigitYear.test(token.text)) return 0;
  return token.text.length;
}

/** "Tuesday", "last Tuesday", "Friday the 13th"; not "every Tuesday". */
function aroundWeekday(reading: Reading, at: number, { base, letters, opens }: Token): Span | undefined {
  if (!weekdays.has(base)) return undefined;
  const isShort = shortWeekdays.has(base);
  if (isShort && (letters !== "capital" || opens || isInsideWord(reading, at))) return undefined;
  const mark = wordAt(reading, at + 1);
  const dayEnd = dayEndBehind(reading, mark === "," || (isShort && mark === ".") ? at + 2 : at + 1);
  const previous = wordAt(reading, at - 1);
  if (dayEnd === undefined && each.has(previous)) return undefined;
  const last = dayEnd ?? at;
  // "Tuesday 12 March" is found from its month.
  const month = wordFollowing(reading, last + 1) === "of" ? last + 2 : last + 1;
  if (last > at && months.has(wordFollowing(reading, month))) return undefined;
  return { first: pointing.has(previous) && reading.isFree(at - 1) ? at - 1 : at, last };
}

/** "summer 2019", "the winter of 2018", "last summer"; without a year or "last" a season tells nothing. */
function aroundSeason(reading: Reading, at: number): Span | undefined {
  const season = wordAt(reading, at);
  if (!seasons.has(season)) return undefined;
  let next = at + 1;
  while (behindSeasons.has(wordFollowing(reading, next))) next++;
  const last = yearEndBehind(reading, next);
  const previous = wordAt(reading, at - 1);
  const isThis = (previous === "this" || previous === "that") && season !== "fall";
  const isPointed = pointing.has(previous) || isThis;
  if (last === undefined && !isPointed) return undefined;
  return { first: isPointed && reading.isFree(at - 1) ? at - 1 : at, last: last ?? at };
}

/** "on the 12th", "on the twenty-third", "the 3rd of the month": not "the 3rd worker". */
function ordinalDay(reading: Reading, at: number, { kind, base }: Token): Span | undefined {
  if (wordAt(reading, at - 1) !== "the" || (kind === "number" && !dayOrMonth.test(base))) return undefined;
  const last = ordinalEnd(reading, at);
  if (last === undefined) return undefined;
  const next = wordFollowing(reading, last + 1);
  if (next === "of" && beforeMonth.has(wordAt(reading, last + 2)) && wordAt(reading, last + 3) === "month") {
    return { first: at, last: last + 3 };
  }
  const stands = next === "" || behindDays.has(next) || reading.tokens[last + 1]?.kind === "mark";
  return stands && dayPrepositions.has(wordAt(reading, at - 2)) ? { first: at, last } : undefined;
}

/** "two weeks ago", "3 years ago", "a year and a half ago", "last month", "last year". */
function agoOrPointed(reading: Reading, at: number): Span | undefined {
  const word = wordAt(reading, at);
  if ((word === "last" || word === "next") && pointedUnits.has(wordFollowing(reading, at + 1))) {
    return { first: at, last: at + 1 };
  }
  if (!isAmount(reading, at)) return undefined;
  let next = at + 1;
  while (next < at + 4 && (isAmount(reading, next) || betweenNumbers.has(wordAt(reading, next)))) next++;
  if (!units.has(wordAt(reading, next))) return undefined;
  const last = wordsStandAt(reading, next + 1, "and", "a", "half") ? next + 4 : next + 1;
  return wordAt(reading, last) === "ago" ? { first: at, last } : undefined;
}

function isAmount(reading: Reading, at: number): boolean {
  return reading.tokens[at]?.kind === "number" || smallNumbers.has(wordAt(reading, at));
}
