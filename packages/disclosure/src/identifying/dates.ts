import { follower, type Reading, type Sighting } from "./detail.ts";
import { wordSet } from "./everyday-words.ts";
import type { Token } from "./plain-text.ts";

const months = wordSet(`
  january february march april may june july august september october november december jan feb mar apr jun jul aug
  sep sept oct nov dec
`);
/** Months whose small letters are another word: dates only with a capital, a figure or a word such as "since". */
const doubtfulMonths = wordSet("may march mar jan sep dec");
const shortMonths = wordSet("jan feb mar apr jun jul aug sep sept oct nov dec");
const monthsElsewhere: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["sq", wordSet("janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor")],
  ["ro", wordSet("ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie")],
  ["fr", wordSet("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")],
  ["es", wordSet("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")],
  ["pl", wordSet("stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia")],
  ["vi", wordSet("thang")],
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
  "last next this that previous coming following past early late mid since until till by during in before after the of",
);
const pointing = wordSet("last next previous coming following past");
const units = wordSet("day days week weeks fortnight month months year years decade decades");
const smallNumbers = wordSet(`
  a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty thirty couple few
`);
const ordinals = wordSet(`
  first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
  sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
`);

/** Days and months in figures: 12/03/2019, 2019-03-12, 3.19, 12 3 2019, 2019/20. */
export function* datesInFigures(reading: Reading): Iterable<Sighting> {
  const { tokens, isFree } = reading;
  for (let at = 0; at < tokens.length; at++) {
    if (!isFree(at) || tokens[at]?.kind !== "number" || isJoined(tokens[at - 1]) || endsWord(tokens, at)) continue;
    const last = threeParts(reading, at) ?? twoParts(reading, at);
    if (last === undefined) continue;
    yield { kind: "date", first: at, last };
    at = last;
  }
}

function isJoined(token: Token | undefined): boolean {
  return token !== undefined && /^[-/.+£$€]$/.test(token.text);
}

function endsWord(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.before === "nothing" && tokens[at - 1]?.kind === "word";
}

function threeParts(reading: Reading, at: number): number | undefined {
  const second = partAfter(reading, at, true);
  const third = second === undefined ? undefined : partAfter(reading, second, true);
  if (second === undefined || third === undefined || goesOn(reading, third)) return undefined;
  const [a, b, c] = [at, second, third].map((part) => reading.tokens[part]?.text ?? "");
  const spaced = reading.tokens[second]?.before === "space" && reading.tokens[at + 1]?.kind === "number";
  const dayFirst = isDayOrMonth(a) && isDayOrMonth(b) && (isYear(c) || (!spaced && c?.length === 2));
  const yearFirst = isYear(a) && isDayOrMonth(b) && isDayOrMonth(c);
  return dayFirst || yearFirst ? third : undefined;
}

function twoParts(reading: Reading, at: number): number | undefined {
  const second = partAfter(reading, at, false);
  if (second === undefined || goesOn(reading, second)) return undefined;
  const [a = "", b = ""] = [at, second].map((part) => reading.tokens[part]?.text);
  const mark = reading.tokens[at + 1]?.text ?? "";
  if (isYear(a) && (isYear(b) || (b.length === 2 && mark !== ".") || (isMonth(b) && mark !== "."))) return second;
  if (isMonth(a) && isYear(b)) return second;
  const isDay = isDayOrMonth(a) && isMonth(b) && `${a}/${b}` !== "24/7";
  return mark === "/" && isDay ? second : undefined;
}

function partAfter({ tokens, isFree }: Reading, at: number, orSpace: boolean): number | undefined {
  const [mark, number] = [tokens[at + 1], tokens[at + 2]];
  if (orSpace && mark?.kind === "number" && mark.before === "space" && isFree(at + 1)) return at + 1;
  const joins = mark !== undefined && /^[-/.]$/.test(mark.text) && mark.before !== "line" && isFree(at + 1);
  return joins && number?.kind === "number" && number.before !== "line" && isFree(at + 2) ? at + 2 : undefined;
}

/** Whether further digits follow, so that this is part of a longer number. */
function goesOn(reading: Reading, at: number): boolean {
  const further = partAfter(reading, at, true);
  const text = further === undefined ? undefined : reading.tokens[further]?.text;
  return text !== undefined && text.length >= 2;
}

function isDayOrMonth(text: string | undefined): boolean {
  return text !== undefined && text.length <= 2 && Number(text) >= 1 && Number(text) <= 31;
}

function isMonth(text: string | undefined): boolean {
  return isDayOrMonth(text) && Number(text) <= 12;
}

function isYear(text: string | undefined): boolean {
  return text !== undefined && /^(?:1[3-9]|20)\d\d$/.test(text);
}

/** Dates with words in them: months, weekdays, seasons with a year, years, "two weeks ago". */
export function datesInWords(languages: readonly string[]): (reading: Reading) => Iterable<Sighting> {
  const elsewhere = new Set(languages.flatMap((tag) => [...(monthsElsewhere.get(tag.split("-")[0] ?? "") ?? [])]));
  return function* (reading) {
    const { tokens, isFree } = reading;
    for (let at = 0; at < tokens.length; at++) {
      if (!isFree(at)) continue;
      const found =
        aroundMonth(reading, at, elsewhere) ??
        aroundWeekday(reading, at) ??
        aroundSeason(reading, at) ??
        ordinalDay(reading, at) ??
        agoOrPointed(reading, at) ??
        year(reading, at);
      if (found === undefined) continue;
      yield { kind: "date", ...found };
      at = found.last;
    }
  };
}

type Span = Pick<Sighting, "first" | "last">;

/** A month with the day before or behind it, the weekday before that, and the year behind. */
function aroundMonth(reading: Reading, at: number, elsewhere: ReadonlySet<string>): Span | undefined {
  const { tokens } = reading;
  const token = tokens[at];
  if (token?.kind !== "word") return undefined;
  const isElsewhere = elsewhere.has(token.base) || elsewhere.has(token.base.replace(/[أإآ]/g, "ا"));
  if (!months.has(token.base) && !isElsewhere) return undefined;
  const before = dayBefore(reading, at);
  const after = afterMonth(reading, at);
  const isSure = before < at || after > at || (isElsewhere && token.base !== "thang");
  if (!isSure && !standsForMonth(reading, at)) return undefined;
  return { first: weekdayBefore(reading, before), last: after };
}

function standsForMonth({ tokens }: Reading, at: number): boolean {
  const token = tokens[at];
  const previous = tokens[at - 1];
  if (token === undefined) return false;
  const isPointed = nearness.has(previous?.base ?? "") || (previous?.text === "-" && tokens[at - 2]?.base === "mid");
  const isVerb = previous?.base === "the" || previous?.base === "that" || previous?.base === "this";
  if (token.letters === "small") {
    if (shortMonths.has(token.base)) return false;
    return !doubtfulMonths.has(token.base) || (isPointed && !isVerb);
  }
  if (token.base === "may") return token.letters === "capital" && !token.opens;
  return !(shortMonths.has(token.base) && token.opens);
}

/** The first token of the day in front of a month: "12", "12th of", "the twelfth of". */
function dayBefore(reading: Reading, at: number): number {
  const { tokens } = reading;
  if (follower(reading, at) === undefined) return at;
  let first = at - 1;
  if (tokens[first]?.text === "-" || tokens[first]?.text === "/") first--;
  if (tokens[first]?.base === "of") first--;
  if (tokens[first]?.base === "day" && ordinals.has(tokens[first - 1]?.base ?? "")) first--;
  if (/^(?:st|nd|rd|th)$/.test(tokens[first]?.base ?? "") && tokens[first]?.before === "nothing") first--;
  const day = tokens[first];
  if (day === undefined || !reading.isFree(first)) return at;
  if (day.kind === "number" && isDayOrMonth(day.text)) return rangeBefore(reading, first);
  if (!ordinals.has(day.base)) return at;
  return tokens[first - 1]?.text === "-" || /^(?:twenty|thirty)$/.test(tokens[first - 1]?.base ?? "")
    ? first - (tokens[first - 1]?.text === "-" ? 2 : 1)
    : first;
}

/** "12-14 March", "12 and 14 March", "12th to 14th March". */
function rangeBefore({ tokens, isFree }: Reading, at: number): number {
  const joins = tokens[at - 1]?.text === "-" || /^(?:and|to|or)$/.test(tokens[at - 1]?.base ?? "");
  if (!joins) return at;
  const first = /^(?:st|nd|rd|th)$/.test(tokens[at - 2]?.base ?? "") ? at - 3 : at - 2;
  const day = tokens[first];
  return day?.kind === "number" && isDayOrMonth(day.text) && isFree(first) ? first : at;
}

function weekdayBefore({ tokens, isFree }: Reading, at: number): number {
  let first = at - 1;
  if (tokens[first]?.base === "the") first--;
  if (tokens[first]?.text === ",") first--;
  return weekdays.has(tokens[first]?.base ?? "") && isFree(first) ? first : at;
}

/** The last token behind a month: its point, a day, a year. */
function afterMonth(reading: Reading, at: number): number {
  const { tokens } = reading;
  let last = at;
  let next = at + 1;
  if (shortMonths.has(tokens[at]?.base ?? "") && tokens[next]?.text === "." && tokens[next]?.before === "nothing")
    next++;
  if (follower(reading, next)?.text === "-" || follower(reading, next)?.text === "/") next++;
  const dayEnd = dayEndAt(reading, next);
  if (dayEnd !== undefined) {
    last = dayEnd;
    next = dayEnd + 1;
  }
  while (/^(?:,|-|\/|of|in)$/.test(follower(reading, next)?.base ?? "") && next < last + 3) next++;
  if (tokens[next]?.text === "'" && tokens[next + 1]?.text.length === 2 && tokens[next + 1]?.kind === "number")
    return next + 1;
  const yearEnd = yearEndAt(reading, next);
  if (yearEnd !== undefined) return yearEnd;
  const short = follower(reading, next);
  const isShortYear = last > at && next === last + 1 && short?.kind === "number" && short.text.length === 2;
  return isShortYear ? next : last;
}

function dayEndAt(reading: Reading, at: number): number | undefined {
  const { tokens } = reading;
  const token = follower(reading, at);
  if (token?.base === "the" && ordinals.has(follower(reading, at + 1)?.base ?? "")) return at + 1;
  const first = token?.base === "the" ? at + 1 : at;
  const day = follower(reading, first);
  if (day?.kind !== "number" || !isDayOrMonth(day.text)) return undefined;
  return /^(?:st|nd|rd|th)$/.test(tokens[first + 1]?.base ?? "") && tokens[first + 1]?.before === "nothing"
    ? first + 1
    : first;
}

const tens = wordSet("twenty thirty forty fifty sixty seventy eighty ninety");
const teens = wordSet("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
const digits = wordSet("one two three four five six seven eight nine");

/**
 * The last token of a year in figures or words that begins here: "2019", "twenty nineteen", "two thousand and
 * nineteen".
 */
function yearEndAt(reading: Reading, at: number): number | undefined {
  const token = follower(reading, at);
  if (token === undefined) return undefined;
  if (token.kind === "number") return isYear(token.text) ? decadeEnd(reading, at) : undefined;
  if (token.base === "two" && follower(reading, at + 1)?.base === "thousand") {
    const next = follower(reading, at + 2)?.base === "and" ? at + 3 : at + 2;
    return belowHundredEnd(reading, next, true) ?? at + 1;
  }
  if (token.base !== "twenty" && token.base !== "nineteen") return undefined;
  return belowHundredEnd(reading, at + 1, false);
}

function decadeEnd({ tokens }: Reading, at: number): number {
  return tokens[at + 1]?.base === "s" && tokens[at + 1]?.before === "nothing" ? at + 1 : at;
}

function belowHundredEnd(reading: Reading, at: number, orDigit: boolean): number | undefined {
  const token = follower(reading, at);
  if (token === undefined || token.before === "nothing") return undefined;
  if (teens.has(token.base) || (orDigit && digits.has(token.base))) return at;
  if (!tens.has(token.base)) return undefined;
  const next = follower(reading, at + 1)?.text === "-" ? at + 2 : at + 1;
  return digits.has(follower(reading, next)?.base ?? "") ? next : at;
}

function year(reading: Reading, at: number): Span | undefined {
  const { tokens } = reading;
  const isShort = tokens[at]?.text === "'" && tokens[at + 1]?.text.length === 2 && tokens[at + 1]?.kind === "number";
  if (isShort && tokens[at + 1]?.before === "nothing" && tokens[at]?.before !== "nothing" && reading.isFree(at + 1)) {
    return { first: at, last: at + 1 };
  }
  if (endsWord(tokens, at) || isInLongerNumber(reading, at)) return undefined;
  const last = yearEndAt(reading, at);
  return last === undefined ? undefined : { first: at, last };
}

/** Whether a year in figures stands among other groups of digits: "943 2019 5919". */
function isInLongerNumber(reading: Reading, at: number): boolean {
  const { tokens } = reading;
  if (tokens[at]?.kind !== "number") return false;
  const previous = tokens[at - 1]?.kind === "mark" && isJoined(tokens[at - 1]) ? tokens[at - 2] : tokens[at - 1];
  const next = isJoined(tokens[at + 1]) ? follower(reading, at + 2) : follower(reading, at + 1);
  const isGroup = (token: Token | undefined) =>
    token?.kind === "number" && token.text.length >= 2 && !isYear(token.text);
  return isGroup(previous) || isGroup(next);
}

const each = wordSet("every each most all");

function aroundWeekday(reading: Reading, at: number): Span | undefined {
  const { tokens } = reading;
  const token = tokens[at];
  if (token === undefined || !weekdays.has(token.base) || token.text.endsWith("s")) return undefined;
  if (shortWeekdays.has(token.base) && (token.letters !== "capital" || token.opens)) return undefined;
  let next = at + 1;
  if (/^[.,]$/.test(tokens[next]?.text ?? "")) next++;
  if (follower(reading, next)?.base === "the") next++;
  const dayEnd = dayEndAt(reading, next);
  const last = dayEnd ?? at;
  // "Tuesday 12 March" is found from its month.
  const month = tokens[last + 1]?.base === "of" ? tokens[last + 2] : tokens[last + 1];
  if (last > at && months.has(month?.base ?? "")) return undefined;
  if (last === at && each.has(tokens[at - 1]?.base ?? "")) return undefined;
  const first = pointing.has(tokens[at - 1]?.base ?? "") && reading.isFree(at - 1) ? at - 1 : at;
  return { first, last };
}

/** "summer 2019", "the winter of 2018", "last summer"; without a year or "last" a season tells nothing. */
function aroundSeason(reading: Reading, at: number): Span | undefined {
  const { tokens } = reading;
  if (!seasons.has(tokens[at]?.base ?? "")) return undefined;
  let next = at + 1;
  while (/^(?:of|in|day|eve|time|,|-)$/.test(follower(reading, next)?.base ?? "") && next < at + 4) next++;
  const yearEnd = yearEndAt(reading, next);
  const previous = tokens[at - 1]?.base ?? "";
  const isPointed =
    pointing.has(previous) || ((previous === "this" || previous === "that") && tokens[at]?.base !== "fall");
  if (yearEnd === undefined && !isPointed) return undefined;
  return { first: isPointed && reading.isFree(at - 1) ? at - 1 : at, last: yearEnd ?? at };
}

/** "on the 12th", "on the twenty-third", "the 3rd of the month": not "the 3rd worker". */
function ordinalDay(reading: Reading, at: number): Span | undefined {
  const { tokens } = reading;
  const token = tokens[at];
  if (token === undefined || tokens[at - 1]?.base !== "the") return undefined;
  const isFigure =
    token.kind === "number" && isDayOrMonth(token.text) && /^(?:st|nd|rd|th)$/.test(tokens[at + 1]?.base ?? "");
  let last = isFigure ? at + 1 : at;
  if (!isFigure) {
    if (tens.has(token.base) && (tokens[at + 1]?.text === "-" || ordinals.has(tokens[at + 1]?.base ?? ""))) {
      last = tokens[at + 1]?.text === "-" ? at + 2 : at + 1;
    }
    if (!ordinals.has(tokens[last]?.base ?? "")) return undefined;
  }
  const isOn = /^(?:on|by|until|till|since|from|before|after)$/.test(tokens[at - 2]?.base ?? "");
  const next = follower(reading, last + 1);
  const ofMonth =
    next?.base === "of" &&
    /^(?:the|this|that|each|every|last)$/.test(tokens[last + 2]?.base ?? "") &&
    tokens[last + 3]?.base === "month";
  if (ofMonth) return { first: at, last: last + 3 };
  const stands =
    next === undefined || next.kind === "mark" || /^(?:i|we|he|she|they|my|the|and|at|when|it|for)$/.test(next.base);
  return isOn && stands ? { first: at, last } : undefined;
}

/** "two weeks ago", "3 years ago", "last month", "last year". */
function agoOrPointed(reading: Reading, at: number): Span | undefined {
  const { tokens } = reading;
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (
    /^(?:last|next)$/.test(token.base) &&
    /^(?:week|month|year|fortnight|weekend)$/.test(follower(reading, at + 1)?.base ?? "")
  ) {
    return { first: at, last: at + 1 };
  }
  if (token.kind !== "number" && !smallNumbers.has(token.base)) return undefined;
  let next = at + 1;
  while (
    next < at + 4 &&
    (smallNumbers.has(tokens[next]?.base ?? "") ||
      /^(?:of|or|to|-|and|half)$/.test(tokens[next]?.base ?? "") ||
      tokens[next]?.kind === "number")
  )
    next++;
  const isAgo = units.has(tokens[next]?.base ?? "") && tokens[next + 1]?.base === "ago";
  return isAgo && reading.isFree(next) && reading.isFree(next + 1) ? { first: at, last: next + 1 } : undefined;
}
