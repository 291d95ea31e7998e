/** Paper in portrait, in millimetres. */
const papers = {
  a4: { width: 210, height: 297 },
  a3: { width: 297, height: 420 },
  letter: { width: 215.9, height: 279.4 },
} as const;

export type Paper = keyof typeof papers;
export type Orientation = "portrait" | "landscape";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

/** What no printer reaches, and room for the line that says how to print and for the footer. */
export const margins = { side: 10, top: 12, bottom: 15 } as const;

export function paperSize(paper: Paper, orientation: Orientation): Size {
  const { width, height } = papers[paper];
  return orientation === "portrait" ? { width, height } : { width: height, height: width };
}

/** The part of a page that is printed on, inside the margins. */
export function printable(page: Size): Rectangle {
  return {
    x: margins.side,
    y: margins.top,
    width: page.width - 2 * margins.side,
    height: page.height - margins.top - margins.bottom,
  };
}
