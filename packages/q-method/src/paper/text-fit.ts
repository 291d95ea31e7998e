import type { Size } from "./sheet-paper.ts";

/** The distance between lines, in em, in every script: room for stacked accents and for the deep tails of Arabic. */
export const lineHeight = 1.4;

const millimetresPerPoint = 25.4 / 72;

/** The largest of the sizes, in points, at which every text fits the box; undefined when there is none. */
export function largestSize(
  texts: readonly string[],
  box: Size,
  sizes: readonly number[],
  bold = false,
): number | undefined {
  return [...sizes].sort((a, b) => b - a).find((size) => texts.every((text) => textFits(text, box, size, bold)));
}

/**
 * Whether a text, wrapped between words, stays within a box. Widths are estimates on the safe side, so that a text said
 * to fit fits when it is set in Noto Sans, Vazirmatn or Noto Sans Ethiopic; no word is ever broken.
 *
 * @param box in millimetres
 * @param size in points
 */
export function textFits(text: string, box: Size, size: number, bold = false): boolean {
  const em = size * millimetresPerPoint * (bold ? boldWidth : 1);
  const space = advance(" ") * em;
  let lines = 0;
  let used = Number.POSITIVE_INFINITY;
  for (const { width, spaced } of pieces(text)) {
    const needed = width * em;
    if (needed > box.width) return false;
    const longer = used + (spaced ? space : 0) + needed;
    if (longer > box.width) lines += 1;
    used = longer > box.width ? needed : longer;
  }
  return lines * lineHeight * size * millimetresPerPoint <= box.height;
}

const boldWidth = 1.1;

/** Words, and in scripts that write none, characters: what a line may be broken between. */
function pieces(text: string): { width: number; spaced: boolean }[] {
  return text
    .split(/\s+/u)
    .flatMap((word) =>
      (word.match(unbroken) ?? []).map((piece, index) => ({ width: textWidth(piece), spaced: index === 0 })),
    );
}

/** Scripts that write no spaces between words. */
const spaceless = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"]
  .map((script) => `\\p{Script=${script}}`)
  .join("");
const unbroken = new RegExp(`[${spaceless}]\\p{M}*|[^${spaceless}]+`, "gu");

/** In em. */
function textWidth(text: string): number {
  let width = 0;
  for (const character of text.normalize("NFD")) width += advance(character);
  return width;
}

/**
 * Advance widths in thousandths of an em, rounded up: the Latin ones of Noto Sans 2.015, the Arabic ones of Vazirmatn
 * 33.003 as isolated letters, which are about as wide as a letter gets.
 */
const widthsByCharacters: readonly (readonly [number, string])[] = [
  [225, "'"],
  [270, " |ijl,.:;!آأإا"],
  [285, "J`ـ"],
  [330, "()-[]"],
  [345, "Ifرزڑړڕږژ"],
  [380, "t/\\{}"],
  [415, '"rء'],
  [455, "_?ؤوۆۇۈۉۊۋۏ"],
  [485, "zscةهۀہۂۃدذڈډ"],
  [525, "vyF"],
  [535, "Lxk"],
  [575, "S*ETaeY$+0123456789<=>Z^~"],
  [605, "XVPoم"],
  [625, "bdgpqhnuRKعغ"],
  [655, "CA#Bلڵ"],
  [680, "جحخځڅچنںڼڽقٯ"],
  [710, "ئؽىيیێې"],
  [745, "GDU&Hطظ"],
  [790, "OQNwھۍ"],
  [890, "%ڤڦفتبثٮٹټپکګگكڬڭےۓڡ"],
  [935, "@MWm"],
  [1250, "سشښصضڪ"],
];
const advances = new Map(
  widthsByCharacters.flatMap(([width, characters]) => [...characters].map((each) => [each, width / 1000])),
);

function advance(character: string): number {
  const known = advances.get(character);
  if (known !== undefined) return known;
  if (/[\p{M}\p{Cf}]/u.test(character)) return 0.02;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}—…]/u.test(character)) return 1;
  if (/\p{Script=Ethiopic}/u.test(character)) return 0.8;
  return /\p{Lu}/u.test(character) ? 0.8 : 0.68;
}
