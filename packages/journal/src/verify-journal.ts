import type { Problem } from "@plait/study";
import { chainHash, clearBytes, NO_EVENT } from "./chain.ts";
import { FILE_DROPPED } from "./drop-file.ts";
import { SUBJECT_FORGOTTEN } from "./forget-subject.ts";
import type { JournalAtWork, JournalHead } from "./journal-at-work.ts";
import type { HeadRow, SubjectRow } from "./journal-store.ts";
import { fileDroppedShapes, subjectForgottenShapes } from "./own-shapes.ts";
import { contentOf, type RowWithKey, rowsWithKeys } from "./read-events.ts";
import { StoreFailure } from "./store-failure.ts";
import { type FileBreak, type NamedFile, type VerifiedFiles, verifyKeptFiles } from "./verify-kept-files.ts";

/** What is not as it was written. Positions count from 1. */
export type JournalBreak =
  | FileBreak
  /** Events that are not there. */
  | { readonly kind: "missing"; readonly from: number; readonly to: number }
  /** Events whose bytes the store can no longer give. */
  | { readonly kind: "unreadable"; readonly from: number; readonly to: number }
  /** The event does not fit its own hash. */
  | { readonly kind: "altered"; readonly position: number }
  /** The event does not follow the one before it, or its number in its stream is not the next. */
  | { readonly kind: "out-of-order"; readonly position: number }
  /** What was sealed does not open although its key was not destroyed. */
  | { readonly kind: "sealed-part-changed"; readonly position: number }
  /** A subject's key is gone, and no event says that the person was forgotten; or one says so, and the key is there. */
  | { readonly kind: "key-lost" | "key-kept"; readonly mark: string }
  /** The store says that the journal ends elsewhere than its last event. */
  | { readonly kind: "end-differs" }
  /** No event has the head that was kept elsewhere. */
  | { readonly kind: "head-not-found"; readonly head: string }
  /** What the engine finds wrong with its own files. */
  | { readonly kind: "store-damaged"; readonly message: string };

export interface VerifiedJournal extends Omit<VerifiedFiles, "breaks"> {
  readonly events: number;
  readonly head: JournalHead;
  readonly breaks: readonly JournalBreak[];
  /** Where the head that was kept elsewhere stands: all up to there is as it was then. */
  readonly keptHead?: { readonly position: number; readonly at: string };
}

/**
 * Reads the whole journal and holds it against itself: every hash, the order, every sealed part, the keys of subjects, the kept
 * files, the engine's own check. Finds all
 * breaks, not the first only.
 *
 * What this cannot show without a head that was kept elsewhere: that the last events were taken off, or, by somebody who has the study's
 * key, that all was written anew.
 */
export async function verifyJournal(journal: JournalAtWork, keptHead?: string): Promise<VerifiedJournal> {
  const reading = new ChainReading(journal);
  let end = await endOf(journal);
  for (;;) {
    for await (const rows of pages(journal, reading, end.last)) for (const row of rows) reading.take(row);
    const subjects = await subjectsOf(journal);
    const later = await endOf(journal);
    // Somebody forgotten meanwhile has no key any more, and the event that says so was not read.
    if (later.head?.forgettings === end.head?.forgettings) {
      reading.breaks.push(...endBreaks(end, reading), ...keyBreaks(subjects, reading));
      break;
    }
    end = later;
  }
  const { breaks: ofFiles, ...counts } = await verifyKeptFiles(journal, reading);
  const breaks = [...reading.breaks, ...ofFiles];
  for (const message of await journal.store.faults()) breaks.push({ kind: "store-damaged", message });
  const { events, last } = reading;
  const verified = { events, ...counts, head: last };
  if (keptHead === undefined) return { ...verified, breaks };
  const kept = reading.hashes.get(keptHead.trim().toLowerCase());
  if (kept === undefined) return { ...verified, breaks: [...breaks, { kind: "head-not-found", head: keptHead }] };
  return { ...verified, breaks, keptHead: kept };
}

/** What was read so far, and what was wrong with it. */
class ChainReading {
  readonly breaks: JournalBreak[] = [];
  readonly hashes = new Map<string, { readonly position: number; readonly at: string }>();
  /** Marks of those who were forgotten, as events say. */
  readonly forgotten = new Set<string>();
  readonly subjects = new Set<string>();
  readonly named: NamedFile[] = [];
  /** Ids of files that were dropped, as events say. */
  readonly dropped = new Set<string>();
  events = 0;
  last: JournalHead = { position: 0, hash: NO_EVENT };
  readonly #journal: JournalAtWork;
  readonly #sequences = new Map<string, number>();

  constructor(journal: JournalAtWork) {
    this.#journal = journal;
  }

  take(row: RowWithKey): void {
    const { position, hash, stream, sequence, subject, at } = row;
    const { sealed, hash: _, wrapped: __, mark: ___, ...clear } = row;
    if (position !== this.last.position + 1) this.#missing(this.last.position + 1, position - 1);
    else if (row.previous !== this.last.hash) this.breaks.push({ kind: "out-of-order", position });
    const expected = (this.#sequences.get(stream) ?? 0) + 1;
    if (sequence !== expected && position === this.last.position + 1)
      this.breaks.push({ kind: "out-of-order", position });
    this.#sequences.set(stream, sequence);
    if (chainHash(clearBytes(clear), sealed) !== hash) this.breaks.push({ kind: "altered", position });
    this.#open(row);
    if (subject !== null) this.subjects.add(subject);
    this.hashes.set(hash, { position, at });
    this.events += 1;
    this.last = { position, hash };
  }

  /** What could not be read is told as such, and not again as missing. */
  #missing(from: number, to: number): void {
    const told = this.breaks.some((each) => each.kind === "unreadable" && each.from <= from && each.to >= to);
    if (!told) this.breaks.push({ kind: "missing", from, to });
  }

  #open(row: RowWithKey): void {
    // A subject without a key is told once for all of its events.
    if (row.subject !== null && row.mark === null) return;
    const content = contentOf(this.#journal, row);
    if (content === undefined) this.breaks.push({ kind: "sealed-part-changed", position: row.position });
    if (content?.kind !== "readable") return;
    const { position, subject } = row;
    this.named.push(...(content.files ?? []).map((file) => ({ ...file, position, subject })));
    if (row.kind === SUBJECT_FORGOTTEN) {
      const { data } = subjectForgottenShapes.newest.safeParse(content.payload);
      if (data !== undefined) this.forgotten.add(data.subject);
    }
    if (row.kind === FILE_DROPPED) {
      const { data } = fileDroppedShapes.newest.safeParse(content.payload);
      if (data !== undefined) this.dropped.add(data.file);
    }
  }
}

const PAGE = 500;

/** Page after page by position, behind what was read before; where one cannot be read, its events one by one. */
async function* pages(
  journal: JournalAtWork,
  { last, breaks }: ChainReading,
  end: number,
): AsyncGenerator<readonly RowWithKey[]> {
  for (let after = last.position; after < end; after += PAGE) {
    const to = Math.min(after + PAGE, end);
    const page = await rowsBehind(journal, after, to).catch(ifDamaged);
    if (page === undefined) yield* oneByOne(journal, after, to, breaks);
    else yield page;
  }
}

async function* oneByOne(
  journal: JournalAtWork,
  after: number,
  to: number,
  breaks: JournalBreak[],
): AsyncGenerator<readonly RowWithKey[]> {
  for (let position = after + 1; position <= to; position++) {
    const row = await rowsBehind(journal, position - 1, position).catch(ifDamaged);
    if (row !== undefined) yield row;
    else noteUnreadable(breaks, position);
  }
}

function noteUnreadable(breaks: JournalBreak[], position: number): void {
  const last = breaks.at(-1);
  if (last?.kind !== "unreadable" || last.to !== position - 1)
    breaks.push({ kind: "unreadable", from: position, to: position });
  else breaks[breaks.length - 1] = { ...last, to: position };
}

function rowsBehind({ store }: JournalAtWork, after: number, to: number): Promise<RowWithKey[]> {
  return store.read((tables) =>
    rowsWithKeys(tables).where("position", ">", after).where("position", "<=", to).orderBy("position").execute(),
  );
}

/** Where the journal says that it ends, and the last position of which anything is known, both at one moment. */
interface JournalEnd {
  readonly head: Pick<HeadRow, "position" | "hash" | "forgettings"> | undefined;
  readonly last: number;
}

async function endOf({ store }: JournalAtWork): Promise<JournalEnd> {
  const head = await store
    .read((tables) =>
      tables
        .selectFrom("head")
        .select(["position", "hash", "forgettings"])
        .select(({ selectFrom }) =>
          selectFrom("events")
            .select(({ fn }) => fn.max<number | null>("events.position").as("last"))
            .as("last"),
        )
        .executeTakeFirst(),
    )
    .catch(ifDamaged);
  return { head, last: Math.max(head?.position ?? 0, head?.last ?? 0) };
}

function ifDamaged(error: unknown): undefined {
  if (error instanceof StoreFailure && error.reason === "damaged") return undefined;
  throw error;
}

function endBreaks({ head }: JournalEnd, { last }: ChainReading): JournalBreak[] {
  return head?.position === last.position && head.hash === last.hash ? [] : [{ kind: "end-differs" }];
}

async function subjectsOf({ store }: JournalAtWork): Promise<readonly SubjectRow[]> {
  const rows = await store.read((tables) => tables.selectFrom("subjects").selectAll().execute()).catch(ifDamaged);
  return rows ?? [];
}

function keyBreaks(subjects: readonly SubjectRow[], reading: ChainReading): JournalBreak[] {
  const withKey = new Set(subjects.filter(({ wrapped }) => wrapped !== null).map(({ mark }) => mark));
  const marks = new Set([...reading.subjects, ...reading.forgotten, ...subjects.map(({ mark }) => mark)]);
  return [...marks].flatMap((mark): JournalBreak[] => {
    const forgotten = reading.forgotten.has(mark);
    if (forgotten !== withKey.has(mark)) return [];
    return [{ kind: forgotten ? "key-kept" : "key-lost", mark }];
  });
}

/** What a person is told of a break. */
export function breakProblem(found: JournalBreak, file: string): Problem {
  const { code, message, path } = breakWords(found);
  return {
    severity: "error",
    code,
    place: { file, ...(path === undefined ? {} : { path }) },
    message,
    remedy:
      found.kind === "head-not-found"
        ? "see that the hash was copied whole, 64 digits; if it was, bring the journal back from a backup that has it"
        : "bring the journal back from your backup, and keep this one to find out what happened",
  };
}

function breakWords(found: JournalBreak): { readonly code: string; readonly message: string; readonly path?: string } {
  switch (found.kind) {
    case "missing":
      return {
        code: "journal-events-missing",
        path: events(found),
        message: "not there: taken out after they were written",
      };
    case "unreadable":
      return {
        code: "journal-events-unreadable",
        path: events(found),
        message: "the file is damaged where they stand",
      };
    case "altered":
      return {
        code: "journal-event-altered",
        path: `event ${found.position}`,
        message: "changed after it was written: it does not fit its own hash",
      };
    case "out-of-order":
      return {
        code: "journal-order-broken",
        path: `event ${found.position}`,
        message: "does not follow the one before it: events were taken out, put in or moved",
      };
    case "sealed-part-changed":
      return {
        code: "journal-event-does-not-open",
        path: `event ${found.position}`,
        message: "what was sealed does not open: it, or something before it, was changed",
      };
    case "key-lost":
      return {
        code: "subject-key-lost",
        message: "the key of a participant is gone, and nothing says that the person was forgotten",
      };
    case "key-kept":
      return {
        code: "subject-key-kept",
        message: "a participant was forgotten, and the key is there again, as when an old copy of a table is put back",
      };
    case "file-missing":
      return {
        code: "kept-file-missing",
        path: `event ${found.position}`,
        message: `names the file ${found.file}, which is not there: it was taken out after it was kept`,
      };
    case "file-altered":
      return {
        code: "kept-file-altered",
        path: `file ${found.file}`,
        message: "changed after it was kept",
      };
    case "end-differs":
      return {
        code: "journal-end-differs",
        message: "the journal does not end where it says it does: events were taken off or put on",
      };
    case "head-not-found":
      return {
        code: "head-not-in-journal",
        message: `no event has the hash ${found.head}: since it was noted, the journal was written anew or its end was taken off`,
      };
    case "store-damaged":
      return { code: "journal-file-damaged", message: `the engine finds its file damaged: ${found.message}` };
    default:
      return found satisfies never;
  }
}

function events({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `event ${from}` : `events ${from} to ${to}`;
}
