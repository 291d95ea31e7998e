import type { Guide, GuidePicture } from "./guide.ts";
import { escapedHtml, htmlLanguage } from "./html-text.ts";
import type { LineStyle, PaperItem, PaperPage } from "./paper-page.ts";
import type { PaperPart, PaperPlan } from "./paper-plan.ts";
import { paperSize, type Size } from "./sheet-paper.ts";
import type { PaperText } from "./text-direction.ts";
import { lineHeight } from "./text-fit.ts";

/**
 * One part of a plan as a page of its own for screen and printer: no script, nothing fetched. It prints page for page
 * as the PDF does, in the fonts of the machine; sheets are as large as the paper and scroll sideways on a small screen.
 */
export function paperHtml(plan: PaperPlan, part: PaperPart): string {
  const heading = `${plan.title} · ${plan.edition}`;
  if (part === "guide") {
    const page = paperSize(plan.paper === "a3" ? "a4" : plan.paper, "portrait");
    const style = `${guideStyle}${pageRule(page, "14mm 18mm")}`;
    return documentHtml(plan, `${heading} · ${plan.guide.title.text}`, style, guideHtml(plan.guide));
  }
  const pages = plan.pages[part];
  const style = pages.slice(0, 1).map(({ size }) => pageRule(size, "0"));
  const main = `<h1 dir="auto">${escapedHtml(heading)}</h1>\n${pages.map(pageHtml).join("\n")}`;
  return documentHtml(plan, `${heading} · ${pages[0]?.name.text ?? part}`, style.join(""), main);
}

function documentHtml(plan: PaperPlan, title: string, style: string, main: string): string {
  return `<!doctype html>
<html ${htmlLanguage(plan)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapedHtml(title)}</title>
<style>${sheetStyle}${style}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}

function pageRule({ width, height }: Size, margin: string): string {
  return `@page { size: ${mm(width)} ${mm(height)}; margin: ${margin}; }\n`;
}

const sheetStyle = `
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #e8e8e8;
  font-family: "Noto Sans", "Vazirmatn", "Noto Sans Ethiopic", Arial, sans-serif; }
[dir="rtl"] { font-family: "Vazirmatn", "Noto Sans", Arial, sans-serif; }
h1, p { margin: 0; }
main { padding: 1rem; }
main > h1 { font-size: 1.1rem; margin-bottom: 1rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin-bottom: 1.5rem; }
.scroll:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 3px; }
.sheet { position: relative; overflow: hidden; background: #fff; }
.sheet svg, .window svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: hidden; }
.window { position: absolute; overflow: hidden; }
.turned { transform: rotate(180deg); }
.said { position: absolute; display: flex; align-items: center; line-height: ${lineHeight}; }
.said > span { width: 100%; }
.center { text-align: center; }
.bold { font-weight: bold; }
.cut { stroke: #8c8c8c; stroke-width: 0.1; }
.place { stroke: #3c3c3c; stroke-width: 0.21; }
.join { stroke: #3c3c3c; stroke-width: 0.18; stroke-dasharray: 1 1; }
rect, line { fill: none; }
.shaded { fill: #5a5a5a; }
@media print {
  body { background: none; }
  main { padding: 0; }
  main > h1 { display: none; }
  .scroll { overflow: visible; margin: 0; break-after: page; break-inside: avoid; }
  .scroll:last-child { break-after: auto; }
}
`;

const guideStyle = `
.guide { max-width: 44rem; margin: 0 auto; padding: 1.5rem; background: #fff; line-height: 1.45; }
.guide h1 { font-size: 1.7em; margin: 0 0 0.3em; }
.guide h2 { font-size: 1.15em; margin: 0.9em 0 0.3em; }
.guide .instruction { border: 1px solid #3c3c3c; padding: 0.5em 0.7em; margin: 0.3em 0; font-weight: bold; }
.guide ol, .guide ul { margin: 0; padding-inline-start: 1.6em; }
.guide li { margin-bottom: 0.3em; }
.guide .steps { list-style: none; padding: 0; counter-reset: step; }
.steps li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2em 1em; counter-increment: step; }
.steps li::before { content: counter(step); font-size: 1.6em; font-weight: bold; width: 1em; }
.steps p { flex: 1 1 14em; }
.guide svg { width: 30mm; height: 18mm; flex: none; }
.line { border-bottom: 1px solid #3c3c3c; height: 2.2em; }
@media print { .guide { max-width: none; padding: 0; font-size: 10.5pt; } }
`;

function pageHtml({ name, size, items }: PaperPage): string {
  const style = `width: ${mm(size.width)}; height: ${mm(size.height)}`;
  const sheet = `<div class="sheet" style="${style}">${itemsHtml(items, size)}</div>`;
  return `<section class="scroll" tabindex="0" aria-label="${escapedHtml(name.text)}">${sheet}</section>`;
}

/** Lines and outlines are one drawing without meaning of its own; texts lie over it, in order. */
function itemsHtml(items: readonly PaperItem[], size: Size): string {
  const drawn = items.map(shapeSvg).join("");
  const svg = drawn === "" ? "" : drawing(drawn, size);
  return svg + items.map(textHtml).join("\n");
}

function drawing(shapes: string, { width, height }: Size): string {
  return `<svg viewBox="0 0 ${short(width)} ${short(height)}" aria-hidden="true" focusable="false">${shapes}</svg>`;
}

function shapeSvg(item: PaperItem): string {
  switch (item.kind) {
    case "rectangle": {
      const [x, y, width, height] = [item.x, item.y, item.width, item.height].map(short);
      return `<rect class="${classes(item.line, item.shaded)}" x="${x}" y="${y}" width="${width}" height="${height}"/>`;
    }
    case "line": {
      const [x1, y1, x2, y2] = [item.x1, item.y1, item.x2, item.y2].map(short);
      return `<line class="${item.line}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
    }
    case "text":
    case "window":
      return "";
  }
}

function classes(line: LineStyle | undefined, shaded = false): string {
  return [line, shaded ? "shaded" : undefined].filter((name) => name !== undefined).join(" ");
}

function textHtml(item: PaperItem): string {
  switch (item.kind) {
    case "rectangle":
    case "line":
      return "";
    case "text": {
      const names = ["said", item.align === "center" ? "center" : "", item.bold === true ? "bold" : ""].filter(Boolean);
      const words = escapedHtml(item.text.text);
      const style = `${position(item)}; font-size: ${item.size}pt`;
      return `<p class="${names.join(" ")}" style="${style}" ${htmlLanguage(item.text)}><span>${words}</span></p>`;
    }
    case "window": {
      const turned = item.turned === true ? " turned" : "";
      return `<div class="window${turned}" style="${position(item)}">${itemsHtml(item.items, item)}</div>`;
    }
  }
}

function position({ x, y, width, height }: Size & { readonly x: number; readonly y: number }): string {
  return `left: ${mm(x)}; top: ${mm(y)}; width: ${mm(width)}; height: ${mm(height)}`;
}

function short(length: number): number {
  return Number(length.toFixed(3));
}

function mm(length: number): string {
  return `${short(length)}mm`;
}

function guideHtml(guide: Guide): string {
  const said = (name: string, text: PaperText, attributes = ""): string =>
    `<${name}${attributes} ${htmlLanguage(text)}>${escapedHtml(text.text)}</${name}>`;
  const step = (text: PaperText, { items, ...size }: GuidePicture): string =>
    `<li ${htmlLanguage(text)}>${drawing(items.map(shapeSvg).join(""), size)}${said("p", text)}</li>`;
  const sections = guide.sections.map(
    ({ heading, points }) =>
      `${said("h2", heading)}\n<ul dir="${heading.direction}">${points.map((point) => said("li", point)).join("\n")}</ul>`,
  );
  const steps = guide.steps.map(({ text, picture }) => step(text, picture));
  const contact =
    guide.contact.length > 0
      ? guide.contact.map((line) => said("p", line)).join("\n")
      : '<div class="line"></div><div class="line"></div>';
  return `<article class="guide">
${said("h1", guide.title)}
${said("p", guide.why)}
${said("p", guide.instructionIntroduction)}
${said("p", guide.instruction, ' class="instruction"')}
${said("h2", guide.stepsHeading)}
<ol class="steps" role="list" dir="${guide.stepsHeading.direction}">${steps.join("\n")}</ol>
${sections.join("\n")}
${said("h2", guide.questions)}
${contact}
</article>`;
}
