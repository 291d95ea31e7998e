import type { Journal, JournalEvent, JsonValue, NewEvent } from "@plait/journal";

/** An id that the number decides. */
export function idOf(number: number): string {
  return `019a0000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** A card placed, as a test needs it. */
export function placed(number: number, change: Partial<NewEvent> = {}): NewEvent {
  const payload: JsonValue = { card: number, column: (number % 7) - 3 };
  return {
    id: idOf(number),
    stream: "q/sort-1",
    actor: "B. Worker",
    kind: "q.card-placed",
    version: 1,
    payload,
    ...change,
  };
}

export async function eventsIn(journal: Journal, selection = {}): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of journal.read(selection)) events.push(event);
  return events;
}

/** The payloads in order, "forgotten" for those that are. */
export async function payloadsIn(journal: Journal, selection = {}): Promise<JsonValue[]> {
  const events = await eventsIn(journal, selection);
  return events.map(({ content }) => (content.kind === "readable" ? content.payload : "forgotten"));
}
