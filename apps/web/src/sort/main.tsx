import { makeClient, routeTable } from "@plait/api";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../look/look.css";
import "./sort.css";
import { openDeviceStore } from "./device-store.ts";
import { openKeptPage } from "./kept-page.ts";
import { openKeptSorts } from "./kept-sorts.ts";
import { sealToStudy } from "./seal-to-study.ts";
import { sha256 } from "./sha256.ts";
import { sharedTablet } from "./shared-tablet.ts";
import { SHARED_TABLET, SharedTabletPage } from "./shared-tablet-page.tsx";
import { SortAtWork } from "./sort-at-work.ts";
import { SortPage } from "./sort-page.tsx";
import type { Seal } from "./sort-parcels.ts";
import { stayOnPage } from "./stay-on-page.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no place for the screens");

const database = await openDeviceStore(indexedDB).catch(() => undefined);
const tablet = database && sharedTablet(database);
// A page that the browser kept as it was shows what somebody else may have left on it.
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
if (location.pathname === SHARED_TABLET) {
  createRoot(root).render(
    <StrictMode>
      <SharedTabletPage tablet={tablet} />
    </StrictMode>,
  );
} else await openSort(root);

async function openSort(root: HTMLElement): Promise<void> {
  const isShared = (await tablet?.isShared().catch(() => false)) ?? false;
  if (isShared) stayOnPage(window);
  // Types say that both are always there; over plain http browsers have neither.
  const page = await openKeptPage(navigator.serviceWorker as ServiceWorkerContainer | undefined);
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  const seal: Seal | undefined = subtle && ((address, text) => sealToStudy(subtle, fromBase64(address), text));

  /** What is small enough (browsers carry 64 KiB) still arrives when it is on its way while the page is left. */
  const call = makeClient((path, init) => fetch(path, { ...init, keepalive: (init.body ?? "").length < 10_000 }));
  const work = new SortAtWork({
    call,
    kept: database && openKeptSorts(database),
    seal,
    digest: subtle && ((bytes) => sha256(subtle, bytes)),
    fetchRecording,
    now: () => Date.now(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    later: (milliseconds, then) => void window.setTimeout(then, milliseconds),
  });
  const openAnew = (): void => location.replace("/sort");

  /** The session ends and the page is gone from the history. What was not sent yet waits on this device, sealed where that can be. */
  const leave = (): void => {
    document.body.hidden = true;
    document.title = "";
    const go = (): void => location.replace("about:blank");
    Promise.race([work.leave(), new Promise((resolve) => window.setTimeout(resolve, LEAVE_WAIT))]).then(go, go);
  };

  window.addEventListener("online", work.reconnect);
  work.subscribe(() => work.current().kind === "sorting" && page.keep());
  createRoot(root).render(
    <StrictMode>
      <SortPage
        work={work}
        leave={leave}
        reopen={() => void page.takeNewer().then(openAnew, openAnew)}
        isKept={page.isKept}
        isShared={isShared}
      />
    </StrictMode>,
  );
  await work.open();
  // Nobody is in the middle of anything yet.
  if (work.current().kind === "code" && (await page.takeNewer())) openAnew();
}

async function fetchRecording(id: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(`${routeTable.readRecording.path}?${new URLSearchParams({ id })}`);
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Milliseconds in which an empty screen waits until what was done is put away. */
const LEAVE_WAIT = 300;

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
