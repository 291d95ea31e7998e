import type { Grid } from "../grid.ts";
import type { PaperItem } from "./paper-page.ts";
import type { PaperWord, SayPaperWord } from "./paper-words.ts";
import type { Size } from "./sheet-paper.ts";
import type { PaperText } from "./text-direction.ts";
import { valueInSentence } from "./value-text.ts";

/** A drawing without words beside a step. */
export interface GuidePicture extends Size {
  readonly items: readonly PaperItem[];
}

export interface GuideStep {
  readonly text: PaperText;
  readonly picture: GuidePicture;
}

/** One page for the person who sorts. */
export interface Guide {
  readonly title: PaperText;
  readonly why: PaperText;
  readonly instructionIntroduction: PaperText;
  readonly instruction: PaperText;
  readonly stepsHeading: PaperText;
  readonly steps: readonly GuideStep[];
  readonly sections: readonly { readonly heading: PaperText; readonly points: readonly PaperText[] }[];
  readonly questions: PaperText;
  /** The study's own text: whom to ask. Empty lines to write on where the study gives none. */
  readonly contact: readonly PaperText[];
}

export interface GuideRequest {
  readonly grid: Grid;
  readonly cards: number;
  readonly instruction: PaperText;
  readonly contact: readonly PaperText[];
  readonly mirrored: boolean;
  readonly say: SayPaperWord;
}

export function makeGuide({ grid, cards, instruction, contact, mirrored, say }: GuideRequest): Guide {
  const ends = {
    lowest: valueInSentence(grid.columns[0]?.value ?? 0),
    highest: valueInSentence(grid.columns.at(-1)?.value ?? 0),
  };
  const board = (filled: Filled): GuidePicture => boardPicture(grid, mirrored, filled);
  const points = (...words: readonly PaperWord[]): PaperText[] => words.map((word) => say(word));
  return {
    title: say("guide-title"),
    why: say("guide-why", { cards }),
    instructionIntroduction: say("guide-instruction"),
    instruction,
    stepsHeading: say("guide-steps"),
    steps: [
      { text: say("guide-step-piles"), picture: pilesPicture() },
      { text: say("guide-step-place", ends), picture: board("outer") },
      { text: say("guide-step-photograph"), picture: cameraPicture() },
      { text: say("guide-step-unsure"), picture: board("all") },
      { text: say("guide-step-turn"), picture: board("turned") },
    ],
    sections: [
      {
        heading: say("guide-good-to-know"),
        points: points("guide-no-wrong", "guide-stop", "guide-no-names", "guide-limits"),
      },
      { heading: say("guide-afterwards"), points: points("guide-compare", "guide-code", "guide-results") },
    ],
    questions: say("guide-questions"),
    contact,
  };
}

type Filled = "outer" | "all" | "turned";

const picture = { width: 30, height: 18 };

/** Three piles of cards. */
function pilesPicture(): GuidePicture {
  const items = [1, 11.5, 22].flatMap((x) =>
    [1.6, 0.8, 0].map(
      (lift): PaperItem => ({ kind: "rectangle", line: "place", x: x + lift / 2, y: 6 + lift, width: 6, height: 4.5 }),
    ),
  );
  return { ...picture, items };
}

/** The study's own grid: cards filled in, some or all; turned cards show a mark where the number is. */
function boardPicture(grid: Grid, mirrored: boolean, filled: Filled): GuidePicture {
  const columns = grid.columns.length;
  const tallest = Math.max(1, ...grid.columns.map(({ cards }) => cards));
  const [width, height] = [picture.width / columns, picture.height / tallest];
  const items = grid.columns.flatMap(({ cards }, index): PaperItem[] => {
    const x = (mirrored ? columns - 1 - index : index) * width;
    const isOuter = Math.abs(index - (columns - 1) / 2) > columns / 5;
    return Array.from({ length: cards }, (_, row): PaperItem[] => {
      const at = { x: x + width * 0.08, y: row * height + height * 0.1, width: width * 0.84, height: height * 0.8 };
      const isFilled = filled === "all" || (filled === "outer" && isOuter);
      const mark = {
        x: at.x + at.width * 0.35,
        y: at.y + at.height * 0.3,
        width: at.width * 0.3,
        height: at.height * 0.4,
      };
      return [
        { kind: "rectangle", line: "place", shaded: isFilled, ...at },
        ...(filled === "turned" ? [{ kind: "rectangle", shaded: true, ...mark } as const] : []),
      ];
    }).flat();
  });
  return { ...picture, items };
}

function cameraPicture(): GuidePicture {
  return {
    ...picture,
    items: [
      { kind: "rectangle", line: "place", x: 6, y: 4, width: 18, height: 12 },
      { kind: "rectangle", shaded: true, x: 9, y: 2, width: 5, height: 2 },
      { kind: "rectangle", line: "place", x: 11.5, y: 6.5, width: 7, height: 7 },
      { kind: "rectangle", shaded: true, x: 13.5, y: 8.5, width: 3, height: 3 },
    ],
  };
}
