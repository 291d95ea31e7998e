import type { FileName } from "./event.ts";
import type { JournalAtWork } from "./journal-at-work.ts";
import { type FileWithKey, fileBytes, fileWithKey, sha256Of } from "./kept-files.ts";
import { StoreFailure } from "./store-failure.ts";

/** What is not as it was kept. */
export type FileBreak =
  /** An event names a file that is not there. */
  | { readonly kind: "file-missing"; readonly position: number; readonly file: string }
  /** The file is another than the one that an event names, or does not open. */
  | { readonly kind: "file-altered"; readonly file: string };

/** A file that an event names, and where. */
export interface NamedFile extends FileName {
  readonly position: number;
  /** Mark of the event's subject. */
  readonly subject: string | null;
}

export interface VerifiedFiles {
  /** Those of which there are bytes. */
  readonly files: number;
  /** Files that no event names: what a writer kept before it was ended. No break. */
  readonly filesUnnamed: number;
  readonly breaks: readonly FileBreak[];
}

/** What events say of files. */
export interface SaidOfFiles {
  readonly named: readonly NamedFile[];
  /** Ids of those that were dropped. */
  readonly dropped: ReadonlySet<string>;
}

/** Holds every kept file against the events that name it, one at a time. Of what was forgotten or dropped there is nothing to hold against anything. */
export async function verifyKeptFiles(journal: JournalAtWork, { named, dropped }: SaidOfFiles): Promise<VerifiedFiles> {
  const namesOf = Map.groupBy(named, ({ id }) => id);
  const breaks: FileBreak[] = [];
  const ids = await idsOfFiles(journal);
  let [files, filesUnnamed] = [0, 0];
  for (const id of ids) {
    const row = await rowOf(journal, id);
    if (row !== undefined && isGone(row, dropped)) continue;
    const names = namesOf.get(id) ?? [];
    files += 1;
    if (names.length === 0) filesUnnamed += 1;
    // One that was dropped and is there again was put back.
    if (dropped.has(id) || !isAsNamed(journal, row, names)) breaks.push({ kind: "file-altered", file: id });
  }
  const there = new Set(ids);
  const missing = named.filter(({ id }) => !there.has(id));
  breaks.push(...missing.map(({ id, position }): FileBreak => ({ kind: "file-missing", position, file: id })));
  return { files, filesUnnamed, breaks };
}

function isGone({ id, subject, mark, wrapped, sealed }: FileWithKey, dropped: ReadonlySet<string>): boolean {
  const isForgotten = subject !== null && mark !== null && wrapped === null;
  return sealed === null && (isForgotten || dropped.has(id));
}

/** A row of which the engine can no longer give the bytes is none that is as it was. */
function isAsNamed(journal: JournalAtWork, row: FileWithKey | undefined, names: readonly NamedFile[]): boolean {
  const bytes = row && fileBytes(journal, row);
  if (row === undefined || bytes === undefined) return false;
  const sha256 = sha256Of(bytes);
  return names.every((name) => name.sha256 === sha256 && name.subject === row.subject);
}

async function idsOfFiles({ store }: JournalAtWork): Promise<readonly string[]> {
  const rows = await store
    .read((tables) => tables.selectFrom("files").select("id").orderBy("id").execute())
    .catch(ifDamaged);
  return (rows ?? []).map(({ id }) => id);
}

function rowOf({ store }: JournalAtWork, id: string): Promise<FileWithKey | undefined> {
  return store.read((tables) => fileWithKey(tables, id)).catch(ifDamaged);
}

function ifDamaged(error: unknown): undefined {
  if (error instanceof StoreFailure && error.reason === "damaged") return undefined;
  throw error;
}
