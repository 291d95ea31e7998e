import { type Deck, makeGrid } from "@plait/q-method";
import { type QStudy, wordingDigest } from "@plait/study";
import { openQ } from "./open-q.ts";

/** What lies on the table when somebody sorts: cards, board and the words around them. */
export interface SortTable {
  readonly deck: Deck;
  readonly shown: ShownTable;
}

/** What a page needs to show it. */
export interface ShownTable {
  /** The title of the study. */
  readonly study: string;
  readonly cards: readonly { readonly id: string; readonly number: number; readonly texts: Record<string, string> }[];
  /** Its columns from the lowest value to the highest. */
  readonly board: {
    readonly shape: "forced" | "free";
    readonly columns: readonly { readonly value: number; readonly cards: number }[];
  };
  /** In the languages in which every card is worded, with the digest of that wording. */
  readonly words: Readonly<
    Record<
      string,
      { readonly instruction: string; readonly lowest: string; readonly highest: string; readonly wording: string }
    >
  >;
}

/** @throws StudyProblems where the study has no cards that can be sorted */
export async function sortTable(folder: string): Promise<SortTable> {
  const { settings, study } = await openQ(folder);
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
function wordsOf({ grid, statements }: QStudy): ShownTable["words"] {
  return Object.fromEntries(
    Object.entries(grid.languages).flatMap(([language, { instruction, lowest, highest }]) => {
      if (!statements.every(({ texts }) => texts[language] !== undefined)) return [];
      const wording = wordingDigest(statements, language);
      return [[language, { instruction, lowest, highest, wording }] as const];
    }),
  );
}
