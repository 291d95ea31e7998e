import type { Transaction } from "kysely";
import type { RandomBytes } from "./event-id.ts";
import type { JournalKeys } from "./event-seal.ts";
import type { HeadRow, JournalStore, JournalTables } from "./journal-store.ts";

/** What every operation on an open journal works with. */
export interface JournalAtWork {
  readonly store: JournalStore;
  readonly keys: JournalKeys;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/** Where a journal ends. Written down elsewhere, the hash shows later that nothing before it was changed or taken off. */
export interface JournalHead {
  readonly position: number;
  readonly hash: string;
}

/** The head, which no other writer changes before this transaction ends. */
export async function lockedHead(tables: Transaction<JournalTables>, { store }: JournalAtWork): Promise<HeadRow> {
  return tables
    .selectFrom("head")
    .selectAll()
    .$if(store.engine === "postgres", (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
}
