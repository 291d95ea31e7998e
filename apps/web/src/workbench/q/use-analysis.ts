import { useEffect, useState } from "react";
import type { AnalysisPart, SortsReply } from "./analysis-of-sorts.ts";

/** What is worked out so far. */
export type AnalysisSoFar = { readonly [Kind in AnalysisPart["kind"]]?: Extract<AnalysisPart, { kind: Kind }> };

/** What is worked out, and of which sorts and choices: those before the newest, until something of the newest is ready. */
export interface AnalysisOf {
  readonly reply: SortsReply;
  readonly parts: AnalysisSoFar;
}

/** Works the analysis out beside the page, anew for every new reply. */
export function useAnalysis(newest: SortsReply): AnalysisOf {
  const [done, setDone] = useState<AnalysisOf>({ reply: newest, parts: {} });
  useEffect(() => {
    const worker = new Worker(new URL("./analysis-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<AnalysisPart>) => {
      setDone((before) => ({
        reply: newest,
        parts: { ...(before.reply === newest ? before.parts : {}), [data.kind]: data },
      }));
    });
    worker.postMessage(newest);
    return () => worker.terminate();
  }, [newest]);
  return done;
}
