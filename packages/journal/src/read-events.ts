import type { Kysely } from "kysely";
import type { EventContent, JournalEvent } from "./event.ts";
import { openContent, openSubjectKey } from "./event-seal.ts";
import type { JournalAtWork } from "./journal-at-work.ts";
import { JournalDamaged } from "./journal-damaged.ts";
import type { EventRow, JournalTables } from "./journal-store.ts";
import { markOf } from "./marks.ts";

/** Which events are read; all of them unless told. */
export interface EventSelection {
  /** Those behind this position. */
  readonly after?: number;
  /** Those of any of these streams. */
  readonly streams?: readonly string[];
  /** Those about this participant. */
  readonly subject?: string;
}

/** An event with what the store has of its subject: a null `mark` where there is nothing, a null `wrapped` where the key was destroyed. */
export type RowWithKey = EventRow & { readonly wrapped: Uint8Array | null; readonly mark: string | null };

export const MOST_IN_PAGE = 500;

/**
 * Events in order of position, a page at a time; those that are written while this runs come too.
 *
 * @throws JournalDamaged at the first that does not open
 */
export async function* readEvents(journal: JournalAtWork, selection: EventSelection): AsyncGenerator<JournalEvent> {
  let after = selection.after ?? 0;
  for (;;) {
    const page = await readPage(journal, { ...selection, after });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < MOST_IN_PAGE) return;
    after = last.position;
  }
}

export async function readPage(journal: JournalAtWork, selection: EventSelection): Promise<JournalEvent[]> {
  const { after = 0, streams, subject } = selection;
  if (streams?.length === 0) return [];
  const { keys, store } = journal;
  const rows = await store.read((tables) =>
    rowsWithKeys(tables)
      .where("position", ">", after)
      .$if(streams !== undefined, (query) =>
        query.where(
          "stream",
          "in",
          (streams ?? []).map((name) => markOf(keys.mark, "stream", name)),
        ),
      )
      .$if(subject !== undefined, (query) => query.where("subject", "=", markOf(keys.mark, "subject", subject ?? "")))
      .orderBy("position")
      .limit(MOST_IN_PAGE)
      .execute(),
  );
  return rows.map((row) => eventOf(journal, row));
}

/** The events, each with the key of its subject as the store has it at this moment. */
export function rowsWithKeys(tables: Kysely<JournalTables>) {
  return tables
    .selectFrom("events")
    .leftJoin("subjects", "subjects.mark", "events.subject")
    .selectAll("events")
    .select(["subjects.wrapped", "subjects.mark"]);
}

function eventOf(journal: JournalAtWork, row: RowWithKey): JournalEvent {
  const content = contentOf(journal, row);
  if (content === undefined) throw new JournalDamaged(row.position);
  const { position, id, sequence, kind, version, at } = row;
  return { position, id, sequence, kind, version, at, content };
}

/** Undefined where it does not open although its key was not destroyed. */
export function contentOf({ keys }: JournalAtWork, row: RowWithKey): EventContent | undefined {
  const { sealed, hash: _, wrapped, mark, ...clear } = row;
  if (clear.subject === null) return openContent(keys.event, clear, sealed);
  if (mark === null) return undefined;
  if (wrapped === null) return { kind: "forgotten" };
  const key = openSubjectKey(keys, clear.subject, wrapped);
  return key === undefined ? undefined : openContent(key, clear, sealed);
}
