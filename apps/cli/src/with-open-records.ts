import { type OpenRecords, openRecords } from "@plait/build";
import { interruptSignal, progressLine } from "./progress.ts";

/** Opens a study with its deliveries read, but not linked, for one action. */
export async function withOpenRecords<T>(folder: string, action: (open: OpenRecords) => Promise<T>): Promise<T> {
  const line = progressLine();
  const open = await openRecords(folder, { progress: line.progress, signal: interruptSignal() }).finally(line.end);
  try {
    return await action(open);
  } finally {
    await open.close();
  }
}
