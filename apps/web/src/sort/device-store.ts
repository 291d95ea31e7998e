const DATABASE = "plait-sort";

/**
 * The store of this device, in which all that the page keeps lies.
 *
 * @throws DOMException where the browser keeps nothing, as in some private windows
 */
export async function openDeviceStore(factory: IDBFactory): Promise<IDBDatabase> {
  const opening = factory.open(DATABASE, 3);
  opening.onupgradeneeded = ({ oldVersion }) => {
    const { result } = opening;
    if (oldVersion < 1) {
      result.createObjectStore("tables", { keyPath: "participant" });
      result.createObjectStore("events", { keyPath: "id" }).createIndex("participant", "participant");
      result.createObjectStore("state");
    }
    if (oldVersion < 2) result.createObjectStore("parcels", { autoIncrement: true });
    if (oldVersion < 3) {
      result.createObjectStore("recordings", { keyPath: "id" }).createIndex("participant", "participant");
    }
  };
  return new Promise((resolve, reject) => {
    opening.onsuccess = () => {
      const { result } = opening;
      // A newer page in another window changes the store, and waits until this one has let go of it.
      result.onversionchange = () => result.close();
      resolve(result);
    };
    opening.onerror = () => reject(opening.error);
  });
}
