import type { Problem, Read } from "@plait/study";
import { type Grid, gridCards } from "../grid.ts";
import type { QSet, Statement } from "../q-set.ts";
import { type Board, boardPages, boardSize, makeBoard, mapWidth, stripPages } from "./board.ts";
import { type CardFormat, type CardSheet, cardFormats, cardSheets, type Flip, textArea } from "./card-sheets.ts";
import { type Guide, makeGuide } from "./guide.ts";
import { overviewPage } from "./overview.ts";
import type { PaperItem, PaperPage } from "./paper-page.ts";
import { missingPaperWords, type PaperWords, sayPaperWord } from "./paper-words.ts";
import { margins, type Paper, type Size } from "./sheet-paper.ts";
import { type Direction, type PaperText, paperText, textDirection } from "./text-direction.ts";
import { largestSize, textFits } from "./text-fit.ts";

export interface PaperRequest {
  /** Of the study; in the footer of every page. */
  readonly title: string;
  readonly qSet: QSet;
  /** The language of the cards, a BCP 47 tag that is a key of `Statement.texts`. */
  readonly language: string;
  /** That of the language's script unless given. */
  readonly direction?: Direction;
  /** Of the wording in this language; on every back and in every footer, with a short digest of the wording. */
  readonly version: string;
  readonly digest: string;
  readonly grid: Grid;
  /** The condition of instruction, in the language of the cards. */
  readonly instruction: string;
  /** Plain words for the outer columns, in the language of the cards; else those of `words`. */
  readonly labels?: { readonly lowest: string; readonly highest: string };
  /** Whatever else is printed, in the study's own wording; English without. */
  readonly words?: PaperWords;
  /** Whom to ask, line by line, in the language of the cards; printed on the guide. */
  readonly contact?: readonly string[];
  /** A4 unless given. */
  readonly paper?: Paper;
  /** Centimetres; a folding table of 120 × 60 unless given. */
  readonly tableSize?: Size;
  /** The edge about which the printer turns the paper: `long` unless given. */
  readonly flip?: Flip;
}

/** Everything that is printed for one language, page by page. */
export interface PaperPlan {
  readonly title: string;
  readonly language: string;
  readonly direction: Direction;
  readonly flip: Flip;
  readonly paper: Paper;
  /** Of every card, in millimetres. */
  readonly card: Size;
  /** Of the type of every card, in points. */
  readonly textSize: number;
  /** Language, version and digest of the wording. */
  readonly edition: string;
  readonly sheets: readonly CardSheet[];
  readonly board: Board;
  readonly pages: Readonly<Record<PaperPagesPart, readonly PaperPage[]>>;
  readonly guide: Guide;
}

type PaperPagesPart = "cards" | "strips" | "board" | "overview";

/** What is printed, each a file of its own: cards two-sided, everything else on one side. */
export type PaperPart = PaperPagesPart | "guide";
export const paperParts: readonly PaperPart[] = ["cards", "strips", "board", "overview", "guide"];

/** Where a study keeps what the problems speak of. */
const Q_SET_FILE = "q/q-set.csv";
const GRID_FILE = "q/grid.yaml";

/** Sizes of type a card may have, in points. Below the smallest nobody should have to read; below 12 it is told. */
const textSizes = [22, 20, 18, 16, 15, 14, 13, 12, 11, 10, 9];
const comfortable = 12;

/**
 * Plans the cards, the board and the papers around them.
 *
 * All cards have one size and one size of type, so that none stands out. The cards are the largest that fill the paper
 * without waste and of which the whole board fits the table. Where the script runs from right to left, the board is
 * mirrored: the lowest value is at the right, as everything else on the page is read.
 *
 * The value is absent when anything is wrong that would make a sort on these cards wrong; the problems then name it
 * all: statements without text in this language, texts that fit no card at 9 points, a forced grid that does not hold
 * the cards, a table that is too small, words without room.
 *
 * @throws RangeError when `language` is not a BCP 47 tag or a length of the table is not positive
 */
export function paperPlan(request: PaperRequest): Read<PaperPlan> {
  const { qSet, language, grid, paper = "a4", flip = "long", tableSize = { width: 120, height: 60 } } = request;
  if (!(tableSize.width > 0 && tableSize.height > 0)) {
    throw new RangeError(`tableSize must be positive: ${tableSize.width} × ${tableSize.height}`);
  }
  const direction = request.direction ?? textDirection(language);
  const say = sayPaperWord(request.words);
  const inLanguage = (text: string): PaperText => paperText(text, language, direction);
  const labels = {
    lowest: request.labels === undefined ? say("lowest") : inLanguage(request.labels.lowest),
    highest: request.labels === undefined ? say("highest") : inLanguage(request.labels.highest),
  };

  const table = { width: tableSize.width * 10, height: tableSize.height * 10 };
  const formats = cardFormats(paper);
  const format = formats.find((each) => fitsTable(boardSize(grid, each), table));
  const cards = qSet.statements.map((statement) => ({
    number: statement.number,
    text: inLanguage(statement.texts[language] ?? ""),
  }));
  const texts = cards.map(({ text }) => text.text);
  const textSize = format === undefined ? undefined : largestSize(texts, textArea(format), textSizes);

  const problems = [
    ...wordingProblems(request),
    ...gridProblems(request),
    ...(format === undefined ? [tableProblem(grid, formats, tableSize)] : fitProblems(request, format, textSize)),
    ...wordsProblems(request),
  ];
  if (format === undefined || textSize === undefined || problems.some(({ severity }) => severity === "error")) {
    return { problems };
  }

  const mirrored = direction === "rtl";
  const edition = `${language} · ${request.version} · ${request.digest}`;
  const footer = (page: Size): PaperItem =>
    footerItem(paperText(`${request.title} · ${edition}`, language, direction), page);
  const instruction = inLanguage(request.instruction);
  const board = makeBoard(grid, format, labels, mirrored);
  const sheets = cardSheets({
    cards,
    format,
    paper,
    flip,
    size: textSize,
    edition,
    footer,
    say,
    mirrored,
  });
  const value: PaperPlan = {
    title: request.title,
    language,
    direction,
    flip,
    paper,
    card: { width: format.width, height: format.height },
    textSize,
    edition,
    sheets,
    board,
    pages: {
      cards: sheets.flatMap(({ front, back }) => [front, back]),
      strips: stripPages(board, paper, footer, say),
      board: boardPages(board, paper, footer, say, mirrored),
      overview: [overviewPage({ grid, instruction, labels, paper, mirrored, footer, say })],
    },
    guide: makeGuide({
      grid,
      cards: cards.length,
      instruction,
      contact: (request.contact ?? []).map(inLanguage),
      mirrored,
      say,
    }),
  };
  const overfull = Object.values(value.pages).flatMap((pages) => pages.flatMap(({ items }) => overfullTexts(items)));
  if (overfull.length === 0) return { value, problems };
  return { problems: [...problems, ...[...new Set(overfull)].map((text) => noRoomProblem(text, language))] };
}

/** Texts larger than their box. Those of the cards were fitted before; these are of labels, instruction and wording. */
function overfullTexts(items: readonly PaperItem[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === "window") return overfullTexts(item.items);
    return item.kind !== "text" || textFits(item.text.text, item, item.size, item.bold) ? [] : [item.text.text];
  });
}

function noRoomProblem(text: string, language: string): Problem {
  return {
    severity: "error",
    code: "q-no-room",
    place: { file: GRID_FILE, path: `languages.${language}` },
    message: `no room on paper for "${text}"`,
    remedy: "Shorten it.",
  };
}

function fitsTable(board: Size, table: Size): boolean {
  return board.width <= table.width && board.height <= table.height;
}

function footerItem(text: PaperText, page: Size): PaperItem {
  const width = page.width - 2 * margins.side - mapWidth;
  const x = margins.side + (text.direction === "rtl" ? mapWidth : 0);
  const box = { x, y: page.height - 11, width, height: 8 };
  return { kind: "text", ...box, text, size: largestSize([text.text], box, [7, 6]) ?? 6, align: "start" };
}

function wordingProblems({ qSet, language }: PaperRequest): Problem[] {
  const without = qSet.statements.filter((statement) => textOf(statement, language) === "");
  if (without.length > 0 && without.length === qSet.statements.length) {
    return [
      {
        severity: "error",
        code: "q-language-missing",
        place: { file: Q_SET_FILE },
        message: `no card has a text in ${language}`,
        remedy: `Add a column ${language} with the text of every card, or print another language.`,
      },
    ];
  }
  return without.map((statement) => ({
    severity: "error",
    code: "q-wording-missing",
    place: { file: Q_SET_FILE, path: statement.id },
    message: `card ${statement.number} (${statement.id}) has no text in ${language}`,
    remedy: "Write its text: a card without words cannot be sorted.",
  }));
}

function textOf(statement: Statement, language: string): string {
  return (statement.texts[language] ?? "").trim();
}

function gridProblems({ qSet, grid }: PaperRequest): Problem[] {
  const room = gridCards(grid);
  if (grid.shape === "free" || room === qSet.statements.length) return [];
  return [
    {
      severity: "error",
      code: "q-grid-cards",
      place: { file: GRID_FILE, path: "columns" },
      message: `the grid has room for ${room} cards and the Q-set has ${qSet.statements.length}`,
      remedy: "Change the cards of the columns so that they add up, or make the shape free.",
    },
  ];
}

function tableProblem(grid: Grid, formats: readonly CardFormat[], table: Size): Problem {
  const needed = boardSize(grid, formats.at(-1) ?? { width: 0, height: 0 });
  const inCentimetres = (length: number): number => Math.ceil(length / 10);
  return {
    severity: "error",
    code: "q-table-too-small",
    place: { file: GRID_FILE, path: "columns" },
    message:
      `a board of the smallest readable cards is ${inCentimetres(needed.width)} × ${inCentimetres(needed.height)} cm ` +
      `and the table is ${table.width} × ${table.height} cm`,
    remedy: "Use a larger table or the floor, or a grid with fewer columns or shorter ones.",
  };
}

function fitProblems({ qSet, language }: PaperRequest, format: CardFormat, textSize: number | undefined): Problem[] {
  const area = textArea(format);
  const floor = textSizes.at(-1) ?? 0;
  const own = (statement: Statement): number | undefined => largestSize([textOf(statement, language)], area, textSizes);
  const tooLong = qSet.statements.filter((statement) => own(statement) === undefined);
  const problems: Problem[] = tooLong.map((statement) => ({
    severity: "error",
    code: "q-text-too-long",
    place: { file: Q_SET_FILE, path: statement.id },
    message: `card ${statement.number} (${statement.id}) in ${language} does not hold its text at ${floor} points`,
    remedy: "Shorten it, or print larger cards: on A3, or for a larger table.",
  }));
  if (textSize !== undefined && textSize < comfortable) {
    const longest = qSet.statements.filter((statement) => own(statement) === textSize);
    problems.push({
      severity: "warning",
      code: "q-text-small",
      place: { file: Q_SET_FILE, path: longest.map(({ id }) => id).join(", ") },
      message:
        `all cards in ${language} are printed at ${textSize} points, because of the length of ` +
        `card ${longest.map(({ number }) => number).join(", ")}`,
      remedy: "Shorten these texts: all cards have one size of type, so that none stands out.",
    });
  }
  return problems;
}

function wordsProblems({ words, language }: PaperRequest): Problem[] {
  const place = { file: GRID_FILE, path: `languages.${language}` };
  const remedy = "Give the study's own wording in the language of the cards.";
  if (words === undefined) {
    if (new Intl.Locale(language).language === "en") return [];
    const message = `the guide and the words around the cards are in English, the cards in ${language}`;
    return [{ severity: "warning", code: "q-words-english", place, message, remedy }];
  }
  const missing = missingPaperWords(words);
  if (missing.length === 0 || new Intl.Locale(words.language).language === "en") return [];
  const message = `printed in English for want of a wording in ${words.language}: ${missing.join(", ")}`;
  return [{ severity: "warning", code: "q-words-missing", place, message, remedy }];
}
