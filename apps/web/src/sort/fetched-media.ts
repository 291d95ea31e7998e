import { useEffect, useState } from "react";
import type { Table } from "./kept-sorts.ts";

/** By the address that the table has for a picture or a recording, one that needs no network. */
export type FetchedMedia = ReadonlyMap<string, string>;

/** Where browsers keep what was fetched: the study's cards, and nothing of anybody. Only over https and on the server's own machine. */
const KEPT = "plait-card-media";

/** Fetches the pictures and recordings of all cards before they are wanted: the network may be gone when a card comes up. */
export function useFetchedMedia(table: Table, language: string): FetchedMedia {
  const [media, setMedia] = useState<FetchedMedia>(new Map());
  const wanted = sourcesOf(table, language).join("\n");
  useEffect(() => {
    const ending = new AbortController();
    const made: string[] = [];
    const fetchAll = async (): Promise<void> => {
      // One after the other, so that what is done meanwhile is sent first.
      for (const source of wanted === "" ? [] : wanted.split("\n")) {
        const blob = await fetchKept(source, ending.signal).catch(() => undefined);
        if (ending.signal.aborted) return;
        // What could not be had is asked for once more when it is wanted.
        if (blob === undefined) continue;
        const address = URL.createObjectURL(blob);
        made.push(address);
        setMedia((before) => new Map(before).set(source, address));
      }
    };
    void fetchAll();
    return () => {
      ending.abort();
      setMedia(new Map());
      for (const address of made) URL.revokeObjectURL(address);
    };
  }, [wanted]);
  return media;
}

/** Pictures first. What stands in the page itself needs no fetching. */
function sourcesOf({ cards }: Table, language: string): readonly string[] {
  const all = [
    ...cards.map(({ picture }) => picture?.source),
    ...cards.map(({ recordings }) => recordings?.[language]),
  ].filter((source) => source !== undefined);
  return [...new Set(all)].filter((source) => !source.startsWith("data:"));
}

/** An address is of these bytes for ever, so what is kept is never old. */
async function fetchKept(source: string, signal: AbortSignal): Promise<Blob> {
  const kept = await globalThis.caches?.open(KEPT).catch(() => undefined);
  const before = await kept?.match(source);
  if (before !== undefined) return before.blob();
  const answer = await fetch(source, { signal });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  await kept?.put(source, answer.clone()).catch(() => {});
  return answer.blob();
}
