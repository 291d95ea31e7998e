import { fork } from "node:child_process";
import { rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Place, Problem } from "@plait/study";
import type { SheetRead } from "./sheet-read.ts";
import { storageProblem } from "./storage-failure.ts";
import { heavyWorkbook, slowWorkbook, unreadableWorkbook } from "./workbook-problems.ts";
import type { WorkbookAnswer, WorkbookTask } from "./workbook-task.ts";

/**
 * Reads a workbook in a process of its own that has a limited heap, limited memory and limited time and is ended when
 * it exceeds one of them or when `signal` aborts. A file that cannot be read leaves nothing in `scratch`.
 */
export async function readWorkbookDelivery(
  task: WorkbookTask,
  signal?: AbortSignal,
): Promise<{ sheets: readonly SheetRead[]; skipped: readonly string[]; problems: readonly Problem[] }> {
  const place: Place = { file: task.name };
  const ending = await runTask(task, signal);
  if (ending.kind === "answered" && ending.answer.kind === "read") return ending.answer;
  await removeCells(task.scratch);
  signal?.throwIfAborted();
  return { sheets: [], skipped: [], problems: [problemOf(ending, task, place)] };
}

type Ending =
  | { readonly kind: "answered"; readonly answer: WorkbookAnswer }
  | { readonly kind: "too-slow" | "too-heavy" | "aborted" | "silent" };

/** Node ends with this status, or by SIGABRT, when its heap is full. */
const HEAP_FULL = 134;

function runTask(task: WorkbookTask, signal: AbortSignal | undefined): Promise<Ending> {
  signal?.throwIfAborted();
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL("./workbook-process.ts", import.meta.url)), [], {
      // It may write nowhere but in the scratch folder and start no other program.
      execArgv: [
        `--max-old-space-size=${task.limits.heapMegabytes}`,
        "--permission",
        "--allow-worker",
        "--allow-fs-read=*",
        `--allow-fs-write=${join(task.scratch, "*")}`,
      ],
      env: { TZ: "UTC" },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      serialization: "advanced",
    });
    let ending: Ending | undefined;
    const end = (kind: "too-slow" | "aborted"): void => {
      ending ??= { kind };
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => end("too-slow"), task.limits.milliseconds);
    const abort = (): void => end("aborted");
    signal?.addEventListener("abort", abort, { once: true });
    // The process is our own program, so what it sends is what its type says.
    child.once("message", (answer) => {
      ending ??= { kind: "answered", answer: answer as WorkbookAnswer };
    });
    const settle = (ended: Ending): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      resolve(ended);
    };
    child.once("error", () => settle(ending ?? { kind: "silent" }));
    child.once("close", (status, killedBy) => {
      const isHeavy = killedBy === "SIGKILL" || killedBy === "SIGABRT" || status === HEAP_FULL;
      settle(ending ?? { kind: isHeavy ? "too-heavy" : "silent" });
    });
    child.send(task, () => {});
  });
}

function problemOf(ending: Ending, task: WorkbookTask, place: Place): Problem {
  switch (ending.kind) {
    case "too-slow":
      return slowWorkbook(place, task.limits.milliseconds);
    case "too-heavy":
      return heavyWorkbook(place, task.limits.residentMegabytes);
    case "answered":
      return ending.answer.kind === "disk" ? storageProblem(place, ending.answer.code) : unreadableWorkbook(place);
    case "silent":
    case "aborted":
      return unreadableWorkbook(place);
  }
}

async function removeCells(scratch: string): Promise<void> {
  for (const name of await readdir(scratch)) {
    if (/^cells-\d+\.csv$/.test(name)) rmSync(join(scratch, name), { force: true });
  }
}
