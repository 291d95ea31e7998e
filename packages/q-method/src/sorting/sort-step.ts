import type { Pile } from "../q-sort.ts";

/** Who sat with the sorter: a worker, an interpreter, both, or nobody. */
export const HELPERS = ["nobody", "worker", "interpreter", "both"] as const;
export type Helper = (typeof HELPERS)[number];

export const PILES = ["agree", "unsure", "disagree"] as const satisfies readonly Pile[];

/** What a sorter does in a live sort, by kind of event, with what each says. All are version 1. */
export interface SortPayloads {
  /** The cards of this language were opened; `wording` is the digest of their wording. Also how somebody who had stopped goes on. */
  readonly "q.sort-begun": { readonly language: string; readonly wording?: string };
  readonly "q.assented": Readonly<Record<never, never>>;
  /** "Not now". */
  readonly "q.assent-refused": Readonly<Record<never, never>>;
  readonly "q.help-noted": { readonly helper: Helper };
  readonly "q.card-piled": { readonly card: string; readonly pile: Pile };
  /** The column by its value, and the place in it, counted from 0 at its head. */
  readonly "q.card-placed": { readonly card: string; readonly value: number; readonly at: number };
  /** From the board into the hand. */
  readonly "q.card-taken-back": { readonly card: string };
  /** Why a card lies where it does; an empty text takes back what was said. */
  readonly "q.card-explained": { readonly card: string; readonly text: string };
  /** The same by voice; null takes back what was said. */
  readonly "q.card-told": { readonly card: string; readonly recording: Recording | null };
  readonly "q.sort-finished": Readonly<Record<never, never>>;
  /** `keep`: whether what was done may be kept. */
  readonly "q.sort-stopped": { readonly keep: boolean };
}

/** What somebody said, recorded. The bytes lie elsewhere, under the id. */
export type Recording = {
  readonly id: string;
  /** Of the bytes, in hexadecimal digits. */
  readonly sha256: string;
  readonly type: RecordingType;
  readonly milliseconds: number;
};

/** What browsers record in. */
export const RECORDING_TYPES = ["audio/webm", "audio/mp4", "audio/ogg"] as const;
export type RecordingType = (typeof RECORDING_TYPES)[number];

/** So long may a recording be, in milliseconds, and so many bytes may it have: two minutes at what browsers take for a voice. */
export const LONGEST_RECORDING = 120_000;
export const LARGEST_RECORDING = 2 * 1_048_576;

export type SortKind = keyof SortPayloads;

/** One thing that a sorter did. */
export type SortStep = {
  readonly [Kind in SortKind]: { readonly kind: Kind; readonly payload: SortPayloads[Kind] };
}[SortKind];

export const SORT_STEP_VERSION = 1;

/** So long may the reason for one card be, in UTF-16 units. */
export const LONGEST_REASON = 2_000;

/** A step from what was stored or sent; undefined where it is none of this version, whatever it is. */
export function readSortStep(kind: string, version: number, payload: unknown): SortStep | undefined {
  if (version !== SORT_STEP_VERSION || typeof payload !== "object" || payload === null) return undefined;
  const said = new Map<string, unknown>(Object.entries(payload));
  const [card, language, wording] = [said.get("card"), said.get("language"), said.get("wording")];
  switch (kind) {
    case "q.sort-begun":
      if (!isTag(language) || !(wording === undefined || isName(wording))) return undefined;
      return { kind, payload: { language, ...(wording !== undefined && { wording }) } };
    case "q.assented":
    case "q.assent-refused":
    case "q.sort-finished":
      return { kind, payload: {} };
    case "q.help-noted": {
      const helper = HELPERS.find((each) => each === said.get("helper"));
      return helper && { kind, payload: { helper } };
    }
    case "q.card-piled": {
      const pile = PILES.find((each) => each === said.get("pile"));
      return pile && isName(card) ? { kind, payload: { card, pile } } : undefined;
    }
    case "q.card-placed": {
      const [value, at] = [said.get("value"), said.get("at")];
      return isName(card) && isNumber(value) && isNumber(at) ? { kind, payload: { card, value, at } } : undefined;
    }
    case "q.card-taken-back":
      return isName(card) ? { kind, payload: { card } } : undefined;
    case "q.card-explained": {
      const text = said.get("text");
      if (!isName(card) || typeof text !== "string" || text.length > LONGEST_REASON) return undefined;
      return { kind, payload: { card, text } };
    }
    case "q.card-told": {
      const recording = readRecording(said.get("recording"));
      return isName(card) && recording !== undefined ? { kind, payload: { card, recording } } : undefined;
    }
    case "q.sort-stopped": {
      const keep = said.get("keep");
      return typeof keep === "boolean" ? { kind, payload: { keep } } : undefined;
    }
    default:
      return undefined;
  }
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SHA_256 = /^[0-9a-f]{64}$/;

/** Undefined where it is neither a recording nor null. */
function readRecording(value: unknown): Recording | null | undefined {
  if (value === null) return null;
  if (typeof value !== "object" || value === undefined) return undefined;
  const said = new Map<string, unknown>(Object.entries(value));
  const [id, sha256, milliseconds] = [said.get("id"), said.get("sha256"), said.get("milliseconds")];
  const type = RECORDING_TYPES.find((each) => each === said.get("type"));
  if (typeof id !== "string" || !ID.test(id) || typeof sha256 !== "string" || !SHA_256.test(sha256)) return undefined;
  if (type === undefined || !isNumber(milliseconds) || milliseconds < 0 || milliseconds > LONGEST_RECORDING) {
    return undefined;
  }
  return { id, sha256, type, milliseconds };
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= 200;
}

function isTag(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(value) && value.length <= 35;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
