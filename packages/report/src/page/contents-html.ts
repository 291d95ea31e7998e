import { type AnnexPlan, tableName } from "../annex-plan.ts";
import { escaped } from "../html-text.ts";
import type { Part } from "./front-matter-html.ts";

/** Links to every part and every result, in the order of the page. */
export function contentsHtml(front: readonly Part[], plan: AnnexPlan, back: readonly Part[]): string {
  const link = (anchor: string, words: string): string => `<a href="#${anchor}">${escaped(words)}</a>`;
  const parts = (list: readonly Part[]): string[] => list.map((part) => `<li>${link(part.anchor, part.heading)}</li>`);
  const sections = plan.sections.map((section) => {
    const results = section.results.map((one) => {
      const figure = one.figure === undefined ? "" : `, Figure ${one.figure}`;
      return `<li>${link(one.anchor, `${tableName(one)}${figure}. ${one.result.title}`)}</li>`;
    });
    return `<li>${link(section.anchor, section.heading)}<ol>${results.join("")}</ol></li>`;
  });
  return [
    '<nav class="contents" aria-labelledby="contents"><h2 id="contents">Contents</h2>',
    `<ol>${[...parts(front), ...sections, ...parts(back)].join("")}</ol></nav>`,
  ].join("");
}
