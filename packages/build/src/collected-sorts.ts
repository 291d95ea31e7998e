import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { hasStudyKey, JOURNAL_FILE, type Journal, type StudyKey } from "@plait/journal";
import {
  applyPaperEvent,
  foldSort,
  makeGrid,
  noPaperSort,
  type PaperSort,
  type QSort,
  qSortOf,
  qSortOfPaper,
  type SortEvent,
} from "@plait/q-method";
import { compareText, type QStudy } from "@plait/study";
import { openQ } from "./open-q.ts";
import { openStudyJournal } from "./open-study-journal.ts";

/** What a participant did stands in a stream of this name and the participant's code. */
export const SORT_STREAM = "q/sort/";

/** What was written down of a sort on paper stands in a stream of this name and the participant's code. */
export const PAPER_STREAM = "q/paper/";

/** Every finished sort with all its cards that stands in the journal, by code: what was sorted on devices, and what was entered from paper. */
export async function sortsOfJournal(journal: Journal, { statements, grid }: QStudy): Promise<readonly QSort[]> {
  const deck = { cards: statements.map(({ id }) => id), grid: makeGrid(grid.columns, grid.shape) };
  const bySorter = new Map<string, SortEvent[]>();
  const papers = new Map<string, PaperSort>();
  for await (const event of journal.read()) {
    const { id, kind, version, at, content } = event;
    if (content.kind !== "readable") continue;
    const { stream, payload, actor: by } = content;
    if (stream.startsWith(SORT_STREAM)) {
      const sorter = stream.slice(SORT_STREAM.length);
      const { device = "", counter = 0 } = content.declared ?? {};
      const events = bySorter.get(sorter) ?? [];
      events.push({ id, kind, version, device, counter, payload });
      bySorter.set(sorter, events);
    }
    if (stream.startsWith(PAPER_STREAM)) {
      const sorter = stream.slice(PAPER_STREAM.length);
      papers.set(sorter, applyPaperEvent(papers.get(sorter) ?? noPaperSort, { id, kind, version, payload, by, at }));
    }
  }
  const live = [...bySorter].flatMap(([sorter, events]) => {
    const read = qSortOf(deck, foldSort(deck, events), sorter);
    return read.kind === "sort" ? [read.sort] : [];
  });
  const paper = [...papers].flatMap(([sorter, each]) => {
    const read = qSortOfPaper(deck, each, sorter);
    return read.kind === "sort" ? [read.sort] : [];
  });
  return withPaperSorts(live, paper);
}

/** Sorts of devices and of paper, by code. Of somebody who has both, the one counts that the sorter finished on a device: nobody else has typed it. */
export function withPaperSorts(live: readonly QSort[], paper: readonly QSort[]): readonly QSort[] {
  const own = new Set(live.map(({ sorter }) => sorter));
  return [...live, ...paper.filter(({ sorter }) => !own.has(sorter))].sort((a, b) => compareText(a.sorter, b.sorter));
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
