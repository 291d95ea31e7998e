import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  hasErrors,
  linkOpenRecords,
  type OpenRecords,
  type OpenReviewableRecords,
  openRecords,
  openReviewableRecords,
  StudyProblems,
} from "@plait/build";
import { type MappedSheet, mapSheets, type StoredRecords } from "@plait/records";
import type { Problem } from "@plait/study";

/** The records of a study as far as its files let them be opened. */
export type RecordsAtDesk =
  | { readonly standing: "not-opened"; readonly problems: readonly Problem[] }
  | {
      readonly standing: "not-linked";
      /** Where the study has errors, as far as it can be understood. */
      readonly open: Pick<OpenRecords, "database" | "prepared" | "study" | "close">;
      readonly sheets: readonly MappedSheet[];
      readonly problems: readonly Problem[];
    }
  | {
      readonly standing: "linked";
      readonly open: OpenRecords;
      readonly sheets: readonly MappedSheet[];
      readonly records: StoredRecords;
      readonly problems: readonly Problem[];
    };

/** Keeps the records of one study open for whoever looks into them. */
export interface RecordsDesk {
  /**
   * Does one thing with the records as the files of the study say they are now; others wait. Opening takes the study's lock, and gives it back
   * before `task` begins.
   *
   * @throws StudyInUse while another Plait works in the study
   */
  use<T>(task: (records: RecordsAtDesk) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Another Plait, such as `plait build`, is at work in the study. */
export class StudyInUse extends Error {
  override readonly name = "StudyInUse";
}

export function openRecordsDesk(folder: string): RecordsDesk {
  let kept: { readonly stamp: string; readonly records: RecordsAtDesk } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const fresh = async (): Promise<RecordsAtDesk> => {
    const stamp = await stampOf(folder);
    if (kept?.stamp === stamp) return kept.records;
    await release();
    const records = await openedRecords(folder);
    kept = { stamp, records };
    return records;
  };
  const release = async (): Promise<void> => {
    const before = kept?.records;
    kept = undefined;
    if (before !== undefined && before.standing !== "not-opened") await before.open.close();
  };
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act);
    last = turn.catch(() => {});
    return turn;
  };
  return {
    use: (task) => inTurn(async () => task(await fresh())),
    close: () => inTurn(release),
  };
}

async function openedRecords(folder: string): Promise<RecordsAtDesk> {
  try {
    return await wholeRecords(folder);
  } catch (error) {
    if (!(error instanceof StudyProblems)) throw error;
    refuseInUse(error);
    return reviewableRecords(folder);
  }
}

async function wholeRecords(folder: string): Promise<RecordsAtDesk> {
  const open = await openRecords(folder);
  try {
    const linked = await linkedOrProblems(open);
    const problems = [...open.warnings, ...linked.problems];
    if (linked.records === undefined) return { standing: "not-linked", open, sheets: await sheetsOf(open), problems };
    return { standing: "linked", open, sheets: linked.records.sheets, records: linked.records, problems };
  } catch (error) {
    await open.close();
    throw error;
  } finally {
    open.unlock();
  }
}

/** A study with errors, as far as it can be understood: the decision that mends one may be a press away. */
async function reviewableRecords(folder: string): Promise<RecordsAtDesk> {
  let open: OpenReviewableRecords;
  try {
    open = await openReviewableRecords(folder);
  } catch (error) {
    if (!(error instanceof StudyProblems)) throw error;
    refuseInUse(error);
    return { standing: "not-opened", problems: error.problems };
  }
  try {
    const sheets = await sheetsOf(open);
    const problems = [...open.problems, ...sheets.flatMap(({ mapping }) => mapping.problems)];
    return { standing: "not-linked", open, sheets, problems };
  } catch (error) {
    await open.close();
    throw error;
  }
}

function sheetsOf({ database, study, prepared }: Pick<OpenRecords, "database" | "study" | "prepared">) {
  return mapSheets(database, study, prepared.sheets);
}

function refuseInUse({ problems, message }: StudyProblems): void {
  if (problems.some(({ code }) => code === "study-in-use")) throw new StudyInUse(message);
}

async function linkedOrProblems(
  open: OpenRecords,
): Promise<{ readonly records?: StoredRecords; readonly problems: readonly Problem[] }> {
  try {
    return { records: await linkOpenRecords(open), problems: [] };
  } catch (error) {
    if (error instanceof StudyProblems && hasErrors(error.problems)) return { problems: error.problems };
    throw error;
  }
}

/** Changes when any file that the records are read from is written, added, renamed or removed. */
async function stampOf(folder: string): Promise<string> {
  const found = await Promise.all([
    readdir(folder, { withFileTypes: true }).catch(() => []),
    readdir(join(folder, "records"), { recursive: true, withFileTypes: true }).catch(() => []),
  ]);
  const files = found.flat().filter((entry) => !entry.isDirectory());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const stamps = await Promise.all(paths.map(async (path) => `${path} ${await stampOfFile(path)}`));
  return stamps.join("\n");
}

async function stampOfFile(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return "-";
  }
}
