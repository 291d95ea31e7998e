const RUN = /<(?:\w+:)?r\b[^>]*>([\s\S]*?)<\/(?:\w+:)?r>/g;
const TEXT = /<(?:\w+:)?t\b[^>]*>([\s\S]*?)<\/(?:\w+:)?t>/g;
const RAISED = /<(?:\w+:)?vertAlign\b[^>]*\bval=["']superscript["']/;

/**
 * The text of a cell without its superscripts, from the rich text runs of SpreadsheetML; undefined where none is raised.
 * A footnote mark glued to a value is displayed as part of it (`ENGLAND9`), and only the runs tell the two apart.
 */
export function withoutRaisedText(runs: string): string | undefined {
  if (!RAISED.test(runs)) return undefined;
  let plain = "";
  for (const [, run = ""] of runs.matchAll(RUN)) {
    if (RAISED.test(run)) continue;
    for (const [, text = ""] of run.matchAll(TEXT)) plain += unescapeXml(text);
  }
  return plain;
}

function unescapeXml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, decimal: string) => String.fromCodePoint(Number.parseInt(decimal, 10)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");
}
