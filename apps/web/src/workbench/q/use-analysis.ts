import { useEffect, useState } from "react";
import type { AnalysisPart, SortsReply } from "./analysis-of-sorts.ts";

/** What is worked out so far. */
export type AnalysisSoFar = { readonly [Kind in AnalysisPart["kind"]]?: Extract<AnalysisPart, { kind: Kind }> };

/** Works the analysis out beside the page, anew for every new reply; nothing is there until its part is ready. */
export function useAnalysis(reply: SortsReply): AnalysisSoFar {
  const [done, setDone] = useState<{ readonly of: SortsReply; readonly parts: AnalysisSoFar }>();
  useEffect(() => {
    const worker = new Worker(new URL("./analysis-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<AnalysisPart>) => {
      setDone((before) => ({
        of: reply,
        parts: { ...(before?.of === reply ? before.parts : {}), [data.kind]: data },
      }));
    });
    worker.postMessage(reply);
    return () => worker.terminate();
  }, [reply]);
  return done?.of === reply ? done.parts : {};
}
