import { follower, type Reading, type Sighting } from "./detail.ts";
import { wordSet } from "./everyday-words.ts";
import type { Token } from "./plain-text.ts";

const joints: ReadonlySet<string> = new Set(["-", ".", "/", "(", ")", ","]);

/** Groups of digits with nothing but spaces, dashes, points, strokes and brackets between them. */
interface DigitRun {
  readonly groups: readonly DigitGroup[];
  /** The place of the last group. */
  readonly last: number;
  readonly digits: number;
}

interface DigitGroup {
  readonly at: number;
  readonly text: string;
}

/** A run is cut here, so that a text of nothing but figures is still read in one go. */
const longestRun = 24;

/** The run from a number on. */
function digitRun(reading: Reading, at: number, { text }: Token): DigitRun {
  const groups: DigitGroup[] = [{ at, text }];
  let [last, digits] = [at, text.length];
  let next = nextGroup(reading, at);
  while (next !== undefined && groups.length < longestRun) {
    groups.push(next);
    last = next.at;
    digits += next.text.length;
    next = nextGroup(reading, last);
  }
  return { groups, last, digits };
}

function nextGroup(reading: Reading, at: number): DigitGroup | undefined {
  for (let next = at + 1; next <= at + 4; next++) {
    const token = follower(reading, next);
    if (token?.kind === "number") return { at: next, text: token.text };
    // "12, 14" are two numbers; "1,400" is one.
    if (token === undefined || !joints.has(token.text)) return undefined;
    if (token.text === "," && reading.tokens[next + 1]?.before !== "nothing") return undefined;
  }
  return undefined;
}

/** Numbers of at least nine digits that begin with 0 or +, also behind a year. */
export function* telephones(reading: Reading): Iterable<Sighting> {
  const { tokens, isFree } = reading;
  let unread = 0;
  for (const [at, token] of tokens.entries()) {
    if (at < unread || token.kind !== "number" || !isFree(at)) continue;
    const { groups, last, digits } = digitRun(reading, at, token);
    let left = digits;
    for (const { at: group, text } of groups) {
      const hasPlus = tokens[group - 1]?.text === "+";
      const isDecimal = text === "0" && tokens[group + 1]?.text === ".";
      if (left <= 16 && left >= 9 && (hasPlus || (text.startsWith("0") && !isDecimal))) {
        const bracket = tokens[group - 1]?.text === "(" && tokens[group + 1]?.text === ")";
        yield { kind: "telephone", first: hasPlus || bracket ? group - 1 : group, last };
        break;
      }
      left -= text.length;
    }
    unread = last + 1;
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
  for (const [at, area] of tokens.entries()) {
    if (!isFree(at)) continue;
    const outward = outwardAt(tokens, at, area);
    if (outward === undefined) continue;
    const last = wholePostcode(tokens, outward) ?? firstHalf(tokens, at, area, outward);
    if (last !== undefined) yield { kind: "postcode", first: at, last };
  }
}

/** Letters, digits and perhaps one more letter in one piece. */
interface Outward {
  readonly digits: number;
  readonly last: number;
}

function outwardAt(tokens: readonly Token[], at: number, area: Token): Outward | undefined {
  if (area.kind !== "word" || area.letters === "uncased" || area.text.length > 2 || isGlued(area)) return undefined;
  const number = tokens[at + 1];
  if (number?.kind !== "number" || number.before !== "nothing" || number.text.length > 3) return undefined;
  return { digits: number.text.length, last: isLetters(tokens[at + 2], 1) ? at + 2 : at + 1 };
}

function wholePostcode(tokens: readonly Token[], { digits, last }: Outward): number | undefined {
  // Without a space the last digit before the two letters is that of the second half.
  if (digits >= 2 && isLetters(tokens[last + 1], 2)) return endOfWord(tokens, last + 1);
  const inward = tokens[last + 1];
  if (digits > 2 || inward?.kind !== "number" || inward.text.length !== 1 || inward.before === "line") return undefined;
  return isLetters(tokens[last + 2], 2) ? endOfWord(tokens, last + 2) : undefined;
}

function firstHalf(tokens: readonly Token[], at: number, area: Token, { digits, last }: Outward): number | undefined {
  const isOutward = area.letters === "capitals" && postcodeAreas.has(area.base) && digits <= 2;
  return isOutward && plateEnd(tokens, at, area) === undefined ? endOfWord(tokens, last) : undefined;
}

/** The registration of a vehicle: two letters, two digits, three letters. */
function plateEnd(tokens: readonly Token[], at: number, area: Token): number | undefined {
  const [age, letters] = [tokens[at + 1], tokens[at + 2]];
  const isPlate =
    area.letters === "capitals" &&
    area.text.length === 2 &&
    age?.kind === "number" &&
    age.text.length === 2 &&
    age.before === "nothing" &&
    letters?.letters === "capitals" &&
    letters.text.length === 3 &&
    letters.before !== "line";
  return isPlate ? at + 2 : undefined;
}

/** So many letters in one piece with what stands before. */
function isLetters(token: Token | undefined, length: number): boolean {
  return token?.kind === "word" && token.before === "nothing" && token.text.length === length;
}

function isGlued(token: Token): boolean {
  return token.before === "nothing" && !token.opens;
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
  dirham dirhams lira gbp eur usd vnd
`);
/** Written in front of an amount as well. */
const currencyCodes = wordSet("gbp eur usd vnd");
/** Within an amount, without a space behind: "1,400.50". */
const amountJoints: ReadonlySet<string> = new Set([",", ".", "-"]);
const multiples = wordSet("k m bn thousand million hundred grand");
const numberWords = wordSet(`
  one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million couple few
`);

/** Amounts with a sign, the code or the name of a currency, in figures or words. */
export function* money(reading: Reading): Iterable<Sighting> {
  const { tokens, isFree } = reading;
  let unread = 0;
  for (const [at, token] of tokens.entries()) {
    if (at < unread || !isFree(at)) continue;
    if (currencySigns.has(token.text) || currencyCodes.has(token.base)) {
      if (tokens[at + 1]?.kind !== "number") continue;
      const last = amountEnd(reading, at + 1);
      yield { kind: "money", first: at, last };
      unread = last + 1;
      continue;
    }
    if (token.kind !== "number" && !numberWords.has(token.base)) continue;
    const last = amountEnd(reading, at);
    if (isCurrency(follower(reading, last + 1))) {
      yield { kind: "money", first: at, last: last + 1 };
    } else if (tokens[last]?.base === "grand") {
      yield { kind: "money", first: at, last };
    }
    unread = last + 1;
  }
}

function isCurrency(unit: Token | undefined): boolean {
  if (unit === undefined) return false;
  // "20p" is an amount, "20 p" need not be one.
  if (unit.base === "p") return unit.before === "nothing";
  return currencies.has(unit.base) || currencySigns.has(unit.text);
}

function amountEnd(reading: Reading, at: number): number {
  let last = at;
  for (let next = at + 1; ; next++) {
    const token = follower(reading, next);
    if (token === undefined) return last;
    const goesOn =
      (token.kind === "number" && reading.tokens[next - 1]?.kind === "mark" && token.before === "nothing") ||
      numberWords.has(token.base) ||
      multiples.has(token.base);
    if (goesOn) last = next;
    else if (!(amountJoints.has(token.text) && token.before === "nothing") && token.base !== "and") return last;
  }
}

const referenceWords = wordSet(`
  reference ref refs number numbers no nr id code case file passport visa ticket crime incident nhs nrm uan arn gwf
  cas port lab urn
`);
const referenceLinks = wordSet("is was : # number no nr ref reference id code . - / = my the her his");
const ordinalEndings = wordSet("st nd rd th s");
const measures = wordSet(`
  am pm k m mm cm km kg g mg lb lbs hr hrs h min mins sec secs x ft in d gb mb p hours years yr yrs yo y px pc
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
  let [unread, pieceEnd] = [0, 0];
  for (const [at, token] of tokens.entries()) {
    if (at < unread || !isFree(at)) continue;
    let code: number | undefined;
    // A piece is read once, from its first word or number on: a text may be one piece.
    if (at >= pieceEnd && token.kind !== "mark") {
      pieceEnd = endOfPiece(reading, at);
      code = codeEnd(tokens, at, pieceEnd);
    }
    const last =
      plateEnd(tokens, at, token) ?? code ?? lettersThenDigits(reading, at, token) ?? longNumberEnd(reading, at, token);
    const found = last === undefined ? numberAfterReferenceWord(reading, at, token) : { first: at, last };
    if (found === undefined) continue;
    yield { kind: "reference", ...found };
    unread = found.last + 1;
  }
}

type Span = Pick<Sighting, "first" | "last">;

/** The place behind the words, numbers and marks of codes that stand in one piece. */
function endOfPiece({ tokens, isFree }: Reading, at: number): number {
  for (let end = at + 1; ; end++) {
    const token = tokens[end];
    if (token === undefined || !isFree(end) || token.before !== "nothing" || !continuesCode(token)) return end;
  }
}

/** One piece with letters and digits in it, such as `NRM/0042-B`. */
function codeEnd(tokens: readonly Token[], at: number, pieceEnd: number): number | undefined {
  let end = pieceEnd;
  while (tokens[end - 1]?.kind === "mark") end--;
  const piece = tokens.slice(at, end);
  const digits = piece.reduce((sum, { kind, text }) => (kind === "number" ? sum + text.length : sum), 0);
  const hasLetters = piece.some(({ kind }) => kind === "word");
  if (digits === 0 || !hasLetters || isCommon(piece) || isHouseNumber(piece, tokens[end])) return undefined;
  // "16-year-old" and "1-to-1" are words; a code in small letters has digits enough to be one.
  const hasSmall = piece.some(({ letters }) => letters === "small");
  return hasSmall && digits < 3 && hasDash(piece) ? undefined : end - 1;
}

/** "12a Green Lane" */
function isHouseNumber(piece: readonly Token[], next: Token | undefined): boolean {
  const isNumbered = /^\p{N}+\p{L}$/u.test(piece.map(({ text }) => text).join(""));
  return isNumbered && next?.letters === "capital" && next.before === "space";
}

const codeJoints: ReadonlySet<string> = new Set("-/_.#:");

function continuesCode({ kind, text }: Token): boolean {
  return kind !== "mark" || codeJoints.has(text);
}

function hasDash(piece: readonly Token[]): boolean {
  return piece.slice(0, 9).some(({ text }) => text === "-" || text === "/");
}

function isCommon(piece: readonly Token[]): boolean {
  if (piece.length > 4) return false;
  const written = piece.filter(({ kind }) => kind !== "mark");
  if (commonCodes.has(written.map(({ text }) => text.toLowerCase()).join(""))) return true;
  // "10.30am", "9:30pm", "21st"
  const [unit, numbers] = [written.at(-1), written.slice(0, -1)];
  if (unit?.letters !== "small" || numbers.some(({ kind }) => kind !== "number")) return false;
  return measures.has(unit.base) || (numbers.length === 1 && ordinalEndings.has(unit.base));
}

/** "QQ 12 34 56 C", "HO 4471": short capitals, then at least three digits. */
function lettersThenDigits(reading: Reading, at: number, { letters, text, base }: Token): number | undefined {
  if (letters !== "capitals" || text.length > 5 || linking.has(base)) return undefined;
  const number = follower(reading, at + 1);
  if (number?.kind !== "number") return undefined;
  const { last, digits } = digitRun(reading, at + 1, number);
  if (digits < 3) return undefined;
  const tail = follower(reading, last + 1);
  return tail?.letters === "capitals" && tail.text.length === 1 && tail.text !== "I" ? last + 1 : last;
}

const linking = wordSet("i a an the of in on at to for and or by was is were are it we he she had has no not my me up");

function longNumberEnd(reading: Reading, at: number, token: Token): number | undefined {
  if (token.kind !== "number") return undefined;
  const { groups, last, digits } = digitRun(reading, at, token);
  const inThousands = groups.every(({ at: group, text }, index) =>
    index === 0 ? text.length < 4 : text.length === 3 && reading.tokens[group - 1]?.text === ",",
  );
  if (digits >= 7 && !inThousands) return last;
  return token.text.length >= 5 ? at : undefined;
}

function numberAfterReferenceWord(reading: Reading, at: number, { text, base }: Token): Span | undefined {
  const isSign = text === "#";
  if (!isSign && !referenceWords.has(base)) return undefined;
  let next = at + 1;
  while (next < at + 5 && referenceLinks.has(follower(reading, next)?.base ?? "")) next++;
  const number = follower(reading, next);
  if (number?.kind !== "number" || (!isSign && number.text.length < 2 && next === at + 1)) return undefined;
  return { first: isSign ? at : next, last: digitRun(reading, next, number).last };
}
