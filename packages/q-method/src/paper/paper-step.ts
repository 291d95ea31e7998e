import type { Pile } from "../q-sort.ts";
import { HELPERS, type Helper, PILES } from "../sorting/sort-step.ts";
import type { TypedSort } from "./entry-check.ts";

/** What a photograph of a sort on paper shows, in the order in which they are taken. */
export const PHOTOGRAPHED = ["piles", "placed", "board", "numbers"] as const;
export type Photographed = (typeof PHOTOGRAPHED)[number];

export const PHOTOGRAPH_TYPES = ["image/jpeg", "image/png", "image/webp"] as const;

/** The first typing of a sort, one that mends it, or another by somebody else who has not seen the first. */
export const TYPINGS = ["entry", "correction", "check"] as const;
export type Typing = (typeof TYPINGS)[number];

/** The numbers as they were typed, by column and by pile. */
export type TypedNumbers = Omit<TypedSort, "sorter">;

/** Where every card lies, by id. The piles are those of every card, or null where they were not noted. */
export type ReadSort = {
  readonly places: Readonly<Record<string, number>>;
  readonly piles: Readonly<Record<string, Pile>> | null;
};

/** What is written down of a sort that was made on paper, by kind of event, with what each says. All are version 1. */
export interface PaperPayloads {
  /** The sorter had said yes: before that nothing is written down. `wording` is the digest of the wording of the cards. */
  readonly "q.paper-begun": {
    readonly assented: true;
    readonly language: string;
    readonly wording?: string;
    readonly helper: Helper;
  };
  /** The event names the file that is kept beside the journal, under its own id. */
  readonly "q.paper-photographed": {
    readonly shows: Photographed;
    readonly type: (typeof PHOTOGRAPH_TYPES)[number];
    readonly width: number;
    readonly height: number;
  };
  /** A photograph was deleted: its bytes are gone. */
  readonly "q.paper-photograph-deleted": { readonly photograph: string };
  /** What somebody has typed so far. Its first word is not that of the others: nobody else's screen has to hear of it. */
  readonly "paper.drafted": { readonly as: Typing; readonly typed: TypedNumbers };
  readonly "q.paper-entered": ReadSort;
  /** Takes the place of an entry or correction, by the id of its event. */
  readonly "q.paper-corrected": ReadSort & { readonly of: string; readonly reason: string };
  /** The same typed again from the photographs. */
  readonly "q.paper-checked": ReadSort & { readonly of: string };
}

export type PaperKind = keyof PaperPayloads;

/** One thing that was written down. */
export type PaperStep = {
  readonly [Kind in PaperKind]: { readonly kind: Kind; readonly payload: PaperPayloads[Kind] };
}[PaperKind];

export const PAPER_STEP_VERSION = 1;

const MOST_TYPED = 2_000;
const LONGEST_REASON = 2_000;

/** A step from what was stored; undefined where it is none of this version, whatever it is. */
export function readPaperStep(kind: string, version: number, payload: unknown): PaperStep | undefined {
  if (version !== PAPER_STEP_VERSION || !isRecord(payload)) return undefined;
  const { of, reason } = payload;
  switch (kind) {
    case "q.paper-begun": {
      const { assented, language, wording } = payload;
      const helper = HELPERS.find((each) => each === payload.helper);
      if (assented !== true || !isText(language, 35) || helper === undefined) return undefined;
      if (wording !== undefined && !isText(wording, 200)) return undefined;
      return { kind, payload: { assented, language, ...(wording !== undefined && { wording }), helper } };
    }
    case "q.paper-photographed": {
      const { width, height } = payload;
      const shows = PHOTOGRAPHED.find((each) => each === payload.shows);
      const type = PHOTOGRAPH_TYPES.find((each) => each === payload.type);
      if (shows === undefined || type === undefined || !isNumber(width) || !isNumber(height)) return undefined;
      return { kind, payload: { shows, type, width, height } };
    }
    case "q.paper-photograph-deleted": {
      const { photograph } = payload;
      return isText(photograph, 200) ? { kind, payload: { photograph } } : undefined;
    }
    case "paper.drafted": {
      const as = TYPINGS.find((each) => each === payload.as);
      const typed = readTyped(payload.typed);
      return as && typed && { kind, payload: { as, typed } };
    }
    case "q.paper-entered": {
      const sort = readSort(payload);
      return sort && { kind, payload: sort };
    }
    case "q.paper-corrected": {
      const sort = readSort(payload);
      if (sort === undefined || !isText(of, 200) || !isText(reason, LONGEST_REASON)) return undefined;
      return { kind, payload: { ...sort, of, reason } };
    }
    case "q.paper-checked": {
      const sort = readSort(payload);
      return sort && isText(of, 200) ? { kind, payload: { ...sort, of } } : undefined;
    }
    default:
      return undefined;
  }
}

function readTyped(said: unknown): TypedNumbers | undefined {
  if (!isRecord(said) || !Array.isArray(said.columns) || !isRecord(said.piles)) return undefined;
  const { agree, unsure, disagree } = said.piles;
  if (!isTyped(agree) || !isTyped(unsure) || !isTyped(disagree)) return undefined;
  const columns: unknown[] = said.columns;
  return columns.every(isTyped) ? { columns, piles: { agree, unsure, disagree } } : undefined;
}

function readSort({ places, piles }: Record<string, unknown>): ReadSort | undefined {
  if (!isRecord(places) || !hasOnly(places, isNumber)) return undefined;
  if (piles === null) return { places, piles };
  return isRecord(piles) && hasOnly(piles, isPile) ? { places, piles } : undefined;
}

function hasOnly<Value>(
  record: Record<string, unknown>,
  is: (value: unknown) => value is Value,
): record is Record<string, Value> {
  return Object.values(record).every(is);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && value !== "" && value.length <= most;
}

function isTyped(value: unknown): value is string {
  return typeof value === "string" && value.length <= MOST_TYPED;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isPile(value: unknown): value is Pile {
  return PILES.some((pile) => pile === value);
}
