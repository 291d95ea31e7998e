import { type OpenLinkedRecords, openLinkedRecords } from "@plait/build";
import { UsageError } from "./exit-status.ts";
import { interruptSignal, progressLine } from "./progress.ts";

/** Opens a study's linked tables for one action and closes them whatever happens. */
export async function withLinkedRecords<T>(study: string, action: (open: OpenLinkedRecords) => Promise<T>): Promise<T> {
  const line = progressLine();
  const open = await openLinkedRecords(study, { progress: line.progress, signal: interruptSignal() }).finally(line.end);
  try {
    return await action(open);
  } catch (error) {
    // A table, column or format that does not exist is a slip of the person at the keyboard.
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  } finally {
    await open.close();
  }
}
