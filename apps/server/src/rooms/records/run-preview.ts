import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { RefusedCall } from "../../room.ts";
import type { FromPreview, PreviewEnding, PreviewTask } from "./preview-task.ts";

/** A preview that is being made. */
export interface PreviewRun {
  /** Throws RefusedCall where the process ended without an answer; an error that has no message where it failed. */
  readonly ending: Promise<Exclude<PreviewEnding, { kind: "failed" }>>;
  /** Ends it at once; then `ending` throws. */
  stop(): Promise<void>;
}

/**
 * Makes a preview in a process of its own: strands and gate work for seconds without a pause, in which a server could answer nobody.
 *
 * @param told each step, in words
 */
export function runPreview(task: PreviewTask, told: (step: string) => void): PreviewRun {
  const { TZ, NODE_COMPILE_CACHE } = process.env;
  const child = fork(fileURLToPath(new URL("./preview-process.ts", import.meta.url)), [], {
    execArgv: [],
    // Nothing of it opens a journal.
    env: { ...(TZ === undefined ? {} : { TZ }), ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }) },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  const gone = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  const ending = new Promise<Exclude<PreviewEnding, { kind: "failed" }>>((resolve, reject) => {
    child.on("message", (message) => {
      // The process is our own program, so what it sends is what its type says.
      const said = message as FromPreview;
      if (said.kind === "step") told(said.step);
      else if (said.kind === "failed") reject(Object.assign(new Error(), { name: said.name, stack: said.stack }));
      else resolve(said);
    });
    void gone.then(() => reject(processEnded()));
  });
  child.send(task, () => {});
  return {
    ending,
    stop: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

function processEnded(): RefusedCall {
  return new RefusedCall(
    503,
    "preview-ended",
    "The process that works the numbers out ended, perhaps for want of memory. Nothing was written. Try again.",
  );
}
