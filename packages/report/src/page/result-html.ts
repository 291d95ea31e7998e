import type { ReleasedResult } from "@plait/disclosure";
import { type AnnexPlan, type PlannedResult, tableName } from "../annex-plan.ts";
import type { Beneath } from "../cell-text.ts";
import { disclosureStatement } from "../disclosure-statement.ts";
import { escaped } from "../html-text.ts";
import { sentenceText } from "../sentence-text.ts";
import { shorthandMeaning, shorthandText, shorthandUsed } from "../shorthand.ts";
import { tableNotes } from "../table-notes.ts";
import { figureHtml } from "./figure-html.ts";
import { proseHtml } from "./prose-html.ts";
import { tableHtml } from "./table-html.ts";

/** A table longer than this, drawn as a figure above, is folded away. */
const longTable = 20;

/** One result: what it shows, its sentences, figure and table, the notes, what was held back, and how it was made. */
export function resultHtml(
  planned: PlannedResult,
  plan: AnnexPlan,
  drawing: { readonly svg?: string; readonly beneath: Beneath },
): string {
  const { result, anchor, figure } = planned;
  const drawn = drawing.svg !== undefined && figure !== undefined;
  return [
    `<section class="result"><h3 id="${anchor}" tabindex="-1">${escaped(result.title)}</h3>`,
    `<p class="lede">${proseHtml(result.summary, plan)}</p>`,
    sentencesHtml(result, plan),
    drawn ? figureHtml(result, drawing.svg ?? "", figure, anchor) : "",
    tableBlock(planned, drawn, drawing.beneath),
    notesHtml(planned, plan, drawing.beneath),
    madeHtml(result),
    "</section>",
  ].join("\n");
}

function sentencesHtml(result: ReleasedResult, plan: AnnexPlan): string {
  const sentences = result.sentences.map((sentence) => proseHtml(sentenceText(sentence), plan));
  return sentences.length > 2
    ? `<ul>${sentences.map((sentence) => `<li>${sentence}</li>`).join("")}</ul>`
    : sentences.map((sentence) => `<p>${sentence}</p>`).join("");
}

function tableBlock(planned: PlannedResult, drawn: boolean, beneath: Beneath): string {
  const { result, anchor } = planned;
  const captionId = `${anchor}-table`;
  const caption = `${tableName(planned)}. ${result.title}`;
  const table = [
    `<div class="scroll" role="region" aria-labelledby="${captionId}" tabindex="0">`,
    tableHtml(result, captionId, caption, beneath),
    "</div>",
  ].join("");
  if (!drawn || result.rows.length <= longTable) return table;
  return `<details class="data"><summary>${tableName(planned)}: the data of Figure ${planned.figure}, ${result.rows.length} rows</summary>${table}</details>`;
}

function notesHtml(planned: PlannedResult, plan: AnnexPlan, beneath: Beneath): string {
  const { result } = planned;
  const shorthand = shorthandUsed(result.rows.flatMap((row) => row.cells)).map(
    (mark) => `${shorthandText(mark)} ${shorthandMeaning(mark)}.`,
  );
  const items = [...tableNotes(result, beneath), ...shorthand, disclosureStatement(result.disclosure)];
  return `<div class="notes"><h4>Notes to ${tableName(planned)}</h4><ul>${items
    .map((item) => `<li>${proseHtml(item, plan)}</li>`)
    .join("")}</ul></div>`;
}

function madeHtml(result: ReleasedResult): string {
  const { method, provenance, disclosure } = result;
  const options = Object.entries(method.options).map(([name, value]) => `${name}: ${value}`);
  const facts: readonly (readonly [string, string])[] = [
    ["Method", escaped(`${method.name}; ${method.variant}`)],
    [
      "Options",
      options.length === 0 ? "None" : options.map((option) => `<code>${escaped(option)}</code>`).join("<br>"),
    ],
    ["Source", escaped(method.source)],
    ["Version", escaped(method.version)],
    ["Steps", provenance.steps.length === 0 ? "None" : escaped(provenance.steps.join(", then "))],
    ["Disclosure checks", listHtml(disclosure.checks)],
  ];
  return [
    `<details class="made"><summary>How this was made<span class="heard">: ${escaped(result.title)}</span></summary><dl>`,
    ...facts.map(([term, meaning]) => `<div><dt>${term}</dt><dd>${meaning}</dd></div>`),
    `</dl>${inputsHtml(result)}</details>`,
  ].join("");
}

function listHtml(items: readonly string[]): string {
  return items.length === 0
    ? "None applied: no number here stands for people."
    : `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
}

function inputsHtml(result: ReleasedResult): string {
  const { inputs } = result.provenance;
  if (inputs.length === 0) return "";
  const captionId = `${result.id.replaceAll(".", "-")}-inputs`;
  const rows = inputs.map(
    ({ period, group, kind, contentDigest }) =>
      `<tr><th scope="row">${escaped(period)}</th><td>${escaped(group)}</td><td>${escaped(kind)}</td><td><code>${escaped(contentDigest.slice(0, 16))}</code></td></tr>`,
  );
  return [
    `<div class="scroll" role="region" aria-labelledby="${captionId}" tabindex="0">`,
    `<table><caption id="${captionId}">Deliveries behind “${escaped(result.title)}”, each with the start of its digest</caption>`,
    '<thead><tr><th scope="col">Period</th><th scope="col">Group</th><th scope="col">Kind</th>',
    `<th scope="col">Content digest</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`,
  ].join("");
}
