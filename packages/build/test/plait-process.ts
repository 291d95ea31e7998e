import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../../apps/cli/src/main.ts", import.meta.url));

/** The command in a process of its own, to be ended from outside. */
export function plait(...args: string[]): ChildProcess {
  return spawn(process.execPath, [command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

/** Files of this process may have so many blocks of 512 bytes and no more, as on a full disk. Not for Windows. */
export function plaitWithFilesUpTo(blocks: number, ...args: string[]): ChildProcess {
  const line = `ulimit -f ${blocks}; exec "$0" "$@"`;
  return spawn("sh", ["-c", line, process.execPath, command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

/** Resolves when the process has said that it begins a step. */
export function hasSaid(child: ChildProcess, step: RegExp): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    child.stderr?.on("data", (chunk) => {
      said += String(chunk);
      if (step.test(said)) resolve();
    });
    child.on("exit", () => reject(new Error(`the process ended without saying ${step}: ${said}`)));
  });
}

/** How the process ends by itself, and all it has said until then. `code` is null where a signal ended it. */
export async function endOf(child: ChildProcess): Promise<{ readonly code: number | null; readonly said: string }> {
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += String(chunk);
  });
  const [code] = await once(child, "close");
  return { code, said };
}
