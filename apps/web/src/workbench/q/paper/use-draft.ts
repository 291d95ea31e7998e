import type { BodyOf } from "@plait/api";
import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../server-call.ts";
import { newId } from "./new-id.ts";

type Draft = Omit<BodyOf<"draftPaperSort">, "id">;

/** Whether what was typed lies sealed with the study. */
export type DraftState = "kept" | "keeping" | "not-kept";

const PAUSE = 800;
const TRY_AGAIN = 5_000;

/**
 * Keeps what is typed, once typing rests and when the page is left; again and again until it is there.
 *
 * @returns where it stands, and what keeps it now
 */
export function useDraft({ participant, as, typed }: Draft): readonly [DraftState, keepNow: () => Promise<void>] {
  const text = JSON.stringify(typed);
  const wanted = useRef(text);
  const kept = useRef(text);
  const atWork = useRef<Promise<void>>(undefined);
  const [state, setState] = useState<DraftState>("kept");

  const keepNow = useCallback((): Promise<void> => {
    const keepAll = async (): Promise<void> => {
      while (kept.current !== wanted.current) {
        const sent = wanted.current;
        const id = newId();
        await call("draftPaperSort", { body: { id, participant, as, typed: JSON.parse(sent) } });
        kept.current = sent;
      }
    };
    atWork.current ??= keepAll().finally(() => {
      atWork.current = undefined;
      setState(kept.current === wanted.current ? "kept" : "not-kept");
    });
    return atWork.current;
  }, [participant, as]);

  useEffect(() => {
    wanted.current = text;
    if (text === kept.current) return;
    setState("keeping");
    const timer = setTimeout(() => keepNow().catch(() => {}), PAUSE);
    return () => clearTimeout(timer);
  }, [text, keepNow]);

  useEffect(() => {
    if (state !== "not-kept") return;
    const timer = setInterval(() => keepNow().catch(() => {}), TRY_AGAIN);
    return () => clearInterval(timer);
  }, [state, keepNow]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (kept.current === wanted.current) return;
      event.preventDefault();
      keepNow().catch(() => {});
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      keepNow().catch(() => {});
    };
  }, [keepNow]);

  return [state, keepNow];
}
