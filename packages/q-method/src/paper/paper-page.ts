import type { Orientation, Paper, Rectangle, Size } from "./sheet-paper.ts";
import type { PaperText } from "./text-direction.ts";

/** `cut`: thin, to be cut along. `place`: the outline of a place or field. `join`: dashed, to be cut before joining. */
export type LineStyle = "cut" | "place" | "join";

/** Something drawn. Lengths are millimetres from the top left of the page or window, sizes of type are points. */
export type PaperItem =
  | ({ readonly kind: "rectangle"; readonly line?: LineStyle; readonly shaded?: boolean } & Rectangle)
  | {
      readonly kind: "line";
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly line: LineStyle;
    }
  /** Centred from top to bottom, and wrapped within its width. */
  | ({
      readonly kind: "text";
      readonly text: PaperText;
      readonly size: number;
      readonly align: "start" | "center";
      readonly bold?: boolean;
    } & Rectangle)
  /** What lies outside is not drawn. `turned`: by half a turn about its middle. */
  | ({ readonly kind: "window"; readonly turned?: boolean; readonly items: readonly PaperItem[] } & Rectangle);

export interface PaperPage {
  /** What this page is, such as "Cards, sheet 1 of 4, front". */
  readonly name: PaperText;
  readonly paper: Paper;
  readonly orientation: Orientation;
  readonly size: Size;
  readonly items: readonly PaperItem[];
}
