import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../look/look.css";
import "../sort/sort.css";
import { openDeviceStore } from "../sort/device-store.ts";
import { openKeptSorts } from "../sort/kept-sorts.ts";
import { sealToStudy } from "../sort/seal-to-study.ts";
import { sha256 } from "../sort/sha256.ts";
import { SortAtWork } from "../sort/sort-at-work.ts";
import { SortPage } from "../sort/sort-page.tsx";
import { openApart, type StudyInPage } from "./apart.ts";

const root = document.getElementById("root");
const written = document.getElementById("study")?.textContent ?? "null";
// `plait q page` has put the study in; the page as it is built has none.
const study: StudyInPage | null = JSON.parse(written);
if (root === null || study === null) throw new Error("this page was made without a study");

const kept = openKeptSorts(await openDeviceStore(indexedDB));
const address = Uint8Array.from(atob(study.address), (letter) => letter.charCodeAt(0));
const { call, handOver } = await openApart({
  study,
  kept,
  seal: (text) => sealToStudy(crypto.subtle, address, text),
  save: (sealed) => saveAs(`sort-${crypto.randomUUID().slice(0, 8)}.plaitsort`, sealed),
});
const work = new SortAtWork({
  call,
  kept,
  digest: (bytes) => sha256(crypto.subtle, bytes),
  now: () => Date.now(),
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  later: (milliseconds, then) => void window.setTimeout(then, milliseconds),
});

/** What the browser does with a link to a file: it keeps it where files are kept, or asks. */
function saveAs(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function leave(): void {
  document.body.hidden = true;
  kept.putAway().catch(() => {});
  location.replace("about:blank");
}

createRoot(root).render(
  <StrictMode>
    <SortPage work={work} leave={leave} reopen={() => location.replace(location.pathname)} handOver={handOver} />
  </StrictMode>,
);
await work.open();
