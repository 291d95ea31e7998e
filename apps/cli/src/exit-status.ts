import { OutputsNotWritten, StudyProblems } from "@plait/build";
import { QueryFailure } from "@plait/database";
import { JournalProblems } from "@plait/journal";
import { printProblems } from "./print-problems.ts";

/** A mistake in how a command was called. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Says on standard error what went wrong, without personal data, and gives the exit status. */
export function reportFailure(error: unknown): 1 | 2 | 3 | 130 {
  if (isAbort(error)) {
    console.error("Stopped. The former outputs are as they were; the next build begins where this one is of use.");
    return 130;
  }
  if (error instanceof StudyProblems || error instanceof JournalProblems) {
    printProblems(error.problems);
    return 1;
  }
  if (error instanceof UsageError) {
    console.error(error.message);
    return 2;
  }
  console.error(ourFault(error));
  return 3;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

function ourFault(error: unknown): string {
  if (diskIsFull(error))
    return "The disk is full. Nothing was lost: the former outputs are as they were. Make room and build again.";
  if (error instanceof QueryFailure && error.memoryIsFull) {
    return "The study does not fit in memory. Set `storage: volume` in study.yaml and keep the study on an encrypted volume.";
  }
  if (error instanceof OutputsNotWritten)
    return `Nothing was lost: the former outputs are as they were. But ${error.message}: see that you may write there.`;
  const remedy =
    error instanceof QueryFailure
      ? "\nIf it happens again, remove the folder .plait in the study: it holds only what can be made again."
      : "";
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack =
    process.env.PLAIT_DEBUG === undefined || !(error instanceof Error)
      ? ""
      : `\n${error.stack ?? ""}\n${String(error.cause ?? "")}`;
  return `Something went wrong in Plait itself; the study was not changed.\n${message}${remedy}${stack}`;
}

function diskIsFull(error: unknown): boolean {
  if (error instanceof QueryFailure) return error.diskIsFull;
  if (!(error instanceof Error)) return false;
  if ("code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT" || error.code === "EFBIG")) return true;
  if ("reason" in error && error.reason === "disk-full") return true;
  return error.cause !== undefined && diskIsFull(error.cause);
}
