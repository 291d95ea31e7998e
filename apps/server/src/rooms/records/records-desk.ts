import {
  hasErrors,
  linkOpenRecords,
  type OpenBeside,
  type OpenRecords,
  type OpenReviewableRecords,
  openBeside,
  openRecords,
  openReviewableRecords,
  StudyProblems,
} from "@plait/build";
import { type MappedSheet, mapSheets, type StoredRecords } from "@plait/records";
import type { Problem } from "@plait/study";
import { takingTurns } from "../../taking-turns.ts";
import { recordsStamp } from "./study-stamp.ts";

/** The deliveries of a study as far as its files let them be read: what a decision on a column or a value needs. */
export type ReadAtDesk =
  | { readonly standing: "not-opened"; readonly problems: readonly Problem[] }
  | {
      readonly standing: "read";
      /** Where the study has errors, as far as it can be understood. */
      readonly open: OpenBeside;
      readonly sheets: readonly MappedSheet[];
      readonly problems: readonly Problem[];
    };

/** The records of a study as far as its files let them be linked. */
export type RecordsAtDesk =
  | Extract<ReadAtDesk, { standing: "not-opened" }>
  | (Omit<Extract<ReadAtDesk, { standing: "read" }>, "standing"> & { readonly standing: "not-linked" })
  | {
      readonly standing: "linked";
      readonly open: OpenRecords;
      readonly sheets: readonly MappedSheet[];
      readonly records: StoredRecords;
      readonly problems: readonly Problem[];
    };

/** Somebody who may stop waiting before a task begins. */
export interface Asker {
  /** Asked when a task is about to begin; false where nobody waits for it any more. */
  readonly begin: () => boolean;
}

/** Nobody waited for the answer when the turn came. */
export class NobodyWaits extends Error {
  override readonly name = "NobodyWaits";
}

/**
 * Keeps the records of one study open for whoever looks into them, as the files of the study say they are now. Reading them takes the study's lock, and
 * linking them gives it back. When a file changes, what is under way is given up and begun anew: a task never sees anything that is half done.
 *
 * Both ways of asking throw StudyInUse while another Plait works in the study, and NobodyWaits where the asker says so when the turn comes.
 */
export interface RecordsDesk {
  /** Does one thing with the deliveries as soon as they are read, linked or not; others wait. */
  useRead<T>(task: (records: ReadAtDesk) => Promise<T>, asker: Asker): Promise<T>;
  /** Does one thing with the records once they are linked, or cannot be; others wait. */
  useLinked<T>(task: (records: RecordsAtDesk) => Promise<T>, asker: Asker): Promise<T>;
  /** Looks whether the files changed, and begins anew where they have. */
  follow(): Promise<void>;
  close(): Promise<void>;
}

/** Another Plait, such as `plait build`, is at work in the study. */
export class StudyInUse extends Error {
  override readonly name = "StudyInUse";
}

/** @param told what is being done, in words; undefined once nothing is */
export function openRecordsDesk(folder: string, told: (step: string | undefined) => void): RecordsDesk {
  let sitting: Sitting | undefined;
  let isClosed = false;
  const lookInTurn = takingTurns();

  const fresh = (): Promise<Sitting> =>
    lookInTurn(async () => {
      if (isClosed) throw new Error("the records were closed");
      const stamp = await recordsStamp(folder);
      if (sitting?.isOf(stamp)) return sitting;
      await sitting?.giveUp();
      sitting = sitDown(folder, stamp, told);
      return sitting;
    });
  return {
    useRead: async (task, asker) => {
      for (;;) {
        const done = await (await fresh()).withRead(task, asker);
        if (done !== GIVEN_UP) return done;
      }
    },
    useLinked: async (task, asker) => {
      for (;;) {
        const done = await (await fresh()).withLinked(task, asker);
        if (done !== GIVEN_UP) return done;
      }
    },
    follow: async () => {
      await fresh();
    },
    close: () => {
      isClosed = true;
      return lookInTurn(async () => sitting?.giveUp());
    },
  };
}

/** What was asked has to be asked again of the sitting that follows. */
const GIVEN_UP = Symbol("given up");

/** The records as they were at one state of the files. */
interface Sitting {
  /** Whether this is still what the files say, and nothing went wrong with it. */
  isOf(stamp: string): boolean;
  withRead<T>(task: (records: ReadAtDesk) => Promise<T>, asker: Asker): Promise<T | typeof GIVEN_UP>;
  withLinked<T>(task: (records: RecordsAtDesk) => Promise<T>, asker: Asker): Promise<T | typeof GIVEN_UP>;
  /** Stops what is under way, lets tasks that began finish, and closes. */
  giveUp(): Promise<void>;
}

function sitDown(folder: string, stamp: string, told: (step: string | undefined) => void): Sitting {
  const giving = new AbortController();
  const { signal } = giving;
  const progress = (step: string): void => {
    signal.throwIfAborted();
    told(step);
  };
  let hasFailed = false;
  const opening = openedRecords(folder, { signal, progress });
  const linking = opening.then((opened) => linkedRecords(opened, { signal, progress }));
  const settled = linking
    .then(
      () => {},
      () => {
        hasFailed = true;
      },
    )
    .then(() => told(undefined));
  const read = opening.then((opened) => opened.read);
  read.catch(() => {});

  const laneOf = <Records>(records: Promise<Records>) => {
    const inTurn = takingTurns();
    const use = <T>(task: (records: Records) => Promise<T>, asker: Asker): Promise<T | typeof GIVEN_UP> =>
      inTurn(async () => {
        await records.catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
        if (signal.aborted || stamp !== (await recordsStamp(folder))) return GIVEN_UP;
        const found = await records;
        if (!asker.begin()) throw new NobodyWaits("nobody waits for this");
        return task(found);
      });
    return { use, idle: () => inTurn(async () => {}) };
  };
  const [reading, linked] = [laneOf(read), laneOf(linking)];
  return {
    isOf: (other) => stamp === other && !hasFailed,
    withRead: reading.use,
    withLinked: linked.use,
    giveUp: async () => {
      giving.abort();
      await settled;
      await Promise.all([reading.idle(), linked.idle()]);
      await opening.then(
        ({ close }) => close(),
        () => {},
      );
    },
  };
}

interface Manner {
  readonly signal: AbortSignal;
  readonly progress: (step: string) => void;
}

interface OpenedRecords {
  readonly read: ReadAtDesk;
  /** Where they can be linked; the study is locked until they have been. */
  readonly whole?: OpenRecords;
  close(): Promise<void>;
}

async function openedRecords(folder: string, manner: Manner): Promise<OpenedRecords> {
  manner.progress("read the study's files");
  try {
    return await wholeRecords(folder, manner);
  } catch (error) {
    if (!(error instanceof StudyProblems)) throw error;
    refuseInUse(error);
    return reviewableRecords(folder, manner);
  }
}

async function wholeRecords(folder: string, manner: Manner): Promise<OpenedRecords> {
  const whole = await openRecords(folder, manner);
  try {
    const beside = await openBeside(whole);
    const sheets = await sheetsOf(beside);
    const close = async (): Promise<void> => {
      await Promise.all([beside.close(), whole.close()]);
    };
    return { read: { standing: "read", open: beside, sheets, problems: whole.warnings }, whole, close };
  } catch (error) {
    await whole.close();
    throw error;
  }
}

/** A study with errors, as far as it can be understood: the decision that mends one may be a press away. */
async function reviewableRecords(folder: string, manner: Manner): Promise<OpenedRecords> {
  let open: OpenReviewableRecords;
  try {
    open = await openReviewableRecords(folder, manner);
  } catch (error) {
    if (!(error instanceof StudyProblems)) throw error;
    refuseInUse(error);
    return { read: { standing: "not-opened", problems: error.problems }, close: async () => {} };
  }
  try {
    const sheets = await sheetsOf(open);
    const problems = [...open.problems, ...sheets.flatMap(({ mapping }) => mapping.problems)];
    return { read: { standing: "read", open, sheets, problems }, close: open.close };
  } catch (error) {
    await open.close();
    throw error;
  }
}

async function linkedRecords({ read, whole }: OpenedRecords, manner: Manner): Promise<RecordsAtDesk> {
  if (read.standing === "not-opened") return read;
  if (whole === undefined) return { ...read, standing: "not-linked" };
  try {
    const { records, problems: found } = await linkedOrProblems(whole, manner);
    const problems = [...read.problems, ...found];
    if (records === undefined) return { ...read, standing: "not-linked", problems };
    return { standing: "linked", open: whole, sheets: records.sheets, records, problems };
  } finally {
    whole.unlock();
  }
}

function sheetsOf({ database, study, prepared }: OpenBeside) {
  return mapSheets(database, study, prepared.sheets);
}

function refuseInUse({ problems, message }: StudyProblems): void {
  if (problems.some(({ code }) => code === "study-in-use")) throw new StudyInUse(message);
}

async function linkedOrProblems(
  open: OpenRecords,
  manner: Manner,
): Promise<{ readonly records?: StoredRecords; readonly problems: readonly Problem[] }> {
  try {
    return { records: await linkOpenRecords(open, manner), problems: [] };
  } catch (error) {
    if (error instanceof StudyProblems && hasErrors(error.problems)) return { problems: error.problems };
    throw error;
  }
}
