import type { Place, Problem } from "@plait/study";

/** Codes by which a file system says that there is no room: disk, quota, or the size a file may have. */
const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const REFUSED = new Set(["EROFS", "EACCES", "EPERM", "EIO"]);

/** An error of a file system that says it is full or refuses to write. */
export interface DiskError extends Error {
  readonly code: string;
}

/** Whether an error means that the disk is full or refuses to write. A failure to read is another matter. */
export function isDiskError(error: unknown): error is DiskError {
  return !isReadError(error) && hasCode(error) && isDiskCode(error.code);
}

/** Whether a file that was opened could not be read on, as from a failing disk or a share that has gone. */
export function isReadError(error: unknown): error is DiskError {
  return hasCode(error) && "syscall" in error && error.syscall === "read";
}

function hasCode(error: unknown): error is DiskError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

function isDiskCode(code: string): boolean {
  return FULL.has(code) || REFUSED.has(code);
}

/** Why something could not be stored, by an error or any of its causes. */
export function storageFailureReason(error: unknown): "disk-full" | "disk-refuses" | undefined {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (isDiskError(each)) return FULL.has(each.code) ? "disk-full" : "disk-refuses";
    if (/no space left on device|disk quota exceeded/i.test(each.message)) return "disk-full";
  }
  return undefined;
}

/** A problem for the person whose disk could not take what was to be written. */
export function storageProblem(place: Place, code: string): Problem {
  const full = FULL.has(code);
  return {
    severity: "error",
    code: full ? "disk-full" : "disk-refuses",
    place,
    message: full
      ? `There was no room left on the disk while the file was being read (${code}). Nothing of it was kept.`
      : `The disk refused what Plait had to write while the file was being read (${code}). Nothing of it was kept.`,
    remedy: full
      ? "Make room on the disk that holds the study's .plait folder and the temporary folder, then build again."
      : "See that you may write to the study's .plait folder and the temporary folder, then build again.",
  };
}
