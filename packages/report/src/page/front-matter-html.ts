import type { ChangedRule } from "@plait/disclosure";
import { type Annex, resultsFileOf } from "../annex.ts";
import { type AnnexPlan, tableName } from "../annex-plan.ts";
import { asSentence } from "../as-sentence.ts";
import { hasEstimates } from "../cell-text.ts";
import { changeStatement, reviewStatement } from "../disclosure-statement.ts";
import { escaped } from "../html-text.ts";
import { shorthandMeaning, shorthandText, shorthandUsed } from "../shorthand.ts";

/** Parts of the page that are not results, with the anchors the contents link to. */
export interface Part {
  readonly anchor: string;
  readonly heading: string;
  readonly html: string;
}

/** What this is, what the marks mean, how people are protected, and what the numbers cannot say. */
export function frontMatter(annex: Annex, plan: AnnexPlan): Part[] {
  return [
    { anchor: "about", heading: "About this annex", html: aboutHtml(annex, plan) },
    { anchor: "marks", heading: "What the marks mean", html: marksHtml(plan) },
    { anchor: "protection", heading: "How people are protected", html: protectionHtml(annex, plan) },
    { anchor: "limits", heading: "Limits", html: limitsHtml(plan) },
  ];
}

function aboutHtml(annex: Annex, plan: AnnexPlan): string {
  const figures = plan.results.filter((one) => one.figure !== undefined).length;
  return [
    `<p>This annex sets out how the numbers of the study were made. It holds ${counted(plan.results.length, "table")}`,
    ` and ${counted(figures, "figure")}. Each says what it shows, what was held back, by which method it was made and`,
    " from which deliveries. The same tables are in <code>tables.xlsx</code> and, one file each, in <code>tables</code>;",
    ` the figures are in <code>figures</code>; everything is in <code>${escaped(resultsFileOf(annex))}</code> for machines.</p>`,
    annex.synthetic === undefined ? "" : `<p>${escaped(annex.synthetic)}</p>`,
  ].join("");
}

function marksHtml(plan: AnnexPlan): string {
  const marks = shorthandUsed(plan.results.flatMap(({ result }) => result.rows.flatMap((row) => row.cells)));
  if (marks.length === 0) return "<p>Every cell of every table holds a value: no marks are used.</p>";
  const items = marks.map(
    (mark) => `<div><dt>${shorthandText(mark)}</dt><dd>${escaped(shorthandMeaning(mark))}</dd></div>`,
  );
  return `<p>Where a cell holds no value, a mark in square brackets says why.</p><dl class="marks">${items.join("")}</dl>`;
}

function protectionHtml(annex: Annex, plan: AnnexPlan): string {
  const { policy } = annex.release.value;
  const rules = policy.rules.map((rule) => `<li>${escaped(asSentence(rule))}</li>`);
  return [
    `<p>Nothing here may tell anything about one person. Before a number left the study it was checked under the policy`,
    ` “${escaped(policy.title)}”.</p><ul>${rules.join("")}</ul><p>Source of the policy: ${escaped(asSentence(policy.source))}</p>`,
    changesHtml(policy.changes),
    annex.checked === undefined ? "" : `<p>${escaped(annex.checked)}</p>`,
    reviewsHtml(plan),
  ].join("");
}

/** Every rule that the study changed, so that nobody takes the policy for that of its source. */
function changesHtml(changes: readonly ChangedRule[]): string {
  if (changes.length === 0) return "";
  const items = changes.map((change) => `<li>${escaped(changeStatement(change))}</li>`);
  return `<p>This study changed ${counted(changes.length, "rule")} of that policy:</p><ul>${items.join("")}</ul>`;
}

/** Every result that was taken to review, whatever came of it. */
function reviewsHtml(plan: AnnexPlan): string {
  const items = plan.results.flatMap((planned) => {
    const { review } = planned.result.disclosure;
    if (review === undefined) return [];
    const link = `<a href="#${planned.anchor}">${tableName(planned)}</a>`;
    return [`<li>${link}: ${escaped(planned.result.title)}. ${escaped(reviewStatement(review))}</li>`];
  });
  if (items.length === 0) return "";
  return [
    "<p>A result that the policy stops can be taken to review with a reason. Somebody else than who asked decides, and",
    ` what is so released leaves whole. This was done for ${counted(items.length, "table")}:</p><ul>${items.join("")}</ul>`,
  ].join("");
}

function limitsHtml(plan: AnnexPlan): string {
  const modelled = plan.results.some(({ result }) => hasEstimates(result));
  const limits = [
    "Numbers describe what was recorded and delivered, not all that happened.",
    "A month or group that was not supplied is not a zero, and totals over it are too low.",
    "A number that is held back is left out of every file of this release, and so are sentences that rest on it.",
    ...(modelled ? ["Coefficients describe what goes together in these records. They do not show causes."] : []),
  ];
  return `<ul>${limits.map((limit) => `<li>${limit}</li>`).join("")}</ul>`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
