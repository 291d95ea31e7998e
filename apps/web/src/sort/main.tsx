import { makeClient } from "@plait/api";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../look/look.css";
import "./sort.css";
import { openKeptSorts } from "./kept-sorts.ts";
import { SortAtWork } from "./sort-at-work.ts";
import { SortPage } from "./sort-page.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no place for the screens");

/** What is small enough (browsers carry 64 KiB) still arrives when it is on its way while the page is left. */
const call = makeClient((path, init) => fetch(path, { ...init, keepalive: (init.body ?? "").length < 10_000 }));
const kept = await openKeptSorts(indexedDB).catch(() => undefined);
const work = new SortAtWork({
  call,
  kept,
  now: () => Date.now(),
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  later: (milliseconds, then) => void window.setTimeout(then, milliseconds),
});

/** The session ends and the page is gone from the history. What was not sent yet waits on this device for the code. */
function leave(): void {
  document.body.hidden = true;
  kept?.putAway().catch(() => {});
  call("signOut").catch(() => {});
  location.replace("about:blank");
}

window.addEventListener("online", work.send);
createRoot(root).render(
  <StrictMode>
    <SortPage work={work} leave={leave} />
  </StrictMode>,
);
await work.open();
