import type { Guide, GuidePicture } from "./guide.ts";
import type { LineStyle, PaperItem, PaperPage } from "./paper-page.ts";
import type { PaperPart, PaperPlan } from "./paper-plan.ts";
import { paperSize, type Size } from "./sheet-paper.ts";
import type { PaperText } from "./text-direction.ts";
import { lineHeight } from "./text-fit.ts";
import { typstLanguage, typstString } from "./typst-text.ts";

/**
 * One part of a plan as a Typst document, for Typst 0.13 with the fonts Noto Sans, Vazirmatn and Noto Sans Ethiopic.
 *
 * Every text is a string literal. Should a text turn out larger than planned, it is set smaller by half points; one
 * that still overflows at 6 points, or a card at 9, stops the compilation with the text in the message: nothing is ever
 * clipped.
 */
export function paperTypst(plan: PaperPlan, part: PaperPart): string {
  const title = typstString(`${plan.title} · ${plan.edition}`);
  const head = `#set document(title: ${title}, date: auto)\n${prelude}`;
  const body = part === "guide" ? guideTypst(plan) : plan.pages[part].map((page) => pageTypst(page, part)).join("\n");
  return `${head}\n${body}\n`;
}

/**
 * `said` sets a text in the middle of a box of the page; `drawn` an outline; `ruled` a line. Edges of the text are
 * fixed in em, so that lines are as far apart in every script as the plan reckons.
 */
const prelude = `#set text(fallback: false, hyphenate: false)
#set text(top-edge: 0.98em, bottom-edge: ${(0.98 - lineHeight).toFixed(2)}em)
#set par(leading: 0pt, spacing: 0pt, justify: false, linebreaks: "simple")
#let styles = (
  cut: 0.25pt + luma(140),
  place: 0.6pt + luma(60),
  join: (paint: luma(60), thickness: 0.5pt, dash: "dashed"),
  nothing: none,
)
#let said(x, y, w, h, size, least, where, weight, voice, words) = place(top + left, dx: x, dy: y, context {
  let set-in(s) = box(width: w, align(where, text(..voice, size: s, weight: weight, words)))
  let wide(s) = words.split(" ").any(word => measure(text(..voice, size: s, weight: weight, word)).width > w)
  let s = size
  while s > least and (wide(s) or measure(set-in(s)).height > h) { s -= 0.5pt }
  assert(not wide(s) and measure(set-in(s)).height <= h, message: "no room for: " + words)
  box(width: w, height: h, align(where + horizon, text(..voice, size: s, weight: weight, words)))
})
#let drawn(x, y, w, h, line, shade) = place(top + left, dx: x, dy: y,
  rect(width: w, height: h, stroke: styles.at(line), fill: if shade { luma(90) } else { none }))
#let ruled(x1, y1, x2, y2, style) = place(top + left, line(start: (x1, y1), end: (x2, y2), stroke: styles.at(style)))`;

function pageTypst({ size, items }: PaperPage, part: PaperPart): string {
  const least = part === "cards" ? 9 : 6;
  return `#page(${dimensions(size)}, margin: 0pt, {\n${itemsTypst(items, least)}\n})`;
}

function itemsTypst(items: readonly PaperItem[], least: number): string {
  return items.map((item) => itemTypst(item, least)).join("\n");
}

function itemTypst(item: PaperItem, least: number): string {
  switch (item.kind) {
    case "rectangle":
      return `drawn(${box(item)}, ${style(item.line)}, ${item.shaded === true})`;
    case "line":
      return `ruled(${[item.x1, item.y1, item.x2, item.y2].map(mm).join(", ")}, ${style(item.line)})`;
    case "text": {
      const voice = `(${typstLanguage(item.text)})`;
      const weight = item.bold === true ? '"bold"' : '"regular"';
      const smallest = `${Math.min(item.size, least)}pt`;
      const how = `${item.size}pt, ${smallest}, ${alignment(item)}, ${weight}, ${voice}`;
      return `said(${box(item)}, ${how}, ${typstString(item.text.text)})`;
    }
    case "window": {
      const items = itemsTypst(item.items, least);
      const inside = `box(${dimensions(item)}, clip: true, {\n${items}\n})`;
      const shown = item.turned === true ? `rotate(180deg, ${inside})` : inside;
      return `place(top + left, dx: ${mm(item.x)}, dy: ${mm(item.y)}, ${shown})`;
    }
  }
}

/** `start` of the text's own direction: Typst's alignment would go by the page's. */
function alignment({ align, text }: PaperItem & { kind: "text" }): string {
  return align === "center" ? "center" : text.direction === "rtl" ? "right" : "left";
}

function box({ x, y, width, height }: { x: number; y: number; width: number; height: number }): string {
  return [x, y, width, height].map(mm).join(", ");
}

function dimensions({ width, height }: Size): string {
  return `width: ${mm(width)}, height: ${mm(height)}`;
}

function style(line: LineStyle | undefined): string {
  return `"${line ?? "nothing"}"`;
}

function mm(length: number): string {
  return `${Number(length.toFixed(3))}mm`;
}

/** Set to flow, as large as one page allows. */
function guideTypst({ guide, paper, edition, title }: PaperPlan): string {
  const size = paperSize(paper === "a3" ? "a4" : paper, "portrait");
  const blocks = guideBlocks(guide).join(",\n");
  const name: PaperText = { text: `${title} · ${edition}`, language: "und", direction: guide.title.direction };
  const footer = `align(center, text(size: 7pt, ${inline(name)}))`;
  const margin = "(x: 20mm, top: 14mm, bottom: 16mm)";
  return `#page(${dimensions(size)}, margin: ${margin}, footer: ${footer}, layout(room => {
  let parts(s) = {
    set text(size: s)
    (
${blocks}
    ).join()
  }
  let s = 13pt
  while s > 7pt and measure(block(width: room.width, parts(s))).height > room.height { s -= 0.25pt }
  assert(measure(block(width: room.width, parts(s))).height <= room.height, message: "the guide does not fit one page")
  parts(s)
}))`;
}

function guideBlocks(guide: Guide): string[] {
  const paragraph = (text: PaperText, how = "", below = "0.7em"): string =>
    `block(width: 100%, below: ${below}, above: 0pt, ${aligned(text, how)})`;
  const heading = (text: PaperText): string => paragraph(text, 'size: 1.15em, weight: "bold", ', "0.35em");
  const points = (texts: readonly PaperText[]): string[] => texts.map((text) => beside("text[•]", "1.2em", text));
  return [
    paragraph(guide.title, 'size: 1.7em, weight: "bold", ', "0.3em"),
    paragraph(guide.why),
    paragraph(guide.instructionIntroduction, "", "0.2em"),
    framed(guide.instruction),
    heading(guide.stepsHeading),
    ...guide.steps.map(({ text, picture }, index) => stepBlock(index + 1, text, picture)),
    ...guide.sections.flatMap(({ heading: words, points: texts }) => ["v(0.4em)", heading(words), ...points(texts)]),
    "v(0.4em)",
    paragraph(guide.questions, 'weight: "bold", ', "0.3em"),
    ...(guide.contact.length > 0
      ? guide.contact.map((line) => paragraph(line, "", "0.1em"))
      : ["v(1.6em)", "line(length: 100%, stroke: 0.5pt)", "v(1.6em)", "line(length: 100%, stroke: 0.5pt)"]),
  ];
}

function framed(text: PaperText): string {
  const frame = "inset: 0.7em, stroke: 0.6pt + luma(60)";
  return `block(width: 100%, below: 0.9em, above: 0pt, ${frame}, ${aligned(text, 'weight: "bold", ')})`;
}

function stepBlock(number: number, text: PaperText, picture: GuidePicture): string {
  const drawing = `box(${dimensions(picture)}, {\n${itemsTypst(picture.items, 6)}\n})`;
  const figure = `text(size: 1.6em, weight: "bold", dir: ltr)[${number}]`;
  const cells = [figure, drawing, aligned(text, "")];
  const columns = ["1.2em", mm(picture.width), "1fr"];
  return gridBlock(cells, columns, text.direction === "rtl", "0.6em", "horizon");
}

function beside(mark: string, width: string, text: PaperText): string {
  return gridBlock([mark, aligned(text, "")], [width, "1fr"], text.direction === "rtl", "0.25em", "top");
}

/** Cells in the order they are read. Typst mirrors a grid by the direction around it, so the text's is set there. */
function gridBlock(
  cells: readonly string[],
  columns: readonly string[],
  rtl: boolean,
  below: string,
  where: string,
): string {
  const dir = rtl ? "rtl" : "ltr";
  const setting = `columns: (${columns.join(", ")}), column-gutter: 4mm, align: ${where}`;
  const grid = `{ set text(dir: ${dir}); grid(${setting}, ${cells.join(", ")}) }`;
  return `block(width: 100%, below: ${below}, above: 0pt, ${grid})`;
}

function aligned(text: PaperText, how: string): string {
  return `align(${text.direction === "rtl" ? "right" : "left"}, text(${how}${inline(text)}))`;
}

function inline(text: PaperText): string {
  return `${typstLanguage(text)}, ${typstString(text.text)}`;
}
