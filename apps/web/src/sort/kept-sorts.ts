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

/** What somebody said, as it is kept on the device beside the step that names it. */
export interface KeptRecording {
  readonly id: string;
  readonly participant: string;
  readonly bytes: Uint8Array;
}

/** What was sealed on this device, which cannot open it, and the server has not said that it has. */
export interface KeptParcel {
  readonly id: number;
  readonly sealed: Uint8Array;
}

/**
 * What people did on this device and the server may not have yet: readable as long as it is gone on with, then in parcels. Each method settles once it is on
 * the disk.
 */
export interface KeptSorts {
  /** The sort that was worked on last, unless it was put away. */
  last(): Promise<KeptSort | undefined>;
  /** Every sort of which something readable is here. */
  all(): Promise<readonly KeptSort[]>;
  of(participant: string): Promise<readonly KeptEvent[]>;
  /** A whole sort, which is worked on from now on. */
  keep(sort: KeptSort): Promise<void>;
  add(event: KeptEvent): Promise<void>;
  keepRecording(recording: KeptRecording): Promise<void>;
  recording(id: string): Promise<Uint8Array | undefined>;
  removeRecordings(ids: readonly string[]): Promise<void>;
  markSent(ids: readonly string[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** What is kept of this person is not shown to the next, and who comes next has to come in anew. */
  putAway(): Promise<void>;
  /** Whether somebody put everything away and the server may believe that they are still there. */
  hasLeft(): Promise<boolean>;
  /** The server knows that whoever has left is gone. */
  signedOut(): Promise<void>;
  forget(participant: string): Promise<void>;
  /** Puts parcels in the place of everything readable of a participant, at once. */
  seal(participant: string, parcels: readonly Uint8Array[]): Promise<readonly number[]>;
  parcels(): Promise<readonly KeptParcel[]>;
  removeParcel(id: number): Promise<void>;
}

const LAST = "last";
const LEFT = "left";

export function openKeptSorts(database: IDBDatabase): KeptSorts {
  /** `strict`: the browser says that it is done only when the disk has it. */
  async function write<Value>(change: (stores: Stores) => Value): Promise<Value> {
    const transaction = database.transaction(STORES, "readwrite", { durability: "strict" });
    const changed = change(storesOf(transaction));
    await completion(transaction);
    return changed;
  }
  const read = (): Stores => storesOf(database.transaction(STORES));
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
    all: async () => {
      const stores = read();
      const [tables, events] = await Promise.all([
        answer<Table[]>(stores.tables.getAll()),
        answer<KeptEvent[]>(stores.events.getAll()),
      ]);
      return tables.map((table) => ({
        table,
        events: events.filter(({ participant }) => participant === table.participant),
      }));
    },
    of: (participant) => eventsOf(read(), participant),
    keep: ({ table, events: done }) =>
      write(({ tables, events, state }) => {
        tables.put(table);
        for (const event of done) events.put(event);
        state.put(table.participant, LAST);
      }),
    add: (event) => write(({ events }) => void events.put(event)),
    keepRecording: (recording) => write(({ recordings }) => void recordings.put(recording)),
    recording: async (id) => (await answer<KeptRecording | undefined>(read().recordings.get(id)))?.bytes,
    removeRecordings: (ids) =>
      write(({ recordings }) => {
        for (const id of ids) recordings.delete(id);
      }),
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
    putAway: () =>
      write(({ state }) => {
        state.delete(LAST);
        state.put(true, LEFT);
      }),
    hasLeft: async () => (await answer(read().state.get(LEFT))) === true,
    signedOut: () => write(({ state }) => void state.delete(LEFT)),
    forget: (participant) => write((stores) => forgetIn(stores, participant)),
    seal: async (participant, sealed) => {
      const requests = await write((stores) => {
        forgetIn(stores, participant);
        return sealed.map((each) => stores.parcels.add(each));
      });
      // Keys of this store are numbers, which it makes itself.
      return requests.map(({ result }) => result as number);
    },
    parcels: async () => {
      const { parcels } = read();
      const [ids, sealed] = await Promise.all([
        answer(parcels.getAllKeys()) as Promise<number[]>,
        answer<Uint8Array[]>(parcels.getAll()),
      ]);
      return ids.flatMap((id, at) => {
        const each = sealed[at];
        return each === undefined ? [] : [{ id, sealed: each }];
      });
    },
    removeParcel: (id) => write(({ parcels }) => void parcels.delete(id)),
  };
}

function forgetIn({ tables, events, recordings, state }: Stores, participant: string): void {
  tables.delete(participant);
  for (const store of [events, recordings]) {
    const found = store.index("participant").getAllKeys(participant);
    found.onsuccess = () => {
      for (const id of found.result) store.delete(id);
    };
  }
  const last: IDBRequest<string | undefined> = state.get(LAST);
  last.onsuccess = () => {
    if (last.result === participant) state.delete(LAST);
  };
}

const STORES = ["tables", "events", "recordings", "state", "parcels"] as const;

type Stores = { readonly [Name in (typeof STORES)[number]]: IDBObjectStore };

function storesOf(transaction: IDBTransaction): Stores {
  return {
    tables: transaction.objectStore("tables"),
    events: transaction.objectStore("events"),
    recordings: transaction.objectStore("recordings"),
    state: transaction.objectStore("state"),
    parcels: transaction.objectStore("parcels"),
  };
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
