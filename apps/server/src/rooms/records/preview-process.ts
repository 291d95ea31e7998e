import { setPriority } from "node:os";
import { previewStudy, StudyProblems } from "@plait/build";
import type { FromPreview, PreviewEnding, PreviewTask } from "./preview-task.ts";

/**
 * The process that makes one preview of a study: it is asked once, answers once and ends. It ends with the server, too, and gives way to it: whoever is
 * served by the same machine does not wait for it.
 */
setPriority(5);
process.once("disconnect", () => process.exit(1));
// The server is our own program, so what it sends is what its type says.
process.once("message", async (task) => {
  say(await endingOf(task as PreviewTask), () => process.exit(0));
});

async function endingOf({ folder, collected }: PreviewTask): Promise<PreviewEnding> {
  try {
    const progress = (step: string): void => say({ kind: "step", step });
    return { kind: "made", preview: await previewStudy(folder, { collected, progress }) };
  } catch (error) {
    if (error instanceof StudyProblems) return { kind: "stopped", problems: error.problems };
    // Without its message, which may hold what it was about.
    return { kind: "failed", name: nameOf(error), stack: error instanceof Error ? placesOf(error) : "" };
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function placesOf({ stack = "" }: Error): string {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /u.test(line))
    .join("\n");
}

/** Where the server is gone nobody hears it. */
function say(message: FromPreview, said: () => void = () => {}): void {
  if (process.connected) process.send?.(message, undefined, undefined, said);
}
