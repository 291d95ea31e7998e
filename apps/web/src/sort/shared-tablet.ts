/** A tablet that goes from hand to hand: after each person the page goes back to its beginning by itself. */
export interface SharedTablet {
  isShared(): Promise<boolean>;
  /** @param number by which it is ended, so that it is ended on purpose; it keeps no secret */
  begin(number: string): Promise<void>;
  /** Whether it was ended: not with another number. */
  end(number: string): Promise<boolean>;
}

const SHARED = "shared";

/** Kept in the store of the device, beside what people do on it. */
export function sharedTablet(database: IDBDatabase): SharedTablet {
  const store = (mode: IDBTransactionMode): IDBObjectStore =>
    database.transaction("state", mode, { durability: "strict" }).objectStore("state");
  const number = async (): Promise<unknown> => done(store("readonly").get(SHARED));
  return {
    isShared: async () => (await number()) !== undefined,
    begin: async (given) => void (await done(store("readwrite").put(given, SHARED))),
    end: async (given) => {
      if ((await number()) !== given) return false;
      await done(store("readwrite").delete(SHARED));
      return true;
    },
  };
}

/** What was asked for, once the transaction has ended. */
function done<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const { transaction } = request;
    if (transaction === null) throw new Error("what is kept is asked for within a transaction");
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}
