import {
  linkRecords,
  openRecords as openStored,
  RecordsNotBuilt,
  type StoredRecords,
  storeRecords,
} from "@plait/records";
import { recordsPrefix } from "./gate-study.ts";
import { type OpenOptions, type OpenRecords, openRecords } from "./open-study.ts";
import { StudyProblems } from "./study-problems.ts";

/** The records of a study with their linked tables open under their names, for the commands that look into them. */
export interface OpenLinkedRecords extends OpenRecords {
  readonly records: StoredRecords;
}

/** Opens the linked tables of a study as it stands now; links them first when no build of this state has done so. */
export async function openLinkedRecords(folder: string, options: OpenOptions = {}): Promise<OpenLinkedRecords> {
  const open = await openRecords(folder, options);
  try {
    return { ...open, records: await linkOpenRecords(open, options) };
  } catch (error) {
    await open.close();
    options.signal?.throwIfAborted();
    throw error;
  }
}

/**
 * The linked tables of records that are open; links them first when no build of this state has done so. The caller still holds the lock.
 *
 * Throws StudyProblems when they cannot be linked; the records stay open.
 */
export async function linkOpenRecords(open: OpenRecords, options: OpenOptions = {}): Promise<StoredRecords> {
  try {
    return (await storedRecords(open)) ?? (await linkNow(open, options));
  } catch (error) {
    throw error instanceof RecordsNotBuilt ? new StudyProblems(error.problems) : error;
  }
}

function storedRecords(open: OpenRecords): Promise<StoredRecords | undefined> {
  const { database, study, cache, prepared, inputsDigest } = open;
  const cells = new Map(prepared.sheets.map((sheet) => [sheet.number, sheet.cells]));
  return openStored(database, study.rules, cache, recordsPrefix(inputsDigest), cells);
}

async function linkNow(open: OpenRecords, options: OpenOptions): Promise<StoredRecords> {
  const records = await linkRecords(open.database, open.study, open.prepared.sheets, options.progress ?? (() => {}));
  await storeRecords(open.database, records, open.study.rules, open.cache, recordsPrefix(open.inputsDigest));
  return records;
}
