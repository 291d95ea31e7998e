import type { Grid } from "../grid.ts";
import { type FooterFor, hint } from "./card-sheets.ts";
import type { PaperItem, PaperPage } from "./paper-page.ts";
import type { SayPaperWord } from "./paper-words.ts";
import { type Paper, paperSize, printable, type Rectangle } from "./sheet-paper.ts";
import { leftToRight, type PaperText } from "./text-direction.ts";
import { largestSize } from "./text-fit.ts";
import { valueText } from "./value-text.ts";

export interface OverviewRequest {
  readonly grid: Grid;
  readonly instruction: PaperText;
  readonly labels: { readonly lowest: PaperText; readonly highest: PaperText };
  readonly paper: Paper;
  readonly mirrored: boolean;
  readonly footer: FooterFor;
  readonly say: SayPaperWord;
}

/** The whole board small on one page, with room to write each card's number after the cards were turned over. */
export function overviewPage(request: OverviewRequest): PaperPage {
  const { grid, instruction, labels, paper, mirrored, footer, say } = request;
  const size = paperSize(paper, "landscape");
  const area = printable(size);
  const instructionBox = { width: area.width * 0.62, height: 12 };
  const items: PaperItem[] = [
    hint(say("overview-hint"), size),
    {
      kind: "text",
      ...instructionBox,
      x: mirrored ? area.x + area.width - instructionBox.width : area.x,
      y: area.y,
      text: instruction,
      size: largestSize([instruction.text], instructionBox, instructionSizes, true) ?? 7,
      align: "start",
      bold: true,
    },
    ...field(say("overview-code"), {
      x: mirrored ? area.x : area.x + area.width * 0.66,
      y: area.y,
      width: area.width * 0.34,
      height: 12,
    }),
    ...gridItems(grid, labels, { ...area, y: area.y + 15, height: area.height - 15 - 37 }, mirrored),
    ...pileFields(say, { ...area, y: area.y + area.height - 34, height: 34 }, mirrored),
    footer(size),
  ];
  return { name: say("overview-page"), paper, orientation: "landscape", size, items };
}

const instructionSizes = [16, 14, 12, 11, 10, 9, 8, 7];

function gridItems(
  grid: Grid,
  labels: { readonly lowest: PaperText; readonly highest: PaperText },
  area: Rectangle,
  mirrored: boolean,
): PaperItem[] {
  const tallest = Math.max(1, ...grid.columns.map(({ cards }) => cards));
  const width = Math.min(area.width / grid.columns.length, 42);
  const header = 14;
  const height = Math.min((area.height - header) / tallest, 20);
  const left = area.x + (area.width - width * grid.columns.length) / 2;
  const last = grid.columns.length - 1;
  return grid.columns.flatMap(({ value, cards }, index): PaperItem[] => {
    const x = left + (mirrored ? last - index : index) * width;
    const label = index === 0 ? labels.lowest : index === last ? labels.highest : undefined;
    const labelBox = { x: x + 1, y: area.y, width: width - 2, height: 7 };
    return [
      ...(label === undefined
        ? []
        : [
            {
              kind: "text",
              ...labelBox,
              text: label,
              size: largestSize([label.text], labelBox, [9, 8, 7, 6]) ?? 6,
              align: "center",
            } as const,
          ]),
      {
        kind: "text",
        x,
        y: area.y + 7,
        width,
        height: 7,
        text: leftToRight(valueText(value)),
        size: 13,
        align: "center",
        bold: true,
      },
      ...Array.from(
        { length: cards },
        (_, row): PaperItem => ({
          kind: "rectangle",
          line: "place",
          x: x + 0.75,
          y: area.y + header + row * height + 0.5,
          width: width - 1.5,
          height: height - 1,
        }),
      ),
    ];
  });
}

function pileFields(say: SayPaperWord, area: Rectangle, mirrored: boolean): PaperItem[] {
  const piles = (["disagree", "unsure", "agree"] as const).map((pile) => say(pile));
  const width = area.width / piles.length;
  const fields = piles.flatMap((pile, index) => {
    const x = area.x + (mirrored ? piles.length - 1 - index : index) * width;
    return field(pile, { x: x + 0.75, y: area.y + 8, width: width - 1.5, height: area.height - 9 });
  });
  return [
    {
      kind: "text",
      x: area.x,
      y: area.y,
      width: area.width,
      height: 7,
      text: say("overview-piles"),
      size: 9,
      align: "start",
    },
    ...fields,
  ];
}

/** A box to write in, with what belongs in it. */
function field(label: PaperText, at: Rectangle): PaperItem[] {
  const box = { x: at.x + 1.5, y: at.y + 0.5, width: at.width - 3, height: 5 };
  const size = largestSize([label.text], box, [9, 8, 7, 6]) ?? 6;
  return [
    { kind: "rectangle", line: "place", ...at },
    { kind: "text", ...box, text: label, size, align: "start" },
  ];
}
