import { follower, type Reading, type Sighting } from "./detail.ts";
import { wordSet } from "./everyday-words.ts";
import type { Token } from "./plain-text.ts";

const numberWords = wordSet(`
  one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen twenty thirty forty fifty sixty seventy eighty ninety
`);
const digitWords = wordSet("one two three four five six seven eight nine");
const tens = wordSet("twenty thirty forty fifty sixty seventy eighty ninety");
const ordinalWords = wordSet(`
  first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
  sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth
`);
const beings = wordSet("am is was were are be been being im turned turning turn became reached");
const softeners = wordSet(`
  only just about nearly almost around now still already like maybe probably roughly approximately over under not even
  then - ~ barely
`);
const ageWords = wordSet("aged age ages");
const people = wordSet(`
  girl boy child kid son daughter brother sister man woman lad teenager teen baby toddler friend cousin nephew niece
  boyfriend girlfriend husband wife infant minor youth
`);
/** What is counted where a number behind "was" is not an age. */
const counted = wordSet(`
  minute minutes hour hours day days week weeks month months time times people person persons percent per of pounds
  euros dollars km miles mile kg cm feet foot metres meters am pm o'clock st nd rd th children kids girls boys men
  women workers sessions sisters brothers siblings things points rooms cards steps reasons families friends thousand
  hundred million s more less other others else
`);
const ageUnits = wordSet("year years yr yrs y yo month months mth mths week weeks day days");

/**
 * Ages: "17-year-old", "aged 16", "when I was fourteen", "she is 15", "Amina (16)", "my 18th birthday", "Year 11".
 */
export function* ages(reading: Reading): Iterable<Sighting> {
  const { tokens, isFree } = reading;
  for (let at = 0; at < tokens.length; at++) {
    if (!isFree(at)) continue;
    const found = schoolYear(reading, at) ?? birthday(reading, at) ?? statedAge(reading, at);
    if (found === undefined) continue;
    yield { kind: "age", ...found };
    at = found.last;
  }
}

type Span = Pick<Sighting, "first" | "last">;

function statedAge(reading: Reading, at: number): Span | undefined {
  const end = numberEnd(reading, at);
  if (end === undefined) return undefined;
  const last = withSecondAge(reading, end);
  const old = unitEnd(reading, last);
  if (old !== undefined) return { first: at, last: old };
  return isAgeByContext(reading, at, last) ? { first: at, last } : undefined;
}

/** The last token of a number from 0 to 99 in figures or words. */
function numberEnd(reading: Reading, at: number): number | undefined {
  const token = reading.tokens[at];
  if (token?.kind === "number") return token.text.length <= 2 ? at : undefined;
  if (token === undefined || !numberWords.has(token.base)) return undefined;
  if (!tens.has(token.base)) return at;
  const next = follower(reading, at + 1)?.text === "-" ? at + 2 : at + 1;
  return digitWords.has(follower(reading, next)?.base ?? "") ? next : at;
}

/** "14 or 15", "16 to 17", "16/17". */
function withSecondAge(reading: Reading, end: number): number {
  const joins = /^(?:or|to|and|-|\/)$/.test(follower(reading, end + 1)?.base ?? "");
  return (joins && follower(reading, end + 2) !== undefined ? numberEnd(reading, end + 2) : undefined) ?? end;
}

/** The end of "-year-old", "years old", "yo", "y/o", "years of age", "and a half years old". */
function unitEnd(reading: Reading, end: number): number | undefined {
  const { tokens } = reading;
  let next = end + 1;
  if (tokens[next]?.base === "and" && tokens[next + 1]?.base === "a" && tokens[next + 2]?.base === "half") next += 3;
  const skipDash = () => {
    if (tokens[next]?.text === "-" || tokens[next]?.text === "/") next++;
  };
  skipDash();
  const unit = follower(reading, next);
  if (unit === undefined || !ageUnits.has(unit.base)) return undefined;
  if (unit.base === "yo") return next;
  next++;
  skipDash();
  const old = follower(reading, next);
  if (old === undefined) return undefined;
  if (old.base === "old" || old.base === "olds" || (unit.base === "y" && old.base === "o")) return next;
  return old.base === "of" && follower(reading, next + 1)?.base === "age" ? next + 1 : undefined;
}

function isAgeByContext(reading: Reading, first: number, last: number): boolean {
  const { tokens } = reading;
  let at = first - 1;
  while (at > first - 4 && softeners.has(tokens[at]?.base ?? "")) at--;
  const before = tokens[at]?.base ?? "";
  const next = follower(reading, last + 1);
  if (ageWords.has(before)) return true;
  const isOfAge = (before === "of" || before === "from" || before === "at") && ageWords.has(tokens[at - 1]?.base ?? "");
  if (isOfAge || (before === ":" && ageWords.has(tokens[at - 1]?.base ?? ""))) return true;
  if ((before === "is" || before === "was") && ageWords.has(tokens[at - 1]?.base ?? "")) return true;
  if (isCounted(reading, last)) return false;
  if (isBeing(reading, at))
    return tokens[first]?.base !== "one" && !(next?.text === "." && tokens[last + 2]?.kind === "number");
  if (people.has(before) || (before === "of" && people.has(tokens[at - 1]?.base ?? ""))) return true;
  const isNearly =
    /^(?:almost|nearly|barely)$/.test(tokens[first - 1]?.base ?? "") && (next === undefined || next.kind === "mark");
  const inBrackets = before === "(" && next?.text === ")" && tokens[at - 1]?.kind === "word";
  const inCommas =
    before === "," &&
    (next === undefined || /^[,.;)]$/.test(next.text)) &&
    (people.has(tokens[at - 1]?.base ?? "") || tokens[at - 1]?.letters === "capital");
  return isNearly || inBrackets || inCommas || isAgeAfterAt(before, next);
}

/** "At seven I lost my father", "she gave birth at 15." */
function isAgeAfterAt(before: string, next: Token | undefined): boolean {
  return before === "at" && (next === undefined || /^(?:,|\.|i|he|she|we|they|my|his|her)$/.test(next.base));
}

function isBeing({ tokens }: Reading, at: number): boolean {
  const token = tokens[at];
  return token !== undefined && (beings.has(token.base) || /'(?:m|s|re)$/i.test(token.text));
}

/** Whether a noun that is counted follows: "was 3 weeks late", "is 1 of many". "I was 14 years" is an age. */
function isCounted(reading: Reading, last: number): boolean {
  const next = follower(reading, last + 1);
  if (next === undefined) return false;
  return counted.has(next.base) || /^[%:£$€]$/.test(next.text);
}

/** "my 18th birthday", "my eighteenth birthday". */
function birthday(reading: Reading, at: number): Span | undefined {
  const { tokens } = reading;
  const token = tokens[at];
  const isFigure = token?.kind === "number" && /^(?:st|nd|rd|th)$/.test(tokens[at + 1]?.base ?? "");
  if (!isFigure && !ordinalWords.has(token?.base ?? "")) return undefined;
  const next = isFigure ? at + 2 : at + 1;
  return tokens[next]?.base === "birthday" ? { first: at, last: next } : undefined;
}

/** "Year 11", "Y11", "key stage 4", "Reception" are ages to who knows schools. */
function schoolYear(reading: Reading, at: number): Span | undefined {
  const { tokens } = reading;
  const token = tokens[at];
  const next = follower(reading, at + 1);
  if ((token?.text === "Year" || token?.text === "Yr" || token?.text === "year") && !isBeing(reading, at - 1)) {
    const end = next === undefined ? undefined : numberEnd(reading, at + 1);
    return end !== undefined && !isCounted(reading, end) ? { first: at, last: end } : undefined;
  }
  if (token?.text === "Y" && next?.kind === "number" && next.before === "nothing" && next.text.length <= 2) {
    return { first: at, last: at + 1 };
  }
  const isStage = token?.base === "key" && next?.base === "stage" && tokens[at + 2]?.kind === "number";
  return isStage && reading.isFree(at + 2) ? { first: at, last: at + 2 } : undefined;
}
