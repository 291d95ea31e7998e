import { follower, type Reading, type Sighting } from "./detail.ts";
import { wordSet } from "./everyday-words.ts";
import { isGlued, wordAt, wordFollowing, wordsStandAt } from "./nearby-words.ts";
import { numberInWordsEnd, ordinalEnd } from "./number-words.ts";

const beings = wordSet(`
  am is was were are be been being im turn turns turned turning become becomes became reach reached look looks looked
`);
const softeners = wordSet(`
  only just about nearly almost around now still already like maybe probably roughly approximately over under not even
  then between - ~ barely
`);
const nearly = wordSet("almost nearly barely");
const ageWords = wordSet("aged age ages");
const ageLinks = wordSet("of from at as : is was");
const people = wordSet(`
  girl boy child kid son daughter brother sister man woman lad teenager teen baby toddler friend cousin nephew niece
  boyfriend girlfriend husband wife infant minor youth
`);
/** What is counted where a number behind "was" is not an age. */
const counted = wordSet(`
  minute minutes hour hours day days week weeks month months time times people person persons percent per of pounds
  euros dollars km miles mile kg cm feet foot metres meters am pm o'clock st nd rd th children kids girls boys men
  women workers sessions sisters brothers siblings things points rooms cards steps reasons families friends thousand
  hundred million s more less other others else % £ $ €
`);
const ageUnits = wordSet("year years yr yrs yo y month months mth mths week weeks day days");
const dashes = wordSet("- /");
const pointsOfNumbers = wordSet(". :");
const betweenAges = wordSet("or to and - / ,");
const behindLoneAge = wordSet(", . ; )");
const behindAgeAfterAt = wordSet(", . i he she we they my his her and when with by");

/**
 * Ages: "17-year-old", "aged 16", "when I was fourteen", "she is 15", "Amina (16)", "my 18th birthday", "Year 11".
 */
export function* ages(reading: Reading): Iterable<Sighting> {
  let next = 0;
  for (const at of reading.tokens.keys()) {
    if (at < next || !reading.isFree(at)) continue;
    const last = schoolYearEnd(reading, at) ?? birthdayEnd(reading, at) ?? statedAgeEnd(reading, at);
    if (last === undefined) continue;
    yield { kind: "age", first: at, last };
    next = last + 1;
  }
}

function statedAgeEnd(reading: Reading, at: number): number | undefined {
  const ends = possibleEnds(reading, at, mostAges);
  const [last] = ends;
  if (last === undefined) return undefined;
  return unitEnd(reading, last) ?? ends.find((end) => isAgeByContext(reading, at, end));
}

/** An age is seldom one of more than four, and a text of nothing but numbers is still read in one go. */
const mostAges = 4;

/** Where an age or several may end, the longest first: "14 or 15", "16/17", "9, 11 and 14", but "14 and 2 friends". */
function possibleEnds(reading: Reading, at: number, most: number): readonly number[] {
  const end = numberEnd(reading, at);
  if (end === undefined) return [];
  const isJoined = betweenAges.has(wordFollowing(reading, end + 1)) && follower(reading, end + 2) !== undefined;
  return isJoined && most > 1 ? [...possibleEnds(reading, end + 2, most - 1), end] : [end];
}

/** The last token of a number from 0 to 99 in figures or words. */
function numberEnd(reading: Reading, at: number): number | undefined {
  const token = reading.tokens[at];
  return token?.kind === "number" && token.text.length <= 2 ? at : numberInWordsEnd(reading, at);
}

/** The end of "-year-old", "years old", "yo", "y/o", "years of age", "and a half years old". */
function unitEnd(reading: Reading, end: number): number | undefined {
  const at = behindDash(reading, behindHalf(reading, end + 1));
  const unit = wordFollowing(reading, at);
  if (!ageUnits.has(unit)) return undefined;
  if (unit === "yo") return at;
  const next = behindDash(reading, at + 1);
  const old = wordFollowing(reading, next);
  if (old === "old" || old === "olds" || (unit === "y" && old === "o")) return next;
  return old === "of" && wordFollowing(reading, next + 1) === "age" ? next + 1 : undefined;
}

function behindHalf(reading: Reading, at: number): number {
  if (wordsStandAt(reading, at, "and", "a", "half")) return at + 3;
  return wordsStandAt(reading, at, "-", "and", "-", "a", "-", "half") ? at + 6 : at;
}

function behindDash(reading: Reading, at: number): number {
  return dashes.has(wordAt(reading, at)) ? at + 1 : at;
}

function isAgeByContext(reading: Reading, first: number, last: number): boolean {
  let at = first - 1;
  while (softeners.has(wordAt(reading, at))) at--;
  const [before, beforeThat] = [wordAt(reading, at), wordAt(reading, at - 1)];
  const next = wordFollowing(reading, last + 1);
  if (ageWords.has(before) || (ageLinks.has(before) && ageWords.has(beforeThat))) return true;
  if (isCounted(reading, last)) return false;
  if (isBeing(reading, at)) return wordAt(reading, first) !== "one";
  if (people.has(before) || (before === "of" && people.has(beforeThat))) return true;
  const isEnd = next === "" || reading.tokens[last + 1]?.kind === "mark";
  const isNearly = nearly.has(wordAt(reading, first - 1)) && isEnd;
  const inBrackets = before === "(" && next === ")" && reading.tokens[at - 1]?.kind === "word";
  const isBeside = people.has(beforeThat) || reading.tokens[at - 1]?.letters === "capital";
  const inCommas = before === "," && (next === "" || behindLoneAge.has(next)) && isBeside;
  const isAfterAt =
    (before === "at" || (before === "as" && wordAt(reading, first) !== "one")) &&
    (next === "" || behindAgeAfterAt.has(next));
  return isNearly || inBrackets || inCommas || isAfterAt;
}

function isBeing(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  return token !== undefined && (beings.has(token.base) || /'(?:m|s|re)$/i.test(token.text));
}

/** Whether it is no age: "was 3 weeks late", "is 1 of many", "was 15%", "was 10:30", "is 1.5 metres". */
function isCounted(reading: Reading, last: number): boolean {
  const next = wordFollowing(reading, last + 1);
  const isDecimal =
    pointsOfNumbers.has(next) && reading.tokens[last + 2]?.kind === "number" && isGlued(reading, last + 2);
  return counted.has(next) || isDecimal;
}

/** "my 18th birthday", "my eighteenth birthday". */
function birthdayEnd(reading: Reading, at: number): number | undefined {
  const end = ordinalEnd(reading, at);
  return end !== undefined && wordAt(reading, end + 1) === "birthday" ? end + 1 : undefined;
}

/** "Year 11", "Y11", "key stage 4" are ages to who knows schools. */
function schoolYearEnd(reading: Reading, at: number): number | undefined {
  const word = wordAt(reading, at);
  const start = wordsStandAt(reading, at, "key", "stage") ? at + 2 : at + 1;
  const end = follower(reading, start) === undefined ? undefined : numberEnd(reading, start);
  if (end === undefined) return undefined;
  const isYear = word === "year" || word === "yr";
  const isShort = reading.tokens[at]?.text === "Y" && isGlued(reading, start);
  return isShort || start === at + 2 || (isYear && !isCounted(reading, end)) ? end : undefined;
}
