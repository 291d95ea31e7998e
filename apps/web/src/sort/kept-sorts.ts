import type { ReplyOf } from "@plait/api";

/** The cards, the board and the words: what is needed to go on without the server. */
export type Table = Omit<ReplyOf<"readSort">, "events">;

/** A step as it is kept on the device. */
export type KeptEvent = ReplyOf<"readSort">["events"][number] & {
  readonly participant: string;
  /** The server has said that it has it. */
  readonly sent: boolean;
};

export interface KeptSort {
  readonly table: Table;
  readonly events: readonly KeptEvent[];
}

/** What people did on this device and the server may not have yet. Each method settles once it is on the disk. */
export interface KeptSorts {
  /** The sort that was worked on last, unless it was put away. */
  last(): Promise<KeptSort | undefined>;
  of(participant: string): Promise<readonly KeptEvent[]>;
  keepTable(table: Table): Promise<void>;
  add(event: KeptEvent): Promise<void>;
  markSent(ids: readonly string[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** What is kept of this person stays for when they come back, and is not shown to the next. */
  putAway(): Promise<void>;
  forget(participant: string): Promise<void>;
}

const DATABASE = "plait-sort";
const LAST = "last";

/** @throws DOMException where the browser keeps nothing, as in some private windows */
export async function openKeptSorts(factory: IDBFactory): Promise<KeptSorts> {
  const database = await openDatabase(factory);

  /** `strict`: the browser says that it is done only when the disk has it. */
  async function write(change: (stores: Stores) => void): Promise<void> {
    const transaction = database.transaction(["tables", "events", "state"], "readwrite", { durability: "strict" });
    change(storesOf(transaction));
    await completion(transaction);
  }
  const read = (): Stores => storesOf(database.transaction(["tables", "events", "state"]));
  const eventsOf = ({ events }: Stores, participant: string): Promise<KeptEvent[]> =>
    answer(events.index("participant").getAll(participant));

  return {
    last: async () => {
      const stores = read();
      const participant = await answer<string | undefined>(stores.state.get(LAST));
      if (participant === undefined) return undefined;
      const [table, events] = await Promise.all([
        answer<Table | undefined>(stores.tables.get(participant)),
        eventsOf(stores, participant),
      ]);
      return table && { table, events };
    },
    of: (participant) => eventsOf(read(), participant),
    keepTable: (table) =>
      write(({ tables, state }) => {
        tables.put(table);
        state.put(table.participant, LAST);
      }),
    add: (event) => write(({ events }) => void events.put(event)),
    markSent: (ids) =>
      write(({ events }) => {
        for (const id of ids) {
          const found: IDBRequest<KeptEvent | undefined> = events.get(id);
          found.onsuccess = () => {
            if (found.result !== undefined) events.put({ ...found.result, sent: true });
          };
        }
      }),
    remove: (ids) =>
      write(({ events }) => {
        for (const id of ids) events.delete(id);
      }),
    putAway: () => write(({ state }) => void state.delete(LAST)),
    forget: (participant) =>
      write(({ tables, events, state }) => {
        tables.delete(participant);
        const found = events.index("participant").getAllKeys(participant);
        found.onsuccess = () => {
          for (const id of found.result) events.delete(id);
        };
        const last: IDBRequest<string | undefined> = state.get(LAST);
        last.onsuccess = () => {
          if (last.result === participant) state.delete(LAST);
        };
      }),
  };
}

interface Stores {
  readonly tables: IDBObjectStore;
  readonly events: IDBObjectStore;
  readonly state: IDBObjectStore;
}

function storesOf(transaction: IDBTransaction): Stores {
  return {
    tables: transaction.objectStore("tables"),
    events: transaction.objectStore("events"),
    state: transaction.objectStore("state"),
  };
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const opening = factory.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("tables", { keyPath: "participant" });
    opening.result.createObjectStore("events", { keyPath: "id" }).createIndex("participant", "participant");
    opening.result.createObjectStore("state");
  };
  return answer(opening);
}

function answer<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
