import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { refuseNoStudy } from "./study-folder.ts";
import { StudyProblems } from "./study-problems.ts";

/** Locks of this process. A lock with this process' number that is not among them was left by an earlier one. */
const heldHere = new Set<string>();

/**
 * One run at a time in a study: two would write each other's caches and outputs. Returns what gives the lock back. A lock whose process is
 * gone was left by an interrupted run and is taken over.
 *
 * Throws StudyProblems when another run holds it, and when the folder holds no study; then nothing is written there.
 */
export function lockStudy(folder: string): () => void {
  refuseNoStudy(folder);
  const own = join(realpathSync(folder), ".plait");
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const file = join(own, "lock");
  if (heldHere.has(file)) throw studyInUse(process.pid);
  removeLeftLock(file);
  try {
    writeFileSync(file, String(process.pid), { flag: "wx", mode: 0o600 });
  } catch (cause) {
    if (codeOf(cause) !== "EEXIST") throw cause;
    throw studyInUse(holderOf(file));
  }
  heldHere.add(file);
  return () => {
    heldHere.delete(file);
    rmSync(file, { force: true });
  };
}

/** Moved aside before it is removed: of two runs that find it, one gets it, and neither removes what the other has just written. */
function removeLeftLock(file: string): void {
  const holder = holderOf(file);
  if (holder === null || (holder !== process.pid && isRunning(holder))) return;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return;
    throw cause;
  }
  if (holderOf(aside) === holder) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

/** The process a lock names; null where there is no lock, or its process has not written its number yet. */
function holderOf(file: string): number | null {
  try {
    const process_ = Number(readFileSync(file, "utf8"));
    return Number.isInteger(process_) && process_ > 0 ? process_ : null;
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return null;
    throw cause;
  }
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function studyInUse(holder: number | null): StudyProblems {
  return new StudyProblems([
    {
      severity: "error",
      code: "study-in-use",
      place: { file: ".plait/lock" },
      message: `another Plait${holder === null ? "" : ` (process ${holder})`} is at work in this study`,
      remedy:
        "wait until it has finished, or end it; if no Plait is running, or it ran on another machine that is off, remove the file",
    },
  ]);
}
