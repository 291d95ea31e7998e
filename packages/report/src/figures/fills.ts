/**
 * Fills that differ in pattern as well as in colour. The colours are the categorical palette of the Government Analysis
 * Function; each keeps 3:1 against white.
 */
export interface Fill {
  /** What stands in `fill="…"`. */
  readonly paint: string;
  /** The `<pattern>` the paint refers to, empty for a plain colour. */
  readonly definition: string;
}

type Pattern =
  | "plain"
  | "diagonal"
  | "dots"
  | "counter-diagonal"
  | "horizontal"
  | "vertical"
  | "crossed"
  | "horizontal-thin"
  | "vertical-thin";

const palette: readonly (readonly [string, Pattern])[] = [
  ["#12436D", "plain"],
  ["#1F7F76", "diagonal"],
  ["#801650", "dots"],
  ["#B84A12", "counter-diagonal"],
  ["#3D3D3D", "horizontal"],
  ["#6B4FA8", "vertical"],
  ["#12436D", "crossed"],
];

/** The fill of the series or status at `index`; distinct for the first seven. */
export function fillAt(index: number, idPrefix: string): Fill {
  const [colour, pattern] = palette[index % palette.length] ?? ["#12436D", "plain"];
  return patternFill(`${idPrefix}-fill-${index % palette.length}`, colour, pattern);
}

/** White, crossed by grey lines: nothing was supplied or may be shown here. */
export function gapFill(idPrefix: string): Fill {
  return patternFill(`${idPrefix}-fill-gap`, "#6f777b", "crossed");
}

/** Fills for the statuses of a heat map: what is there stands out, from the fourth on all is quiet. */
export function statusFillAt(index: number, idPrefix: string): Fill {
  const quiet = quietPatterns[index - 3];
  if (quiet === undefined) return fillAt(index, idPrefix);
  return patternFill(`${idPrefix}-fill-quiet-${index - 3}`, "#8a9296", quiet);
}

const quietPatterns: readonly Pattern[] = ["horizontal-thin", "vertical-thin"];

export function colourAt(index: number): string {
  return palette[index % palette.length]?.[0] ?? "#12436D";
}

function patternFill(id: string, colour: string, pattern: Pattern): Fill {
  if (pattern === "plain") return { paint: colour, definition: "" };
  const definition = `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/>${stroke(pattern, colour)}</pattern>`;
  return { paint: `url(#${id})`, definition };
}

function stroke(pattern: Exclude<Pattern, "plain">, colour: string): string {
  const line = (d: string, width: number): string => `<path d="${d}" stroke="${colour}" stroke-width="${width}"/>`;
  switch (pattern) {
    case "diagonal":
      return line("M-1,1L1,-1M0,6L6,0M5,7L7,5", 2);
    case "counter-diagonal":
      return line("M-1,5L1,7M0,0L6,6M5,-1L7,1", 2);
    case "dots":
      return `<circle cx="3" cy="3" r="2" fill="${colour}"/>`;
    case "horizontal":
      return line("M0,3H6", 2);
    case "vertical":
      return line("M3,0V6", 2);
    case "horizontal-thin":
      return line("M0,3H6", 0.6);
    case "vertical-thin":
      return line("M3,0V6", 0.6);
    case "crossed":
      return line("M0,0L6,6M6,0L0,6", 0.8);
  }
}
