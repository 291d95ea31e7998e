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
/** Titles that are written small as well, with the name behind them small or not. */
const smallTitles = wordSet("mr mrs ms dr prof cllr");
const particles = wordSet("al el ul bin ibn bint abu van von de der den da di dos du la le of upon");
const hyphenated = wordSet("on under upon le by in al el ul the de la sur next");
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
    const { tokens, isFree } = reading;
    for (let at = 0; at < tokens.length; at++) {
      if (!isFree(at) || tokens[at]?.kind !== "word") continue;
      const run = numberedPlace(reading, at) ?? capitalRun(reading, at, caseless);
      const found = run === undefined ? (listedSmall(reading, at, caseless) ?? smallTitle(reading, at)) : run.found;
      if (found !== undefined) yield found;
      at = Math.max(at, run?.last ?? at, found?.last ?? at);
    }
  };
}

interface Run {
  readonly last: number;
  /** Absent for Home Office, which leads to nobody. */
  readonly found: Sighting | undefined;
}

/** Words with a capital, one behind the other, from the first that may be a name. */
function capitalRun(reading: Reading, at: number, caseless: readonly boolean[]): Run | undefined {
  const { tokens } = reading;
  const isCapital = (place: number) =>
    reading.isFree(place) &&
    !caseless[place] &&
    /^capitals?$/.test(tokens[place]?.letters ?? "") &&
    !isI(tokens[place]);
  const phrase = Math.max(listedPlaceLength(tokens, at), listedOrganisationLength(tokens, at));
  if (!isCapital(at) || !(phrase > 1 || mayBegin(reading, at, isCapital))) return undefined;
  let last = at + Math.max(1, phrase) - 1;
  for (let next = joined(reading, last, isCapital); next !== undefined; next = joined(reading, last, isCapital)) {
    last = next;
  }
  return { last, found: described(reading, at, last) };
}

function isI(token: Token | undefined): boolean {
  return token?.base === "i";
}

/**
 * A capital where nothing begins is a name. Where a sentence begins, an everyday word is one only in front of another
 * capital: Green Lane, not Because Sarah.
 */
function mayBegin({ tokens }: Reading, at: number, isCapital: (place: number) => boolean): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (isTitleHere(tokens, at) && isCapital(afterPoint(tokens, at))) return true;
  // NOT, SO: an everyday word in capitals is said with force.
  if (token.letters === "capitals" && token.text.length > 1 && isListed(token.base)) return false;
  if (!token.opens) return true;
  if (!isEveryday(token.base) || (!isListed(token.base) && isOnList(tokens, at))) return true;
  const next = tokens[at + 1];
  const isBeforeName = next?.before === "space" && isCapital(at + 1) && !commonCapitals.has(next.base);
  return isBeforeName && !linkingWords.has(token.base);
}

function isOnList(tokens: readonly Token[], at: number): boolean {
  return givenNames.has(tokens[at]?.base ?? "") || listedPlaceLength(tokens, at) > 0;
}

function isTitleHere(tokens: readonly Token[], at: number): boolean {
  return titles.has(tokens[at]?.base ?? "");
}

/** The place behind a token, or behind the point that shortens it. */
function afterPoint(tokens: readonly Token[], at: number): number {
  return tokens[at + 1]?.text === "." && tokens[at + 1]?.before === "nothing" ? at + 2 : at + 1;
}

/** The next token of the run: behind a space, a hyphen, the point of a short form, "&", or a particle such as "bin". */
function joined(reading: Reading, last: number, isCapital: (place: number) => boolean): number | undefined {
  const { tokens } = reading;
  const goesOn = (place: number) => isCapital(place) && tokens[place]?.before !== "line";
  const next = tokens[last + 1];
  if (next === undefined || next.before === "line") return undefined;
  if (goesOn(last + 1)) return !next.opens ? last + 1 : undefined;
  if (next.text === "." && isShortened(tokens[last]) && goesOn(last + 2) && !isEveryday(tokens[last + 2]?.base ?? "")) {
    return last + 2;
  }
  const glued = tokens[last + 2]?.before === "nothing";
  if (next.text === "-" && next.before === "nothing" && glued) {
    if (goesOn(last + 2)) return last + 2;
    const isLink = hyphenated.has(tokens[last + 2]?.base ?? "") && reading.isFree(last + 2);
    if (isLink && tokens[last + 3]?.text === "-" && goesOn(last + 4)) return last + 4;
    const isSecondHalf = tokens[last + 2]?.kind === "word" && givenNames.has(tokens[last]?.base ?? "");
    return isSecondHalf && reading.isFree(last + 2) && !isListed(tokens[last + 2]?.base ?? "") ? last + 2 : undefined;
  }
  if (next.text === "&" && goesOn(last + 2)) return last + 2;
  const isParticle = particles.has(next.base) && next.letters === "small" && reading.isFree(last + 1);
  if (!isParticle) return undefined;
  if (goesOn(last + 2)) return last + 2;
  const second = tokens[last + 2];
  const isSecond =
    second !== undefined && (particles.has(second.base) || second.base === "the") && second.letters === "small";
  if (isSecond && goesOn(last + 3)) return last + 3;
  return second?.text === "-" && goesOn(last + 3) ? last + 3 : undefined;
}

/** St. Mary's, Dr. Khan, J. Smith. */
function isShortened(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return titles.has(token.base) || token.base === "st" || (token.text.length === 1 && !isI(token));
}

/** What kind a run of capital words is, without common words at its ends. Nothing is left of Home Office. */
function described(reading: Reading, first: number, last: number): Sighting | undefined {
  const { tokens } = reading;
  const words = (from: number, to: number) =>
    tokens.slice(from, to + 1).filter(({ kind, letters }) => kind === "word" && letters !== "small");
  const isCommon = (at: number) => {
    const token = tokens[at];
    return (
      token !== undefined && (token.kind === "mark" || commonCapitals.has(token.base) || token.letters === "small")
    );
  };
  if (isTitleHere(tokens, first) && last > first && !isCommon(afterPoint(tokens, first))) {
    return { kind: "name", first, last };
  }
  let from = first;
  while (from <= last && isCommon(from) && !leadsOn(tokens[from + 1])) from++;
  if (from > last || words(from, last).every(({ base }) => commonCapitals.has(base))) return undefined;
  const hasPlaceOrHouse = words(from, last).some(({ base }) => organisationWords.has(base) || placeWords.has(base));
  let to = last;
  while (!hasPlaceOrHouse && to > from && isCommon(to)) to--;
  const kind = kindOfRun(reading, from, to);
  return kind === undefined
    ? undefined
    : { kind, first: kind === "place" ? withHouseNumber(reading, from) : from, last: to };
}

/** University of Leeds, School Lane: the common word belongs to what follows. */
function leadsOn(next: Token | undefined): boolean {
  return next !== undefined && (next.text === "of" || placeWords.has(next.base));
}

function kindOfRun({ tokens }: Reading, first: number, last: number): DetailKind | undefined {
  const bases = tokens.slice(first, last + 1).map(({ base }) => base);
  const token = tokens[first];
  const only = first === last;
  if (listedPlaceLength(tokens, first) > last - first) return "place";
  if (bases.some((base) => organisationWords.has(base)) && !only) return "organisation";
  if (listedOrganisationLength(tokens, first) > 0) return "organisation";
  if (bases.some((base) => placeWords.has(base)) && !only) return "place";
  // Nobody is in or near a person: Hải and Dương are names, and Hải Dương is a town.
  if (/^(?:in|near|via)$/.test(tokens[first - 1]?.base ?? "") && !bases.some((base) => originWords.has(base)))
    return "place";
  if (bases.some((base) => givenNames.has(base))) return "name";
  if (bases.some((base) => originWords.has(base))) return "origin";
  if (bases.some((base) => base.length > 5 && placeEndings.test(base)) || listedPlaceLength(tokens, first) > 0)
    return "place";
  if (only && token?.letters === "capitals" && token.text.length > 1 && token.text.length < 7) return "organisation";
  return placeCues.has(tokens[first - 1]?.base ?? "") || (only && placeWords.has(bases[0] ?? "")) ? "place" : "name";
}

/** "12 Green Lane", "12a Green Lane", "Flat 3, Green Lane" from the number on. */
function withHouseNumber({ tokens, isFree }: Reading, first: number): number {
  const number = tokens[first - 1]?.kind === "number" ? first - 1 : first - 2;
  const isLetterBehind =
    number === first - 2 && tokens[first - 1]?.text.length === 1 && tokens[first - 1]?.kind === "word";
  if (number === first - 2 && !isLetterBehind) return first;
  const token = tokens[number];
  return token?.kind === "number" && isFree(number) && isFree(first - 1) && token.text.length <= 4 ? number : first;
}

/** Words of the lists that are written small, or in a text whose letters say nothing. */
function listedSmall({ tokens }: Reading, at: number, caseless: readonly boolean[]): Sighting | undefined {
  const token = tokens[at];
  if (token === undefined || (token.letters !== "small" && !caseless[at])) return undefined;
  const found = (kind: DetailKind, length: number): Sighting => ({ kind, first: at, last: at + length - 1 });
  const place = listedPlaceLength(tokens, at);
  if (place > 1 || (place === 1 && !placesInNeedOfCapital.has(token.base))) return found("place", place);
  const organisation = listedOrganisationLength(tokens, at);
  if (organisation > 1 || (organisation === 1 && !organisationsInNeedOfCapital.has(token.base))) {
    return found("organisation", organisation);
  }
  if (originWords.has(token.base) && !originsInNeedOfCapital.has(token.base)) return found("origin", 1);
  const isName = givenNames.has(token.base) && !namesInNeedOfCapital.has(token.base) && !isListed(token.base);
  return isName ? found("name", 1) : undefined;
}

const numbered = wordSet("flat house room unit block apartment floor bus route platform cell ward");

/** "Flat 3", "bus 73". */
function numberedPlace({ tokens, isFree }: Reading, at: number): Run | undefined {
  const number = tokens[at + 1];
  if (!numbered.has(tokens[at]?.base ?? "") || number?.kind !== "number" || !isFree(at + 1)) return undefined;
  if (number.before !== "space") return undefined;
  return { last: at + 1, found: { kind: "place", first: at, last: at + 1 } };
}

/** "mr smith", "dr khan". */
function smallTitle({ tokens, isFree }: Reading, at: number): Sighting | undefined {
  const token = tokens[at];
  if (token?.letters !== "small" || !smallTitles.has(token.base)) return undefined;
  const next = afterPoint(tokens, at);
  const name = tokens[next];
  if (name?.kind !== "word" || name.before === "line" || !isFree(next) || isListed(name.base)) return undefined;
  return { kind: "name", first: at, last: next };
}
