import type { DetailKind, Detector, Reading, Sighting } from "./detail.ts";
import { commonCapitals, isEveryday, isListed, linkingWords, wordSet } from "./everyday-words.ts";
import { givenNames, namesInNeedOfCapital } from "./given-names.ts";
import {
  listedOrganisationLength,
  organisationsInNeedOfCapital,
  organisationWords,
  originsInNeedOfCapital,
  originWords,
} from "./organisation-names.ts";
import { listedPlaceLength, placeEndings, placesInNeedOfCapital, placeWords } from "./place-names.ts";
import type { Token } from "./plain-text.ts";

const titles = wordSet(`
  mr mrs ms miss mx dr doctor prof professor sir lady lord dame rev reverend fr father sister brother imam sheikh
  sheik shaikh pastor bishop mullah haji hajji councillor cllr judge justice sergeant sgt pc dc ds di constable
  officer inspector detective uncle auntie aunty aunt nurse coach chief captain cousin saint
`);
/** Titles with a name behind them, however the two are written. */
const smallTitles = wordSet("mr mrs ms dr prof cllr");
const particles = wordSet("al el ul bin ibn bint abu van von de der den da di dos du la le of upon");
/** What may stand between a particle and the capital behind it: al-Rahman, of the Nazarene, van der Berg. */
const behindParticle: ReadonlySet<string> = new Set([...particles, "the", "-"]);
const hyphenated = wordSet("on under upon le by in al el ul the de la sur next");
const links: ReadonlySet<string> = new Set([...behindParticle, ...hyphenated]);
/** Nobody is in or near a person: Hải and Dương are names, and Hải Dương is a town. */
const certainPlaceCues = wordSet("in near via");
const placeCues = wordSet(`
  in near from to at around outside via towards through across leaving left reached visiting visit into
`);

/**
 * Names of people, places and organisations, nationalities, languages and faiths: words of the lists, and every word
 * with a capital that does not stand where a sentence begins, or stands there and is not an everyday word.
 *
 * @param caseless the words whose capitals or small letters say nothing
 */
export function capitalNames(caseless: readonly boolean[]): Detector {
  return function* (reading) {
    for (let at = 0; at < reading.tokens.length; at++) {
      if (!reading.isFree(at)) continue;
      const run =
        numberedPlace(reading, at) ??
        capitalRun(reading, at, caseless) ??
        listedWords(reading, at) ??
        titledSmall(reading, at);
      if (run?.found !== undefined) yield run.found;
      at = run?.last ?? at;
    }
  };
}

interface Run {
  readonly last: number;
  /** Absent for Home Office, which leads to nobody. */
  readonly found: Sighting | undefined;
}

function whole(kind: DetailKind, first: number, last: number): Run {
  return { last, found: { kind, first, last } };
}

/** Words with a capital, one behind the other, from the first that may be a name. */
function capitalRun(reading: Reading, at: number, caseless: readonly boolean[]): Run | undefined {
  const { tokens } = reading;
  const isCapital = (place: number) =>
    hasCapital(tokens[place]) && reading.isFree(place) && !caseless[place] && baseAt(tokens, place) !== "i";
  const phrase = Math.max(listedPlaceLength(tokens, at), listedOrganisationLength(tokens, at));
  if (!isCapital(at) || !(phrase > 1 || mayBegin(tokens, at, isCapital))) return undefined;
  let last = at + Math.max(1, phrase) - 1;
  for (let next = joined(reading, last, isCapital); next !== undefined; next = joined(reading, last, isCapital)) {
    last = next;
  }
  const titled = last === at ? titledSmall(reading, at) : undefined;
  return titled ?? { last, found: described(reading, at, last, phrase) };
}

function hasCapital(token: Token | undefined): boolean {
  return token?.letters === "capital" || token?.letters === "capitals";
}

/** The word at a place in small letters; empty where nothing is. */
function baseAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.base ?? "";
}

/**
 * A capital where nothing begins is a name. Where a sentence begins, an everyday word is one only in front of another
 * capital: Green Lane, not Because Sarah.
 */
function mayBegin(tokens: readonly Token[], at: number, isCapital: (place: number) => boolean): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (titles.has(token.base) && isCapital(afterPoint(tokens, at))) return true;
  // NOT, SO: an everyday word in capitals is said with force.
  if (token.letters === "capitals" && token.text.length > 1 && isListed(token.base)) return false;
  if (!token.opens) return true;
  if (!isListed(token.base) && (!isEveryday(token.base) || isOnList(tokens, at))) return true;
  const next = tokens[at + 1];
  const isBeforeName = next?.before === "space" && isCapital(at + 1) && !commonCapitals.has(next.base);
  return isBeforeName && !linkingWords.has(token.base);
}

function isOnList(tokens: readonly Token[], at: number): boolean {
  return givenNames.has(baseAt(tokens, at)) || listedPlaceLength(tokens, at) > 0;
}

/** The place behind a token, or behind the point that shortens it. */
function afterPoint(tokens: readonly Token[], at: number): number {
  return tokens[at + 1]?.text === "." ? at + 2 : at + 1;
}

/** The next token of the run: behind a space, a hyphen, the point of a short form, "&", or a particle such as "bin". */
function joined(reading: Reading, last: number, isCapital: (place: number) => boolean): number | undefined {
  const { tokens, isFree } = reading;
  const next = tokens[last + 1];
  if (next === undefined || next.before === "line") return undefined;
  const goesOn = (place: number) => tokens[place]?.before !== "line" && isCapital(place);
  if (goesOn(last + 1)) return last + 1;
  const second = baseAt(tokens, last + 2);
  if (next.text === "." && isShortened(tokens[last]) && goesOn(last + 2) && !isEveryday(second)) return last + 2;
  if (next.text === "&" && goesOn(last + 2)) return last + 2;
  if (next.text === "-" && next.before === "nothing" && tokens[last + 2]?.before === "nothing") {
    if (goesOn(last + 2)) return last + 2;
    if (hyphenated.has(second) && tokens[last + 3]?.text === "-" && goesOn(last + 4)) return last + 4;
    const isSecondHalf = givenNames.has(baseAt(tokens, last)) && tokens[last + 2]?.kind === "word" && !isListed(second);
    return isSecondHalf && isFree(last + 2) ? last + 2 : undefined;
  }
  if (!particles.has(next.base) || !isFree(last + 1)) return undefined;
  if (goesOn(last + 2)) return last + 2;
  return behindParticle.has(second) && goesOn(last + 3) ? last + 3 : undefined;
}

/** St. Mary's, Dr. Khan, J. Smith. */
function isShortened(token: Token | undefined): boolean {
  return token !== undefined && (titles.has(token.base) || token.base === "st" || token.text.length === 1);
}

/**
 * What kind a run of capital words is, without common words at its ends. Nothing is left of Home Office.
 *
 * @param phrase how many of its first words are a name of the lists, such as Young Roots
 */
function described(reading: Reading, first: number, last: number, phrase: number): Sighting | undefined {
  const { tokens } = reading;
  const run = tokens.slice(first, last + 1);
  const isTelling = (token: Token, at: number) => at < phrase || !isCommon(token);
  if (!run.some(isTelling)) return undefined;
  const name = tokens[afterPoint(tokens, first)];
  if (titles.has(baseAt(tokens, first)) && run.length > 1 && name !== undefined && !isCommon(name)) {
    return { kind: "name", first, last };
  }
  const begin = run.findIndex((token, at) => isTelling(token, at) || leadsOn(baseAt(run, at + 1)));
  const hasPlaceOrHouse = run.slice(begin).some(({ base }) => organisationWords.has(base) || placeWords.has(base));
  const from = first + begin;
  const to = hasPlaceOrHouse ? last : first + run.findLastIndex(isTelling);
  const kind = kindOfRun(tokens, from, to);
  return { kind, first: kind === "place" ? withHouseNumber(reading, from) : from, last: to };
}

/** Common words with a capital, and what joins words of a run. */
function isCommon({ kind, base, letters }: Token): boolean {
  return kind === "mark" || commonCapitals.has(base) || (letters === "small" && links.has(base));
}

/** University of Leeds, School Lane: the common word belongs to what follows. */
function leadsOn(next: string): boolean {
  return next === "of" || placeWords.has(next);
}

function kindOfRun(tokens: readonly Token[], first: number, last: number): DetailKind {
  const run = tokens.slice(first, last + 1);
  const isLong = run.length > 1;
  const has = (words: ReadonlySet<string>) => run.some(({ base }) => words.has(base));
  const before = baseAt(tokens, first - 1);
  const place = listedPlaceLength(tokens, first);
  if (place >= run.length) return "place";
  if (isLong && has(organisationWords)) return "organisation";
  if (listedOrganisationLength(tokens, first) > 0) return "organisation";
  if (isLong && has(placeWords)) return "place";
  if (certainPlaceCues.has(before) && !has(originWords)) return "place";
  if (has(givenNames)) return "name";
  if (has(originWords)) return "origin";
  if (place > 0 || run.some(({ base }) => base.length > 5 && placeEndings.test(base))) return "place";
  if (!isLong && run.some(isAbbreviation)) return "organisation";
  return placeCues.has(before) || has(placeWords) ? "place" : "name";
}

function isAbbreviation({ letters, text }: Token): boolean {
  return letters === "capitals" && text.length > 1 && text.length < 7;
}

/** "12 Green Lane", "12a Green Lane" from the number on. */
function withHouseNumber({ tokens, isFree }: Reading, first: number): number {
  const beside = tokens[first - 1];
  const number = beside?.kind === "word" && beside.text.length === 1 ? first - 2 : first - 1;
  const token = tokens[number];
  return token?.kind === "number" && isFree(number) && isFree(first - 1) ? number : first;
}

/** Words of the lists where no capital tells of a name: written small, or everyday words by their ending. */
function listedWords({ tokens }: Reading, at: number): Run | undefined {
  const base = baseAt(tokens, at);
  const place = listedPlaceLength(tokens, at);
  if (place > 1 || (place === 1 && !placesInNeedOfCapital.has(base))) return whole("place", at, at + place - 1);
  const organisation = listedOrganisationLength(tokens, at);
  if (organisation > 1 || (organisation === 1 && !organisationsInNeedOfCapital.has(base))) {
    return whole("organisation", at, at + organisation - 1);
  }
  if (originWords.has(base) && !originsInNeedOfCapital.has(base)) return whole("origin", at, at);
  const isName = givenNames.has(base) && !namesInNeedOfCapital.has(base) && !isListed(base);
  return isName ? whole("name", at, at) : undefined;
}

const numbered = wordSet("flat house room unit block apartment floor bus route platform cell ward");

/** "Flat 3", "bus 73". */
function numberedPlace({ tokens, isFree }: Reading, at: number): Run | undefined {
  const number = tokens[at + 1];
  if (!numbered.has(baseAt(tokens, at)) || number?.kind !== "number" || number.before !== "space") return undefined;
  return isFree(at + 1) ? whole("place", at, at + 1) : undefined;
}

/** "mr smith", "dr Khan", "Mr. haddad". */
function titledSmall({ tokens, isFree }: Reading, at: number): Run | undefined {
  if (!smallTitles.has(baseAt(tokens, at))) return undefined;
  const next = afterPoint(tokens, at);
  const name = tokens[next];
  if (name?.kind !== "word" || name.before === "line" || !isFree(next) || isListed(name.base)) return undefined;
  return whole("name", at, next);
}
