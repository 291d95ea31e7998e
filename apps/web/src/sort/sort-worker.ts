/*
 * Keeps the page on which participants sort, so that it opens without a network: its words, styles and fonts, and nothing that the interface answers. A page
 * is taken as a whole, from one build. A newer one waits until the page says that nobody is in the middle of a sort, or until no window has the page open.
 *
 * It stands alone: what it imported would be a file of its own, which browsers do not take everywhere.
 */

/** Addresses of the page and of every file it can come to need. The build puts them here, with a name that changes with them. */
declare const PAGE_FILES: readonly string[];
declare const PAGE_VERSION: string;

/** What is used of the scope of a service worker, which the types of pages do not know. */
interface WorkerScope {
  readonly caches: CacheStorage;
  readonly clients: { claim(): Promise<void> };
  readonly location: { readonly origin: string };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", listener: (event: LongEvent) => void): void;
  addEventListener(kind: "message", listener: () => void): void;
  addEventListener(kind: "fetch", listener: (event: FetchEvent) => void): void;
}
interface LongEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

// The scope of the worker is the global object of this file.
const worker = globalThis as unknown as WorkerScope;

const PAGE = "/sort";
const CACHES = "plait-sort-";
const KEPT = `${CACHES}${PAGE_VERSION}`;

worker.addEventListener("install", (event) => event.waitUntil(keepPage()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", () => void worker.skipWaiting());
worker.addEventListener("fetch", (event) => {
  const file = keptFileOf(event.request);
  if (file !== undefined) event.respondWith(kept(file, event.request));
});

async function keepPage(): Promise<void> {
  const cache = await worker.caches.open(KEPT);
  await cache.addAll(PAGE_FILES.map((file) => new Request(file, { cache: file === PAGE ? "reload" : "default" })));
}

/** Whoever has the page open counts from now on, also where it came from the server: the next version waits for them. */
async function takeOver(): Promise<void> {
  const names = await worker.caches.keys();
  const former = names.filter((name) => name.startsWith(CACHES) && name !== KEPT);
  await Promise.all(former.map((name) => worker.caches.delete(name)));
  await worker.clients.claim();
}

/** The file of the page that a request is for; undefined for everything else, which goes to the server as if there were no worker. */
function keptFileOf({ method, mode, url }: Request): string | undefined {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== worker.location.origin) return undefined;
  if (mode === "navigate") return pathname === PAGE || pathname.startsWith(`${PAGE}/`) ? PAGE : undefined;
  return PAGE_FILES.includes(pathname) ? pathname : undefined;
}

/** From the server where the browser has dropped what was kept. */
async function kept(file: string, request: Request): Promise<Response> {
  const cache = await worker.caches.open(KEPT);
  return (await cache.match(file)) ?? fetch(request);
}
