import type { Transaction } from "kysely";
import { newSubjectKey, openSubjectKey } from "./event-seal.ts";
import type { JournalAtWork } from "./journal-at-work.ts";
import { JournalDamaged } from "./journal-damaged.ts";
import type { JournalTables } from "./journal-store.ts";
import { markOf } from "./marks.ts";

/** The keys of subjects, by mark. */
export interface SubjectKeys {
  readonly kind: "found";
  readonly keys: ReadonlyMap<string, Uint8Array>;
  /** Of those who had none until now: to be written with what is sealed under them. */
  readonly fresh: readonly { readonly mark: string; readonly wrapped: Uint8Array }[];
}

/** @throws JournalDamaged where a key does not open */
export async function subjectKeys(
  tables: Transaction<JournalTables>,
  { keys, randomBytes }: JournalAtWork,
  subjects: readonly string[],
): Promise<SubjectKeys | { readonly kind: "subject-forgotten"; readonly subject: string }> {
  const marks = new Map(subjects.map((subject) => [markOf(keys.mark, "subject", subject), subject]));
  if (marks.size === 0) return { kind: "found", keys: new Map(), fresh: [] };
  const there = await tables
    .selectFrom("subjects")
    .selectAll()
    .where("mark", "in", [...marks.keys()])
    .execute();
  const wrappedBy = new Map(there.map(({ mark, wrapped }) => [mark, wrapped]));
  const found = new Map<string, Uint8Array>();
  const fresh: { readonly mark: string; readonly wrapped: Uint8Array }[] = [];
  for (const [mark, subject] of marks) {
    const kept = wrappedBy.get(mark);
    if (kept === null) return { kind: "subject-forgotten", subject };
    const wrapped = kept ?? newSubjectKey(keys, mark, randomBytes);
    if (kept === undefined) fresh.push({ mark, wrapped });
    const key = openSubjectKey(keys, mark, wrapped);
    if (key === undefined) throw new JournalDamaged("a subject's key");
    found.set(mark, key);
  }
  return { kind: "found", keys: found, fresh };
}
