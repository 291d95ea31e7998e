import { appendWithin } from "./append-events.ts";
import type { NewEvent } from "./event.ts";
import { newEventId } from "./event-id.ts";
import { type JournalAtWork, lockedHead } from "./journal-at-work.ts";
import { markOf } from "./marks.ts";

/** The event that says that somebody was forgotten. It names nobody; its payload has the mark that the person's events bear. */
export const SUBJECT_FORGOTTEN = "journal.subject-forgotten";

/** The stream of what the journal says about itself. */
export const JOURNAL_STREAM = "journal";

export interface Forgotten {
  /** `unknown`: the journal has no event of that code, and now takes none. */
  readonly kind: "forgotten" | "forgotten-before" | "unknown";
}

/**
 * Forgets a participant: destroys the key of all their events and files, drops the files, and every snapshot, since any may hold what they did, writes
 * an event that says so, and then takes what was destroyed out of freed pages. Later events about them are refused.
 *
 * @param actor who does it
 */
export async function forgetSubject(journal: JournalAtWork, subject: string, actor: string): Promise<Forgotten> {
  const { store, keys, now, randomBytes } = journal;
  const mark = markOf(keys.mark, "subject", subject);
  const kind = await store.write(async (tables): Promise<Forgotten["kind"]> => {
    const head = await lockedHead(tables, journal);
    const row = await tables.selectFrom("subjects").selectAll().where("mark", "=", mark).executeTakeFirst();
    if (row?.wrapped === null) return "forgotten-before";
    if (row === undefined) await tables.insertInto("subjects").values({ mark, wrapped: null }).execute();
    else await tables.updateTable("subjects").set({ wrapped: null }).where("mark", "=", mark).execute();
    await tables.deleteFrom("snapshots").execute();
    await tables.updateTable("files").set({ sealed: null }).where("subject", "=", mark).execute();
    await tables
      .updateTable("head")
      .set({ forgettings: head.forgettings + 1, scrubbed: 0 })
      .execute();
    const event: NewEvent = {
      id: newEventId(now().getTime(), randomBytes),
      stream: JOURNAL_STREAM,
      actor,
      kind: SUBJECT_FORGOTTEN,
      version: 1,
      payload: { subject: mark },
    };
    await appendWithin(tables, journal, [event], {});
    return row === undefined ? "unknown" : "forgotten";
  });
  if (kind !== "forgotten-before") await scrubIfDue(journal);
  return { kind };
}

/** Ends what a forgetting that was interrupted began. */
export async function scrubIfDue({ store }: JournalAtWork): Promise<void> {
  const head = await store.read((tables) => tables.selectFrom("head").select("scrubbed").executeTakeFirstOrThrow());
  if (head.scrubbed === 1) return;
  await store.scrub();
  await store.write((tables) => tables.updateTable("head").set({ scrubbed: 1 }).execute());
}
