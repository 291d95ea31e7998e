import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { hasStudyKey, JOURNAL_FILE, type Journal, type StudyKey } from "@plait/journal";
import { foldSort, makeGrid, type QSort, qSortOf, type SortEvent } from "@plait/q-method";
import { compareText, type QStudy } from "@plait/study";
import { openQ } from "./open-q.ts";
import { openStudyJournal } from "./open-study-journal.ts";

/** What a participant did stands in a stream of this name and the participant's code. */
export const SORT_STREAM = "q/sort/";

/** Every finished sort with all its cards that stands in the journal, by code. */
export async function sortsOfJournal(journal: Journal, { statements, grid }: QStudy): Promise<readonly QSort[]> {
  const deck = { cards: statements.map(({ id }) => id), grid: makeGrid(grid.columns, grid.shape) };
  const bySorter = new Map<string, SortEvent[]>();
  for await (const { id, kind, version, content } of journal.read()) {
    if (content.kind !== "readable" || !content.stream.startsWith(SORT_STREAM)) continue;
    const sorter = content.stream.slice(SORT_STREAM.length);
    const { device = "", counter = 0 } = content.declared ?? {};
    const events = bySorter.get(sorter) ?? [];
    events.push({ id, kind, version, device, counter, payload: content.payload });
    bySorter.set(sorter, events);
  }
  return [...bySorter]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([sorter, events]) => {
      const read = qSortOf(deck, foldSort(deck, events), sorter);
      return read.kind === "sort" ? [read.sort] : [];
    });
}

export interface CollectOptions {
  /** Asked for where the study has a journal. */
  readonly unlock: () => Promise<StudyKey>;
  /** Variables, for a connection that `study.yaml` names by one. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The sorts of a study that were made in Plait. None, without asking for the key, where the study has no Q strand or no journal.
 *
 * @throws StudyProblems where `study.yaml` or `q/` cannot be read; JournalProblems where the journal cannot be opened
 */
export async function collectedSorts(
  folder: string,
  { unlock, environment }: CollectOptions,
): Promise<readonly QSort[]> {
  const root = resolve(folder);
  if (!hasStudyKey(root)) return [];
  const { settings, study } = await openQ(root);
  if (settings.store === "sqlite" && !existsSync(join(root, JOURNAL_FILE))) return [];
  const journal = await openStudyJournal(root, await unlock(), { environment, mustExist: true });
  try {
    return await sortsOfJournal(journal, study);
  } finally {
    await journal.close();
  }
}
