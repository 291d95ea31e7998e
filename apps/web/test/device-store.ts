import type { OpenPage } from "@plait/testkit";

type Page = OpenPage["page"];

/** Everything that the page keeps on this device, by store, as JSON; bytes as the text they would be. */
export function keptOnDevice(
  page: Page,
): Promise<Record<"tables" | "events" | "recordings" | "state" | "parcels", string[]>> {
  return page.evaluate(`(async () => {
    const answer = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const written = (value) => value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : JSON.stringify(value);
    const database = await answer(indexedDB.open("plait-sort"));
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names);
    const stores = await Promise.all(names.map((name) => answer(transaction.objectStore(name).getAll())));
    database.close();
    return Object.fromEntries(names.map((name, at) => [name, stores[at].map(written)]));
  })()`);
}

/** The addresses of all answers that the browser keeps for the page. */
export function keptAnswers(page: Page): Promise<string[]> {
  return page.evaluate(`(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) found.push(new URL(url).pathname);
    }
    return found;
  })()`);
}

/** Settles once the browser keeps the page. */
export async function isPageKept(page: Page): Promise<void> {
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
}
