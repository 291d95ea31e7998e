/**
 * The width of text in CSS pixels, without a canvas.
 *
 * Advance widths are those of Helvetica (Adobe Font Metrics, units of 1/1000 em), which Arial and Liberation Sans share;
 * `chartFont` names these first. An accented Latin letter is as wide as its base; anything outside the table counts as
 * 0.62 em and wide East Asian characters as 1 em. Bold is 1.07 times as wide.
 */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let thousandths = 0;
  for (const character of text.normalize("NFD")) thousandths += advance(character);
  return (thousandths / 1000) * fontSize * (bold ? 1.07 : 1);
}

/** Text broken at spaces into lines no wider than `width`; a word that is too wide stands alone. */
export function wrapText(text: string, width: number, fontSize: number, bold = false): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, fontSize, bold) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** Fonts of one set of widths, then whatever the reader has. */
export const chartFont = "Arial, 'Liberation Sans', Helvetica, sans-serif";

const widthsByCharacters: readonly (readonly [number, string])[] = [
  [191, "'"],
  [222, "ijl‘’"],
  [260, "|"],
  [278, " !,./:;I[]\\ft·"],
  [333, "()-`r“”"],
  [334, "{}"],
  [355, '"'],
  [389, "*"],
  [469, "^"],
  [500, "Jckvsxyz"],
  [556, "#$0123456789?L_abdeghnopqu–"],
  [584, "+<=>~−±×"],
  [611, "FTZ"],
  [667, "&ABEKPSVXY"],
  [722, "CDHNRUw"],
  [778, "GOQ"],
  [833, "Mm"],
  [889, "%"],
  [944, "W"],
  [1000, "—…"],
  [1015, "@"],
];
const advances = new Map(widthsByCharacters.flatMap(([width, characters]) => [...characters].map((c) => [c, width])));

function advance(character: string): number {
  const known = advances.get(character);
  if (known !== undefined) return known;
  if (/\p{M}/u.test(character)) return 0;
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(character) ? 1000 : 620;
}
