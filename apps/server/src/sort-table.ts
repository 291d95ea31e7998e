import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { ReplyOf } from "@plait/api";
import { openQ, StudyProblems } from "@plait/build";
import { type Deck, makeGrid } from "@plait/q-method";
import { GRID_FILE, Q_SET_FILE, type QStudy, wordingDigest } from "@plait/study";
import { RefusedCall } from "./room.ts";

/** What lies on the table when somebody sorts: cards, board and the words around them. */
export interface SortTable {
  readonly deck: Deck;
  readonly shown: Pick<ReplyOf<"readSort">, "study" | "cards" | "board" | "words">;
}

const FILES = ["study.yaml", Q_SET_FILE, GRID_FILE];

/**
 * Gives the table as the study's files say it; the same object until one of them changes.
 *
 * The returned function throws RefusedCall where the study has no cards that can be sorted.
 */
export function sortTable(folder: string): () => Promise<SortTable> {
  let last: { readonly state: string; readonly table: Promise<SortTable> } | undefined;
  return async () => {
    const state = await stateOf(folder);
    if (last?.state !== state) last = { state, table: readTable(folder) };
    return last.table;
  };
}

async function stateOf(folder: string): Promise<string> {
  const states = await Promise.all(
    FILES.map((file) =>
      stat(join(folder, file)).then(
        ({ mtimeMs, size }) => `${mtimeMs} ${size}`,
        () => "none",
      ),
    ),
  );
  return states.join("\n");
}

async function readTable(folder: string): Promise<SortTable> {
  const { settings, study } = await openQ(folder).catch((error: unknown) => {
    if (error instanceof StudyProblems) throw noCards();
    throw error;
  });
  const { grid, statements } = study;
  const columns = [...grid.columns].sort((a, b) => a.value - b.value);
  return {
    deck: { cards: statements.map(({ id }) => id), grid: makeGrid(columns, grid.shape) },
    shown: {
      study: settings.title,
      cards: statements.map(({ id, number, texts }) => ({ id, number, texts: { ...texts } })),
      board: { shape: grid.shape, columns: columns.map(({ value, cards }) => ({ value, cards })) },
      words: wordsOf(study),
    },
  };
}

/** Of the languages that have words around the cards, those in which every card is worded. */
function wordsOf({ grid, statements }: QStudy): SortTable["shown"]["words"] {
  return Object.fromEntries(
    Object.entries(grid.languages).flatMap(([language, { instruction, lowest, highest }]) => {
      if (!statements.every(({ texts }) => texts[language] !== undefined)) return [];
      const wording = wordingDigest(statements, language);
      return [[language, { instruction, lowest, highest, wording }] as const];
    }),
  );
}

function noCards(): RefusedCall {
  return new RefusedCall(503, "no-cards", "The cards of this study cannot be used as they are; plait check says why.");
}
