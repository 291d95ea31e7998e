import { ages } from "./identifying/ages.ts";
import { capitalNames } from "./identifying/capital-names.ts";
import { caselessWords, unreadNumbers, unseenNames } from "./identifying/caseless-words.ts";
import { datesInFigures, datesInWords } from "./identifying/dates.ts";
import type { DetailKind, Detector, Sighting } from "./identifying/detail.ts";
import { money, postcodes, references, telephones } from "./identifying/digit-groups.ts";
import { knownNames } from "./identifying/known-names.ts";
import { onlineAddresses } from "./identifying/online-addresses.ts";
import { type Token, tokens as tokensOf } from "./identifying/plain-text.ts";

export type { DetailKind } from "./identifying/detail.ts";

/** Words by which somebody might be known, for a person to look at. */
export interface IdentifyingDetail {
  readonly kind: DetailKind;
  /** Places in the text, in UTF-16 units as `slice` counts; `end` is behind the last. */
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

export interface IdentifyingDetailsOptions {
  /** Names of staff, places and houses of this study: found however they are written. */
  readonly known?: readonly string[];
  /**
   * Language tags of the text, English where absent. In any other language each number is a detail, and months are known
   * in Albanian, Arabic, French, Polish, Romanian, Spanish and Vietnamese.
   */
  readonly languages?: readonly string[];
}

/**
 * Finds what might tell who somebody is in words that people said or wrote: names, places, organisations, dates, ages,
 * reference numbers, addresses of every kind, money and origins. Rules and lists only. It would rather flag too much: each
 * detail is for a person to judge. No detail does not mean that a text is safe.
 *
 * Details come in the order of the text, lie within it and do not overlap. Words in which names cannot be told from other
 * words, because their script has no capitals or the text does not use them, are details of kind `names-not-seen`. The
 * details are the same in every Unicode normal form. Takes time in proportion to the length of the text.
 *
 * @throws RangeError for a known name without letters and digits
 */
export function identifyingDetails(
  text: string,
  { known = [], languages = ["en"] }: IdentifyingDetailsOptions = {},
): readonly IdentifyingDetail[] {
  const tokens = tokensOf(text);
  const caseless = caselessWords(tokens);
  const tags = languages.map((tag) => tag.toLowerCase());
  const detectors: readonly Detector[] = [
    knownNames(known),
    onlineAddresses,
    datesInFigures,
    telephones,
    postcodes,
    money,
    datesInWords(tags),
    ages,
    references,
    capitalNames(caseless),
    unreadNumbers(tags.some((tag) => tag !== "en" && !tag.startsWith("en-"))),
    unseenNames(caseless),
  ];
  return apart(
    text,
    sightings(tokens, detectors).map(({ kind, first, last }) => ({
      kind,
      start: tokens[first]?.start ?? 0,
      end: tokens[last]?.end ?? text.length,
    })),
  );
}

/** Each detector in turn on what those before it have left. */
function sightings(tokens: readonly Token[], detectors: readonly Detector[]): Sighting[] {
  const taken = new Uint8Array(tokens.length);
  const isFree = (at: number) => taken[at] === 0;
  const found: Sighting[] = [];
  for (const detector of detectors) {
    for (const sighting of detector({ tokens, isFree })) {
      found.push(...freePieces(sighting, isFree));
      taken.fill(1, sighting.first, sighting.last + 1);
    }
  }
  return found.sort((a, b) => a.first - b.first);
}

/** What of a sighting is not part of an earlier one: all of it, but for a few. */
function freePieces({ kind, first, last }: Sighting, isFree: (at: number) => boolean): Sighting[] {
  const pieces: Sighting[] = [];
  let begun: number | undefined;
  for (let at = first; at <= last + 1; at++) {
    if (at <= last && isFree(at)) {
      begun ??= at;
    } else if (begun !== undefined) {
      pieces.push({ kind, first: begun, last: at - 1 });
      begun = undefined;
    }
  }
  return pieces;
}

/** One character that stands for several, such as ½, can end one detail and begin the next: it is left to the first. */
function apart(text: string, details: readonly Omit<IdentifyingDetail, "words">[]): IdentifyingDetail[] {
  let free = 0;
  return details.flatMap(({ kind, start, end }) => {
    const from = Math.max(start, free);
    free = Math.max(free, end);
    return from < end ? [{ kind, start: from, end, words: text.slice(from, end) }] : [];
  });
}
