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
  readonly "q.sort-finished": Readonly<Record<never, never>>;
  /** `keep`: whether what was done may be kept. */
  readonly "q.sort-stopped": { readonly keep: boolean };
}

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
    case "q.sort-stopped": {
      const keep = said.get("keep");
      return typeof keep === "boolean" ? { kind, payload: { keep } } : undefined;
    }
    default:
      return undefined;
  }
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
