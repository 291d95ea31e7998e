import { follower, type Reading, type Sighting } from "./detail.ts";
import { wordSet } from "./everyday-words.ts";
import type { Token } from "./plain-text.ts";

const joints: ReadonlySet<string> = new Set(["-", ".", "/", "(", ")", ","]);

/** Groups of digits with nothing but spaces, dashes, points, strokes and brackets between them. */
interface DigitRun {
  /** The places of the groups. */
  readonly groups: readonly number[];
  readonly digits: number;
}

/** A run is cut here, so that a text of nothing but figures is still read in one go. */
const longestRun = 24;

/** The run from a number on. */
function digitRun(reading: Reading, at: number): DigitRun {
  const groups = [at];
  let digits = lengthOf(reading.tokens[at]);
  let next = nextGroup(reading, at);
  while (next !== undefined && groups.length < longestRun) {
    groups.push(next);
    digits += lengthOf(reading.tokens[next]);
    next = nextGroup(reading, next);
  }
  return { groups, digits };
}

function nextGroup(reading: Reading, at: number): number | undefined {
  for (let next = at + 1; next <= at + 4; next++) {
    const token = follower(reading, next);
    if (token?.kind === "number") return next;
    // "12, 14" are two numbers; "1,400" is one.
    if (token === undefined || !joints.has(token.text)) return undefined;
    if (token.text === "," && reading.tokens[next + 1]?.before !== "nothing") return undefined;
  }
  return undefined;
}

function lengthOf(token: Token | undefined): number {
  return token?.text.length ?? 0;
}

/** Numbers of at least nine digits that begin with 0 or +, also behind a year. */
export function* telephones(reading: Reading): Iterable<Sighting> {
  const { tokens, isFree } = reading;
  let at = 0;
  while (at < tokens.length) {
    if (tokens[at]?.kind !== "number" || !isFree(at)) {
      at++;
      continue;
    }
    const { groups, digits } = digitRun(reading, at);
    let left = digits;
    for (const [index, group] of groups.entries()) {
      const text = tokens[group]?.text ?? "";
      const hasPlus = tokens[group - 1]?.text === "+";
      const isDecimal = text === "0" && tokens[group + 1]?.text === ".";
      if (left <= 16 && left >= 9 && (hasPlus || (text.startsWith("0") && !isDecimal))) {
        const bracket = tokens[group - 1]?.text === "(" && tokens[group + 1]?.text === ")";
        yield {
          kind: "telephone",
          first: hasPlus || bracket ? group - 1 : group,
          last: groups.at(-1) ?? group,
        };
        break;
      }
      left -= text.length;
      if (index > 0 && left < 9) break;
    }
    at = (groups.at(-1) ?? at) + 1;
  }
}

const postcodeAreas = wordSet(`
  ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy g
  gl gu ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol
  ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf
  wn wr ws wv yo ze
`);

/** Postcodes of the United Kingdom in capitals or small letters, and their first halves in capitals. */
export function* postcodes({ tokens, isFree }: Reading): Iterable<Sighting> {
  for (let at = 0; at < tokens.length; at++) {
    if (!isFree(at)) continue;
    const last = wholePostcode(tokens, at) ?? firstHalf(tokens, at);
    if (last === undefined) continue;
    yield { kind: "postcode", first: at, last };
    at = last;
  }
}

function wholePostcode(tokens: readonly Token[], at: number): number | undefined {
  const outward = outwardAt(tokens, at);
  if (outward === undefined) return undefined;
  const digits = lengthOf(tokens[at + 1]);
  // Without a space the last digit before the two letters is that of the second half.
  if (outward === at + 1 && digits >= 2 && isLetters(tokens[at + 2], 2, 2)) return endOfWord(tokens, at + 2);
  const [inward, letters] = [tokens[outward + 1], tokens[outward + 2]];
  if (digits > 2 || inward?.kind !== "number" || inward.text.length !== 1 || inward.before === "line") return undefined;
  return isLetters(letters, 2, 2) ? endOfWord(tokens, outward + 2) : undefined;
}

function firstHalf(tokens: readonly Token[], at: number): number | undefined {
  const last = outwardAt(tokens, at);
  const area = tokens[at];
  if (last === undefined || area?.letters !== "capitals" || !postcodeAreas.has(area.text.toLowerCase()))
    return undefined;
  const isPlate = plateEnd(tokens, at) !== undefined;
  return lengthOf(tokens[at + 1]) <= 2 && !isPlate ? endOfWord(tokens, last) : undefined;
}

/** The registration of a vehicle: two letters, two digits, three letters. */
function plateEnd(tokens: readonly Token[], at: number): number | undefined {
  const [area, age, letters] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  const isPlate =
    area?.letters === "capitals" &&
    area.text.length === 2 &&
    age?.kind === "number" &&
    age.text.length === 2 &&
    age.before === "nothing" &&
    letters?.letters === "capitals" &&
    letters.text.length === 3 &&
    letters.before !== "line";
  return isPlate ? at + 2 : undefined;
}

/** Letters, digits and perhaps one more letter in one piece: the place of the last. */
function outwardAt(tokens: readonly Token[], at: number): number | undefined {
  const [area, number, letter] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (area?.kind !== "word" || area.letters === "uncased" || area.text.length > 2 || isGlued(area)) return undefined;
  if (number?.kind !== "number" || number.before !== "nothing" || number.text.length > 3) return undefined;
  return isLetters(letter, 1, 1) ? at + 2 : at + 1;
}

function isLetters(token: Token | undefined, least: number, most: number): boolean {
  const length = lengthOf(token);
  return token?.kind === "word" && token.before === "nothing" && length >= least && length <= most;
}

function isGlued(token: Token): boolean {
  return token.before === "nothing" && token.start > 0 && !token.opens;
}

/** The place, unless the piece goes on with further letters or digits. */
function endOfWord(tokens: readonly Token[], at: number): number | undefined {
  const [next, second] = [tokens[at + 1], tokens[at + 2]];
  const isJoint = next?.text === "/" || next?.text === "-";
  const goesOn = next?.before === "nothing" && (next.kind !== "mark" || (isJoint && second?.before === "nothing"));
  return goesOn ? undefined : at;
}

const currencySigns: ReadonlySet<string> = new Set("£$€₦₫¥₹₺₽¢");
const currencies = wordSet(`
  pound pounds quid euro euros dollar dollars pence naira dong lek leke lei dinar dinars rupee rupees birr nakfa
  dirham dirhams lira gbp eur usd vnd p
`);
const multiples = wordSet("k m bn thousand million hundred grand");
const numberWords = wordSet(`
  one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million couple few
`);

/** Amounts with a sign or the name of a currency, in figures or words. */
export function* money(reading: Reading): Iterable<Sighting> {
  const { tokens, isFree } = reading;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || !isFree(at)) continue;
    if (currencySigns.has(token.text)) {
      const number = tokens[at + 1]?.kind === "number" ? at + 1 : undefined;
      const last = number === undefined ? undefined : amountEnd(reading, number);
      if (last !== undefined) {
        yield { kind: "money", first: at, last };
        at = last;
      }
      continue;
    }
    const isAmount = token.kind === "number" || numberWords.has(token.base);
    if (!isAmount) continue;
    const last = amountEnd(reading, at);
    const unit = follower(reading, last + 1);
    if (
      unit !== undefined &&
      (currencies.has(unit.base) || currencySigns.has(unit.text)) &&
      (unit.base !== "p" || unit.before === "nothing")
    ) {
      yield { kind: "money", first: at, last: last + 1 };
    } else if (tokens[last]?.base === "grand") {
      yield { kind: "money", first: at, last };
    }
    at = last;
  }
}

function amountEnd(reading: Reading, at: number): number {
  let last = at;
  for (let next = at + 1; follower(reading, next) !== undefined; next++) {
    const token = reading.tokens[next];
    if (token === undefined) break;
    const goesOn =
      (token.kind === "number" && reading.tokens[next - 1]?.kind === "mark" && token.before === "nothing") ||
      numberWords.has(token.base) ||
      multiples.has(token.base);
    if (goesOn) last = next;
    else if (!(/^[,.-]$/.test(token.text) && token.before === "nothing") && token.base !== "and") break;
  }
  return last;
}

const referenceWords = wordSet(`
  reference ref refs number numbers no nr id code case file passport visa ticket crime incident nhs nrm uan arn gwf
  cas port lab urn
`);
const referenceLinks = wordSet("is was : # number no nr ref reference id code . - / = my the her his");
const ordinalEndings = wordSet("st nd rd th s");
const measures = wordSet(`
  am pm k m mm cm km kg g mg lb lbs hr hrs h min mins sec secs x ft in d gb mb p pm's hours years yr yrs yo y px pc
  th
`);
/** Codes that everybody uses. */
const commonCodes = wordSet("covid19 covid a4 a5 mp3 mp4 g3 g4 g5 s17 s20 s31 s47 ks1 ks2 ks3 ks4 ks5 h2 u18 u16");

/**
 * Numbers of five digits and more, groups of seven digits and more, codes of letters and digits, and any number
 * behind a word such as "case" or "#".
 */
export function* references(reading: Reading): Iterable<Sighting> {
  const { tokens, isFree } = reading;
  for (let at = 0; at < tokens.length; at++) {
    if (!isFree(at)) continue;
    const last =
      plateEnd(tokens, at) ?? codeEnd(reading, at) ?? lettersThenDigits(reading, at) ?? longNumberEnd(reading, at);
    if (last !== undefined) {
      yield { kind: "reference", first: at, last };
      at = last;
      continue;
    }
    const number = numberAfterReferenceWord(reading, at);
    if (number === undefined) continue;
    yield { kind: "reference", first: number.first, last: number.last };
    at = number.last;
  }
}

/** One piece with letters and digits in it, such as `NRM/0042-B`. */
function codeEnd({ tokens, isFree }: Reading, at: number): number | undefined {
  const first = tokens[at];
  const isInside = at > 0 && first?.before === "nothing" && continuesCode(tokens[at - 1]);
  if (first === undefined || first.kind === "mark" || isInside) return undefined;
  let [last, letters, digits, small] = [at - 1, 0, 0, 0];
  for (let next = at; isFree(next) && (next === at || tokens[next]?.before === "nothing"); next++) {
    const token = tokens[next];
    if (token === undefined) break;
    if (!continuesCode(token)) break;
    if (token.kind === "word") letters += token.text.length;
    if (token.letters === "small") small += token.text.length;
    if (token.kind === "number") digits += token.text.length;
    if (token.kind !== "mark") last = next;
  }
  if (digits === 0 || letters === 0 || isCommon(tokens, at, last) || isHouseNumber(tokens, at, last)) return undefined;
  // "16-year-old" and "1-to-1" are words; a code in small letters has digits enough to be one.
  if (small > 0 && digits < 3 && hasDash(tokens, at, last)) return undefined;
  return last;
}

/** "12a Green Lane" */
function isHouseNumber(tokens: readonly Token[], first: number, last: number): boolean {
  const isNumbered = last === first + 1 && tokens[first]?.kind === "number" && tokens[last]?.text.length === 1;
  return isNumbered && tokens[last + 1]?.letters === "capital" && tokens[last + 1]?.before === "space";
}

function continuesCode(token: Token | undefined): boolean {
  return token !== undefined && (token.kind !== "mark" || /^[-/_.#:]$/.test(token.text));
}

function hasDash(tokens: readonly Token[], first: number, last: number): boolean {
  return tokens.slice(first, Math.min(last, first + 8) + 1).some(({ text }) => text === "-" || text === "/");
}

function isCommon(tokens: readonly Token[], first: number, last: number): boolean {
  if (last - first > 3) return false;
  const pieces = tokens.slice(first, last + 1).filter(({ kind }) => kind !== "mark");
  const [one, two] = pieces;
  if (commonCodes.has(pieces.map(({ text }) => text.toLowerCase()).join(""))) return true;
  if (pieces.length === 2 && one?.kind === "number" && two !== undefined) {
    return two.letters === "small" && (measures.has(two.base) || ordinalEndings.has(two.base));
  }
  // "10.30am", "9:30pm"
  return pieces.length === 3 && one?.kind === "number" && two?.kind === "number" && measures.has(pieces[2]?.base ?? "");
}

/** "QQ 12 34 56 C", "HO 4471": short capitals, then at least three digits. */
function lettersThenDigits(reading: Reading, at: number): number | undefined {
  const { tokens } = reading;
  const letters = tokens[at];
  if (letters?.letters !== "capitals" || letters.text.length > 5 || letters.base === "i" || linking.has(letters.base))
    return undefined;
  const number = follower(reading, at + 1);
  if (number?.kind !== "number") return undefined;
  const { groups, digits } = digitRun(reading, at + 1);
  if (digits < 3) return undefined;
  const last = groups.at(-1) ?? at + 1;
  const tail = follower(reading, last + 1);
  return tail?.letters === "capitals" && tail.text.length === 1 && tail.text !== "I" ? last + 1 : last;
}

const linking = wordSet("a an the of in on at to for and or by was is were are it we he she had has no not my me up");

function longNumberEnd(reading: Reading, at: number): number | undefined {
  const token = reading.tokens[at];
  if (token?.kind !== "number") return undefined;
  const { groups, digits } = digitRun(reading, at);
  const isGrouped = groups.every(
    (group, index) => index === 0 || (lengthOf(reading.tokens[group]) === 3 && reading.tokens[group - 1]?.text === ","),
  );
  if (digits >= 7 && !(isGrouped && groups.length > 1)) return groups.at(-1);
  return token.text.length >= 5 ? at : undefined;
}

function numberAfterReferenceWord(reading: Reading, at: number): { first: number; last: number } | undefined {
  const { tokens } = reading;
  const isSign = tokens[at]?.text === "#";
  if (!isSign && !referenceWords.has(tokens[at]?.base ?? "")) return undefined;
  let next = at + 1;
  while (next < at + 5 && referenceLinks.has(tokens[next]?.base ?? "") && follower(reading, next) !== undefined) next++;
  const token = follower(reading, next);
  if (token?.kind !== "number" || (!isSign && token.text.length < 2 && next === at + 1)) return undefined;
  return { first: isSign ? at : next, last: digitRun(reading, next).groups.at(-1) ?? next };
}
