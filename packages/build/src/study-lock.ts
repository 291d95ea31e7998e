import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StudyProblems } from "./study-problems.ts";

/**
 * One run at a time in a study: two would write each other's caches and outputs. Returns what gives the lock back. A lock whose process is
 * gone was left by an interrupted run and is taken over.
 *
 * Throws StudyProblems when another process holds it.
 */
export function lockStudy(folder: string): () => void {
  const own = join(folder, ".plait");
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const file = join(own, "lock");
  if (existsSync(file) && !isRunning(Number(readFileSync(file, "utf8")))) rmSync(file, { force: true });
  try {
    const handle = openSync(file, "wx", 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    throw new StudyProblems([
      {
        severity: "error",
        code: "study-in-use",
        place: { file: ".plait/lock" },
        message: `another Plait (process ${readFileSync(file, "utf8")}) is at work in this study`,
        remedy:
          "wait until it has finished, or end it; if the study lies on a shared drive and the other machine is off, remove the file",
      },
    ]);
  }
  return () => rmSync(file, { force: true });
}

function isRunning(process_: number): boolean {
  if (!Number.isInteger(process_) || process_ <= 0) return false;
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
