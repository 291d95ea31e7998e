import { type Direction, type PaperText, textDirection } from "./text-direction.ts";

/**
 * Every word that paper mode prints of its own accord, in plain English. A study gives its own in another language, key
 * by key. `{…}` is filled in: `{lowest}` and `{highest}` with the values of the outer columns.
 */
export const englishPaperWords = {
  "print-cards-long":
    "Print at actual size (100 %) on both sides of the paper, flipped on the LONG edge. Cut along the lines.",
  "print-cards-short":
    "Print at actual size (100 %) on both sides of the paper, flipped on the SHORT edge. Cut along the lines.",
  "print-strips": "Print at actual size (100 %). Cut along the lines and lay the strips in a row; cards go below them.",
  "print-board":
    "Print at actual size (100 %). Cut along the dashed lines and tape the pages together as on the small map.",
  "sheet-front": "Cards, sheet {sheet} of {sheets}, front",
  "sheet-back": "Cards, sheet {sheet} of {sheets}, back",
  "strips-page": "Column strips, page {sheet} of {sheets}",
  "board-page": "Board, page {sheet} of {sheets}",
  "overview-page": "Overview",
  lowest: "Disagree most",
  highest: "Agree most",
  agree: "I agree",
  unsure: "I am not sure",
  disagree: "I disagree",
  "overview-hint": "In each space, write the number from the back of the card that lies there.",
  "overview-code": "Code (not a name)",
  "overview-piles": "If the piles were noted: the numbers of the cards in each pile.",
  "guide-title": "Sorting the cards",
  "guide-why":
    "We would like to know how things look to you. You get {cards} cards. Each one says something, and you show how far you agree with it by where you put it.",
  "guide-instruction": "Every card goes with this:",
  "guide-steps": "What you do",
  "guide-step-piles":
    "Read the cards one at a time and make three piles: cards you agree with, cards you disagree with, and cards you are not sure about.",
  "guide-step-place":
    "Lay the cards from the agree pile and the disagree pile on the board, one card on one space. What you agree with most goes to {highest}, what you disagree with most goes to {lowest}. Move them about until it looks right to you.",
  "guide-step-photograph": "Now we photograph the board, and the pile of cards you are not sure about.",
  "guide-step-unsure":
    "Lay the unsure cards on the spaces that are left. You can still move any card. We photograph the full board.",
  "guide-step-turn": "Turn each card over where it lies. Now only numbers can be seen, and we photograph those.",
  "guide-good-to-know": "Good to know",
  "guide-no-wrong": "There is no right or wrong board, and there is no hurry.",
  "guide-stop": "You can stop or take a break whenever you want. You can leave a card out. You never have to say why.",
  "guide-no-names": "Your name is not written down with your cards, and you are not in the photographs.",
  "guide-limits":
    "If something you tell us makes us think that somebody is not safe, we may have to pass it on. Ask us what that means before you start.",
  "guide-afterwards": "What happens with it",
  "guide-compare":
    "Other people lay the same cards. We look at who sees things in a similar way, and where people differ.",
  "guide-code": "Your board is kept under a code. What we write is about groups of people.",
  "guide-results": "Ask us how you can hear what came out of it.",
  "guide-questions": "Questions or second thoughts? You can reach us here:",
} as const;

export type PaperWord = keyof typeof englishPaperWords;

/** A study's own wording in one language. What it leaves out stays English, and is marked as English. */
export interface PaperWords {
  /** BCP 47 tag. */
  readonly language: string;
  readonly texts: Readonly<Partial<Record<PaperWord, string>>>;
}

/** Looks words up, with `{…}` filled in. */
export type SayPaperWord = (word: PaperWord, values?: Readonly<Record<string, string | number>>) => PaperText;

export function sayPaperWord(words: PaperWords | undefined): SayPaperWord {
  return (word, values = {}) => {
    const own = words?.texts[word];
    const language = words === undefined || own === undefined ? "en" : words.language;
    const direction: Direction = textDirection(language);
    return { text: filledIn(own ?? englishPaperWords[word], values), language, direction };
  };
}

/** The keys a study's wording lacks, in order. */
export function missingPaperWords(words: PaperWords): PaperWord[] {
  // Object.keys widens to string; the object is a constant whose keys are exactly PaperWord.
  return (Object.keys(englishPaperWords) as PaperWord[]).filter((word) => words.texts[word] === undefined);
}

function filledIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
