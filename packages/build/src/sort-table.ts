import { type Deck, makeGrid } from "@plait/q-method";
import { type QRecording, type QStatement, type QStudy, wordingDigest } from "@plait/study";
import { type Medium, readCardMedia } from "./card-media/read-card-media.ts";
import { openQ } from "./open-q.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";

/** What lies on the table when somebody sorts: cards, board and the words around them. */
export interface SortTable {
  readonly deck: Deck;
  readonly shown: ShownTable;
  /** Pictures and recordings of the cards, by the names that `shown` calls them by. */
  readonly media: ReadonlyMap<string, Medium>;
}

/** A card as it is shown. */
export interface ShownCard {
  readonly id: string;
  readonly number: number;
  /** By language. */
  readonly texts: Record<string, string>;
  /** Where the picture is to be had from, and what it shows by language. */
  readonly picture?: { readonly source: string; readonly texts: Record<string, string> };
  /** By language, where the card read aloud is to be had from. */
  readonly recordings?: Record<string, string>;
}

/** What a page needs to show it. */
export interface ShownTable {
  /** The title of the study. */
  readonly study: string;
  readonly cards: readonly ShownCard[];
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
  /** By language whose words on the page were signed off, the digest of those words. */
  readonly signedOff: Readonly<Record<string, string>>;
}

/** @throws StudyProblems where the study has no cards that can be sorted, or a picture or recording that cannot be on one */
export async function sortTable(folder: string): Promise<SortTable> {
  const { folder: root, settings, study } = await openQ(folder);
  const { grid, statements, recordings } = study;
  const { byFile, problems } = await readCardMedia(root, study);
  if (hasErrors(problems)) throw new StudyProblems(problems);
  const nameOf = (file: string): string | undefined => byFile.get(file)?.name;
  const columns = [...grid.columns].sort((a, b) => a.value - b.value);
  return {
    deck: { cards: statements.map(({ id }) => id), grid: makeGrid(columns, grid.shape) },
    shown: {
      study: settings.title,
      cards: statements.map((statement) => shownCard(statement, recordings, nameOf)),
      board: { shape: grid.shape, columns: columns.map(({ value, cards }) => ({ value, cards })) },
      words: wordsOf(study),
      signedOff: Object.fromEntries(Object.entries(study.wordChecks).map(([tag, { sha256 }]) => [tag, sha256])),
    },
    media: new Map([...byFile.values()].map(({ name, type, bytes }) => [name, { type, bytes }])),
  };
}

/**
 * The table with pictures and recordings under other addresses.
 *
 * @param sourceOf the address of a name that the table has
 */
export function withSources(table: ShownTable, sourceOf: (name: string) => string): ShownTable {
  const cards = table.cards.map(({ picture, recordings, ...card }) => ({
    ...card,
    ...(picture === undefined ? {} : { picture: { ...picture, source: sourceOf(picture.source) } }),
    ...(recordings === undefined
      ? {}
      : { recordings: Object.fromEntries(Object.entries(recordings).map(([tag, name]) => [tag, sourceOf(name)])) }),
  }));
  return { ...table, cards };
}

function shownCard(
  { id, number, texts, picture }: QStatement,
  recordings: readonly QRecording[],
  nameOf: (file: string) => string | undefined,
): ShownCard {
  const source = picture && nameOf(picture.file);
  const own = recordings.flatMap(({ statement, language, file }) => {
    const name = nameOf(file);
    return statement === id && name !== undefined ? [[language, name] as const] : [];
  });
  return {
    ...{ id, number, texts: { ...texts } },
    ...(picture === undefined || source === undefined ? {} : { picture: { source, texts: { ...picture.texts } } }),
    ...(own.length === 0 ? {} : { recordings: Object.fromEntries(own) }),
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
