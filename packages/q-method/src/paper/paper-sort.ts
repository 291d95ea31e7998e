import type { QSort } from "../q-sort.ts";
import { type SortFault, sortFaults } from "../sort-faults.ts";
import type { Deck } from "../sorting/live-sort.ts";
import type { Helper } from "../sorting/sort-step.ts";
import {
  type PaperPayloads,
  type PaperStep,
  type ReadSort,
  readPaperStep,
  type TypedNumbers,
  type Typing,
} from "./paper-step.ts";

/** Something that somebody who works on the study wrote down of a sort on paper. */
export interface PaperEvent {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly payload: unknown;
  /** Who wrote it down. */
  readonly by: string;
  /** When, as the journal has it. */
  readonly at: string;
}

/** Who wrote something down, and when. */
export type Hand = { readonly by: string; readonly at: string };

export type PaperPhotograph = Hand & { readonly id: string } & PaperPayloads["q.paper-photographed"];

/** What somebody has typed and not entered. */
export type PaperDraft = Hand & { readonly as: Typing; readonly typed: TypedNumbers };

/** The numbers of a sort as they were entered, or corrected for a reason. */
export type PaperEntry = Hand & { readonly id: string; readonly reason: string | null } & ReadSort;

/** The numbers as somebody typed them again. */
export type PaperCheck = Hand & {
  readonly id: string;
  /** The entry that stood then. */
  readonly of: string;
} & ReadSort;

/** A card of which two typings say other things: its place, or its pile where both noted it. */
export type CardDifference = {
  readonly card: string;
  readonly places: readonly [entered: number | null, again: number | null];
  readonly piles: readonly [entered: string | null, again: string | null];
};

/** A sort on paper as it stands: plain JSON, so that it can be kept as a snapshot. */
export type PaperSort = {
  readonly status: "none" | "begun" | "entered";
  readonly language: string | null;
  /** The digest of the wording of the cards. */
  readonly wording: string | null;
  readonly helper: Helper | null;
  readonly begun: Hand | null;
  /** Of each kind the newest. */
  readonly photographs: readonly PaperPhotograph[];
  readonly draft: PaperDraft | null;
  /** The first entry, then its corrections; the last is the one that counts. */
  readonly entries: readonly PaperEntry[];
  readonly checks: readonly PaperCheck[];
  /** How many events there were, of whatever kind. */
  readonly events: number;
};

export const noPaperSort: PaperSort = {
  status: "none",
  language: null,
  wording: null,
  helper: null,
  begun: null,
  photographs: [],
  draft: null,
  entries: [],
  checks: [],
  events: 0,
};

/** The sort after one more event, in the journal's order. Total: what cannot be read, or comes where it cannot, changes nothing but the count. */
export function applyPaperEvent(sort: PaperSort, event: PaperEvent): PaperSort {
  const step = readPaperStep(event.kind, event.version, event.payload);
  const { id, by, at } = event;
  const after = step === undefined ? undefined : afterStep(sort, step, { id, by, at });
  return { ...(after ?? sort), events: sort.events + 1 };
}

function afterStep(sort: PaperSort, step: PaperStep, hand: Hand & { readonly id: string }): PaperSort | undefined {
  if (step.kind !== "q.paper-begun" && sort.status === "none") return undefined;
  const { by, at } = hand;
  const standing = sort.entries.at(-1);
  switch (step.kind) {
    case "q.paper-begun": {
      const { language, wording = null, helper } = step.payload;
      const status = sort.status === "none" ? "begun" : sort.status;
      return { ...sort, status, language, wording, helper, begun: sort.begun ?? { by, at } };
    }
    case "q.paper-photographed": {
      const others = sort.photographs.filter(({ shows }) => shows !== step.payload.shows);
      return { ...sort, photographs: [...others, { ...hand, ...step.payload }] };
    }
    case "q.paper-photograph-deleted": {
      const { photograph } = step.payload;
      return { ...sort, photographs: sort.photographs.filter((each) => each.id !== photograph) };
    }
    case "paper.drafted":
      return { ...sort, draft: { by, at, ...step.payload } };
    case "q.paper-entered":
      if (standing !== undefined) return undefined;
      return entered(sort, { ...hand, reason: null, ...step.payload });
    case "q.paper-corrected": {
      if (standing?.id !== step.payload.of) return undefined;
      const { of: _, ...entry } = step.payload;
      return entered(sort, { ...hand, ...entry });
    }
    case "q.paper-checked": {
      if (standing?.id !== step.payload.of) return undefined;
      return { ...sort, draft: null, checks: [...sort.checks, { ...hand, ...step.payload }] };
    }
    default:
      return step satisfies never;
  }
}

function entered(sort: PaperSort, entry: PaperEntry): PaperSort {
  return { ...sort, status: "entered", draft: null, entries: [...sort.entries, entry] };
}

/** A second typing of the numbers that stand, and the cards that lie elsewhere in it. */
export interface SecondTyping {
  readonly check: PaperCheck;
  readonly differences: readonly CardDifference[];
}

/**
 * The newest typing, by somebody else than whoever entered the numbers that stand, of this very entry; or of an earlier one, where it says what stands now.
 * Undefined where there is none.
 */
export function secondTyping({ entries, checks }: PaperSort): SecondTyping | undefined {
  const standing = entries.at(-1);
  if (standing === undefined) return undefined;
  return checks
    .filter(({ by }) => by !== standing.by)
    .map((check) => ({ check, differences: differencesOf(standing, check) }))
    .findLast(({ check, differences }) => check.of === standing.id || differences.length === 0);
}

/** The cards of which two typings say other things, in the order of the first. Piles are compared where both have them. */
function differencesOf(entered: ReadSort, again: ReadSort): readonly CardDifference[] {
  const cards = [...new Set([...Object.keys(entered.places), ...Object.keys(again.places)])];
  const havePiles = entered.piles !== null && again.piles !== null;
  return cards.flatMap((card) => {
    const places = [entered.places[card] ?? null, again.places[card] ?? null] as const;
    const piles = havePiles ? ([entered.piles?.[card] ?? null, again.piles?.[card] ?? null] as const) : NO_PILES;
    return places[0] === places[1] && piles[0] === piles[1] ? [] : [{ card, places, piles }];
  });
}

const NO_PILES = [null, null] as const;

/** The sort as the analysis takes it, or why there is none. */
export type PaperQSort =
  | { readonly kind: "sort"; readonly sort: QSort }
  | { readonly kind: "not-entered" }
  /** The cards or the board are others now than when it was entered. */
  | { readonly kind: "faults"; readonly faults: readonly SortFault[] };

/**
 * The entry that counts as a sort: places, and piles where they were noted. In which order cards were placed no paper says.
 *
 * @param sorter the participant's code
 */
export function qSortOfPaper({ cards, grid }: Deck, paper: PaperSort, sorter: string): PaperQSort {
  const entry = paper.entries.at(-1);
  if (entry === undefined) return { kind: "not-entered" };
  const places = cards.map((card) => entry.places[card]);
  const faults = sortFaults(places, grid);
  if (faults.length > 0) return { kind: "faults", faults };
  const piles = cards.flatMap((card) => entry.piles?.[card] ?? []);
  return {
    kind: "sort",
    sort: {
      sorter,
      ...(paper.language !== null && { language: paper.language }),
      places: places.map((value) => value ?? Number.NaN),
      ...(piles.length === cards.length && { piles }),
    },
  };
}
