import type { Progress } from "@plait/build";

/** Where a long run stands: one line that renews itself on a terminal, plain lines in a pipe. */
export interface ProgressLine {
  readonly progress: Progress;
  /** Clears the line. */
  end(): void;
}

export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!stream.isTTY) return { progress: (step) => stream.write(`${step}\n`), end: () => {} };
  const clear = "\r\u001b[K";
  return {
    progress: (step) => stream.write(`${clear}${step.slice(0, Math.max(10, stream.columns - 1))}`),
    end: () => stream.write(clear),
  };
}

let interruption: AbortController | undefined;

/** The signal that aborts at Ctrl-C or a polite request to end. A second Ctrl-C ends at once. */
export function interruptSignal(): AbortSignal {
  if (interruption === undefined) {
    const controller = new AbortController();
    process.once("SIGINT", () => controller.abort());
    process.once("SIGTERM", () => controller.abort());
    interruption = controller;
  }
  return interruption.signal;
}
