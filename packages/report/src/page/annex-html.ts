import type { Annex } from "../annex.ts";
import { planAnnex } from "../annex-plan.ts";
import { figureSvg } from "../figures/figure-svg.ts";
import { escaped } from "../html-text.ts";
import { annexStyle } from "./annex-style.ts";
import { backMatter } from "./back-matter-html.ts";
import { contentsHtml } from "./contents-html.ts";
import { frontMatter, type Part } from "./front-matter-html.ts";
import { proseHtml } from "./prose-html.ts";
import { resultHtml } from "./result-html.ts";

/** The annex as one HTML page that needs no other file, no network and no script. The same annex gives the same bytes. */
export async function annexHtml(annex: Annex): Promise<string> {
  const plan = planAnnex(annex);
  const front = frontMatter(annex, plan);
  const back = backMatter(plan);
  const beneath = annex.beneathEstimates ?? "standard-error";
  const chapters: string[] = [];
  for (const section of plan.sections) {
    chapters.push(`<section class="chapter"><h2 id="${section.anchor}" tabindex="-1">${escaped(section.heading)}</h2>`);
    for (const planned of section.results) {
      const svg = planned.figure === undefined ? undefined : await figureSvg(planned.result);
      chapters.push(resultHtml(planned, plan, svg === undefined ? { beneath } : { svg, beneath }));
    }
    chapters.push("</section>");
  }
  return [
    "<!doctype html>",
    '<html lang="en" dir="ltr">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(annex.title)}: technical annex</title><style>${annexStyle}</style></head>`,
    '<body><a class="skip" href="#main">Skip to the annex</a>',
    '<header class="top"><div class="wrap"><p>Technical annex</p></div></header>',
    '<div class="wrap">',
    '<main id="main" tabindex="-1">',
    `<h1>${escaped(annex.title)}</h1>`,
    annex.summary === "" ? "" : `<p class="intro">${proseHtml(annex.summary, plan)}</p>`,
    annex.synthetic === undefined
      ? ""
      : `<div class="notice"><p><strong>Synthetic data.</strong> ${escaped(annex.synthetic)}</p></div>`,
    contentsHtml(front, plan, back),
    ...front.map(partHtml),
    ...chapters,
    ...back.map(partHtml),
    "</main></div>",
    footerHtml(annex),
    "</body></html>",
    "",
  ].join("\n");
}

function partHtml(part: Part): string {
  return `<section><h2 id="${part.anchor}" tabindex="-1">${escaped(part.heading)}</h2>${part.html}</section>`;
}

function footerHtml({ buildDetails }: Annex): string {
  return [
    `<footer><div class="wrap"><p>Made by Plait ${escaped(buildDetails.plaitVersion)}.`,
    ` Digest of all that was read: <code>${escaped(buildDetails.inputsDigest)}</code>. The same deliveries and the same`,
    " study folder give the same annex, byte for byte.</p></div></footer>",
  ].join("");
}
