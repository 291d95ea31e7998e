import { compareText } from "@plait/study";
import type { JournalEvent } from "./event.ts";

/**
 * Events in the order their devices declare, so that any order of arrival gives the same list: by stream, then by the counter, then by the device, ties
 * by id. Events that declare nothing come last in their stream, by id, which for ids of version 7 is the order in which they were made; a stream
 * whose order matters declares all of its events. Events of people who were forgotten come at the end.
 */
export function inDeclaredOrder(events: readonly JournalEvent[]): JournalEvent[] {
  return [...events].sort(byDeclaredOrder);
}

/** Negative where `a` comes before `b`. */
export function byDeclaredOrder(a: JournalEvent, b: JournalEvent): number {
  const [first, second] = [a.content, b.content];
  if (first.kind === "forgotten" || second.kind === "forgotten") {
    return Number(first.kind === "forgotten") - Number(second.kind === "forgotten") || compareText(a.id, b.id);
  }
  return (
    compareText(first.stream, second.stream) ||
    compareCounters(first.declared?.counter, second.declared?.counter) ||
    compareText(first.declared?.device ?? "", second.declared?.device ?? "") ||
    compareText(a.id, b.id)
  );
}

function compareCounters(a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY): number {
  return a === b ? 0 : a - b;
}
