import type { PaperItem, PaperPage } from "./paper-page.ts";
import type { SayPaperWord } from "./paper-words.ts";
import { margins, type Paper, paperSize, printable, type Rectangle, type Size } from "./sheet-paper.ts";
import { leftToRight, type PaperText } from "./text-direction.ts";
import { largestSize } from "./text-fit.ts";

/** The edge about which the printer turns the paper. `long` is what printers do unless told. */
export type Flip = "long" | "short";

/** One side of one card on its page, in millimetres. */
export interface CardFace extends Rectangle {
  readonly number: number;
}

/** One leaf of cards: what is printed on its front, and on its back. */
export interface CardSheet {
  readonly fronts: readonly CardFace[];
  readonly backs: readonly CardFace[];
  readonly front: PaperPage;
  readonly back: PaperPage;
}

export interface Card {
  readonly number: number;
  readonly text: PaperText;
}

/** How many cards a leaf has across and down, and how large they are. */
export interface CardFormat extends Size {
  readonly across: number;
  readonly down: number;
}

/** A card is comfortable to read and to pick up, and is wider than it is high. */
const largest = { width: 100, height: 80 };
const smallest = { width: 42, height: 28 };
const leastWidthToHeight = 1.1;

/**
 * Every format whose cards fill the paper without waste, largest cards first. Leaves are always in portrait: only there
 * do all printers agree on what the long edge is.
 */
export function cardFormats(paper: Paper): CardFormat[] {
  const area = printable(paperSize(paper, "portrait"));
  const formats: CardFormat[] = [];
  for (let across = 1; area.width / across >= smallest.width; across += 1) {
    for (let down = 1; area.height / down >= smallest.height; down += 1) {
      const width = area.width / across;
      const height = area.height / down;
      if (width <= largest.width && height <= largest.height && width >= height * leastWidthToHeight)
        formats.push({ across, down, width, height });
    }
  }
  return formats.sort((a, b) => b.width * b.height - a.width * a.height);
}

/** The part of a card its text may fill. */
export function textArea(card: Size): Size {
  return { width: card.width - 2 * textMargin, height: card.height - 2 * textMargin };
}

const textMargin = 4;

export interface CardSheetsRequest {
  readonly cards: readonly Card[];
  readonly format: CardFormat;
  readonly paper: Paper;
  readonly flip: Flip;
  /** Size of the type of every card, in points: no card stands out. */
  readonly size: number;
  /** Printed small under the number: language, version and digest of the wording. */
  readonly edition: string;
  readonly footer: FooterFor;
  readonly say: SayPaperWord;
  /** Cards are laid out the way the language is read. */
  readonly mirrored: boolean;
}

/** The cards, leaf by leaf. The number of a card is printed where it lies behind the card's text. */
export function cardSheets(request: CardSheetsRequest): CardSheet[] {
  const { cards, format, paper, flip, say } = request;
  const page = paperSize(paper, "portrait");
  const onePage = format.across * format.down;
  const sheets = Math.ceil(cards.length / onePage);
  return Array.from({ length: sheets }, (_, index) => {
    const here = cards.slice(index * onePage, (index + 1) * onePage);
    const fronts = here.map((card, place) => ({ number: card.number, ...frontPlace(place, request, page) }));
    const backs = fronts.map((face) => behind(face, page, flip));
    const values = { sheet: index + 1, sheets };
    const shared = { paper, orientation: "portrait", size: page } as const;
    return {
      fronts,
      backs,
      front: { ...shared, name: say("sheet-front", values), items: frontItems(here, fronts, request, page) },
      back: { ...shared, name: say("sheet-back", values), items: backs.map((face) => backItem(face, request)) },
    };
  });
}

function frontPlace(place: number, { format, mirrored }: CardSheetsRequest, page: Size): Rectangle {
  const { x, y } = printable(page);
  const column = place % format.across;
  const fromLeft = mirrored ? format.across - 1 - column : column;
  return {
    x: x + fromLeft * format.width,
    y: y + Math.floor(place / format.across) * format.height,
    width: format.width,
    height: format.height,
  };
}

/** Where the back of a face is on the other side of a page in portrait. */
function behind(face: CardFace, page: Size, flip: Flip): CardFace {
  return flip === "long"
    ? { ...face, x: page.width - face.x - face.width }
    : { ...face, y: page.height - face.y - face.height };
}

function frontItems(
  cards: readonly Card[],
  fronts: readonly CardFace[],
  { size, flip, footer, say }: CardSheetsRequest,
  page: Size,
): PaperItem[] {
  const texts = fronts.map((face, index): PaperItem => {
    const { width, height } = textArea(face);
    const text = cards[index]?.text ?? leftToRight("");
    return { kind: "text", x: face.x + textMargin, y: face.y + textMargin, width, height, text, size, align: "center" };
  });
  return [
    hint(say(flip === "long" ? "print-cards-long" : "print-cards-short"), page),
    ...cutLines(fronts),
    ...texts,
    footer(page),
  ];
}

/** One line along every edge of a card, drawn once where cards meet, so that one cut parts both. */
function cutLines(faces: readonly CardFace[]): PaperItem[] {
  const edges = new Map<string, PaperItem>();
  for (const { x, y, width, height } of faces) {
    const [right, bottom] = [x + width, y + height];
    for (const [x1, y1, x2, y2] of [
      [x, y, right, y],
      [x, bottom, right, bottom],
      [x, y, x, bottom],
      [right, y, right, bottom],
    ] as const) {
      const key = [x1, y1, x2, y2].map((at) => at.toFixed(3)).join(" ");
      edges.set(key, { kind: "line", x1, y1, x2, y2, line: "cut" });
    }
  }
  return [...edges.values()];
}

/**
 * The number with a line beneath, so that 6 and 9, or 16 and 91, cannot be mistaken upside down. Nothing is cut along
 * on this side, so a printer that is a millimetre out does no harm. Flipped on the short edge, the number is turned: a
 * card turned over like a leaf of a book shows it upright either way.
 */
function backItem(face: CardFace, { edition, flip }: CardSheetsRequest): PaperItem {
  const size = Math.min(54, Math.round(face.height * 0.9));
  const digits = String(face.number).length;
  const bar = digits * size * 0.24;
  const middle = face.height / 2;
  return {
    kind: "window",
    x: face.x,
    y: face.y,
    width: face.width,
    height: face.height,
    turned: flip === "short",
    items: [
      {
        kind: "text",
        x: 0,
        y: middle - size * 0.32,
        width: face.width,
        height: size * 0.5,
        text: leftToRight(String(face.number)),
        size,
        align: "center",
        bold: true,
      },
      {
        kind: "rectangle",
        x: (face.width - bar) / 2,
        y: middle + size * 0.17,
        width: bar,
        height: 0.8,
        shaded: true,
      },
      {
        kind: "text",
        x: 2,
        y: face.height - 8,
        width: face.width - 4,
        height: 7,
        text: leftToRight(edition),
        size: 6.5,
        align: "center",
      },
    ],
  };
}

/** The footer for a page of this size. */
export type FooterFor = (page: Size) => PaperItem;

/** What whoever prints must know, in the margin that is cut away. */
export function hint(text: PaperText, page: Size): PaperItem {
  const area = printable(page);
  const box = { x: area.x, y: 3, width: area.width, height: margins.top - 4 };
  return { kind: "text", ...box, text, size: largestSize([text.text], box, [8, 7, 6]) ?? 6, align: "start" };
}
