import { appendWithin } from "./append-events.ts";
import type { NewEvent } from "./event.ts";
import { newEventId } from "./event-id.ts";
import { JOURNAL_STREAM } from "./forget-subject.ts";
import { type JournalAtWork, lockedHead } from "./journal-at-work.ts";

/** The event that says that a file was dropped; its payload has the id. */
export const FILE_DROPPED = "journal.file-dropped";

export interface Dropped {
  readonly kind: "dropped" | "dropped-before" | "unknown";
}

/**
 * Takes the bytes of one file out of the store, because whoever it is of does not want it kept, and writes an event that says so. What else there is about
 * the person stays.
 *
 * @param actor who does it
 */
export async function dropFile(journal: JournalAtWork, id: string, actor: string): Promise<Dropped> {
  const { store, now, randomBytes } = journal;
  const kind = await store.write(async (tables): Promise<Dropped["kind"]> => {
    await lockedHead(tables, journal);
    const row = await tables.selectFrom("files").select("sealed").where("id", "=", id).executeTakeFirst();
    if (row === undefined) return "unknown";
    if (row.sealed === null) return "dropped-before";
    await tables.updateTable("files").set({ sealed: null }).where("id", "=", id).execute();
    const event: NewEvent = {
      id: newEventId(now().getTime(), randomBytes),
      stream: JOURNAL_STREAM,
      actor,
      kind: FILE_DROPPED,
      version: 1,
      payload: { file: id },
    };
    await appendWithin(tables, journal, [event], {});
    return "dropped";
  });
  if (kind === "dropped") await store.emptyLog();
  return { kind };
}
