import { analysisParts, type SortsReply } from "./analysis-of-sorts.ts";

/** Draws at random beside the page, so that the page goes on. Every message is a whole new study; the answers are its parts. */
addEventListener("message", ({ data }: MessageEvent<SortsReply>) => {
  for (const part of analysisParts(data)) postMessage(part);
});
