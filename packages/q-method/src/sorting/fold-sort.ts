import { applySortStep, type Deck, invitedSort, type LiveSort } from "./live-sort.ts";
import { readSortStep } from "./sort-step.ts";

/** What a device says of one thing done: an id of its own, and a counter that grows with each thing done and each it has seen. */
export interface SortEvent {
  readonly id: string;
  readonly device: string;
  readonly counter: number;
  readonly kind: string;
  readonly version: number;
  readonly payload: unknown;
}

/**
 * The sort that these events make, in whatever order and however often they came: each counts once, and they count in the order that the devices
 * declare (counter, then device, then id), which is the journal's.
 */
export function foldSort(deck: Deck, events: readonly SortEvent[]): LiveSort {
  const once = new Map(events.map((event) => [event.id, event]));
  return [...once.values()]
    .sort(byDeclaredOrder)
    .reduce<LiveSort>((sort, event) => applySortEvent(deck, sort, event), invitedSort);
}

/** The sort after one more event, which may be anything. */
export function applySortEvent(
  deck: Deck,
  sort: LiveSort,
  { kind, version, payload }: Pick<SortEvent, "kind" | "version" | "payload">,
): LiveSort {
  return applySortStep(deck, sort, readSortStep(kind, version, payload));
}

function byDeclaredOrder(a: SortEvent, b: SortEvent): number {
  return a.counter - b.counter || byCodeUnits(a.device, b.device) || byCodeUnits(a.id, b.id);
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
