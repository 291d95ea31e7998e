import type { ReleasedResult } from "@plait/disclosure";
import { type AnnexPlan, type PlannedResult, tableName } from "../annex-plan.ts";
import type { Beneath } from "../cell-text.ts";
import { disclosureNotes, disclosureStatement } from "../disclosure-statement.ts";
import { escaped } from "../html-text.ts";
import { sentenceText } from "../sentence-text.ts";
import { shorthandMeaning, shorthandText, shorthandUsed } from "../shorthand.ts";
import { tableNotes } from "../table-notes.ts";
import { figureHtml } from "./figure-html.ts";
import { isHeldBack, printedTable } from "./held-back.ts";
import { proseHtml } from "./prose-html.ts";
import { tableHtml } from "./table-html.ts";

/** A table longer than this, drawn as a figure above, is folded away. */
const longTable = 20;
/** A table of more columns than these is set smaller, and on paper across. */
const wideTable = 12;

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
    ...(isHeldBack(result)
      ? [heldBackHtml(planned, plan)]
      : [tableBlock(planned, drawn, drawing.beneath), notesHtml(planned, plan, drawing.beneath)]),
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
  const { table, leftOut } = printedTable(result);
  const html = [
    leftOut.length === 0
      ? ""
      : `<p>${tableName(planned)} is printed without ${escaped(leftOut.join("; "))}: every number there is held back. They stand in the spreadsheet, marked [c].</p>`,
    `<div class="scroll${table.columns.length > wideTable ? " wide" : ""}" role="region" aria-labelledby="${captionId}" tabindex="0">`,
    tableHtml(table, captionId, caption, beneath),
    "</div>",
  ].join("");
  if (!drawn || table.rows.length <= longTable) return html;
  return `<details class="data"><summary>${tableName(planned)}: the data of Figure ${planned.figure}, ${table.rows.length} rows</summary>${html}</details>`;
}

/** In place of a table of nothing but marks: what it would hold, that it is held back, and what could be released. */
function heldBackHtml(planned: PlannedResult, plan: AnnexPlan): string {
  const { result } = planned;
  const columns = columnNames(result).join(", ");
  const rows = `${result.rows.length} ${result.rows.length === 1 ? "row" : "rows"}`;
  const words = [
    `${tableName(planned)} is not printed. ${disclosureStatement(result.disclosure)}`,
    `It has ${rows} (${result.rowHeading}) and these columns: ${columns}.`,
    ...disclosureNotes(result.disclosure),
  ];
  return `<div class="notice">${words.map((one) => `<p>${proseHtml(one, plan)}</p>`).join("")}</div>`;
}

/** Columns of one heading are named by it, with how many there are where they are many. */
function columnNames({ columns }: ReleasedResult): string[] {
  return [...Map.groupBy(columns, ({ group }) => group)].map(([group, members]) => {
    const labels = members.map(({ label }) => label);
    if (group === undefined) return labels.join(", ");
    return `${group} (${labels.length > wideTable ? `${labels.length} columns` : labels.join(", ")})`;
  });
}

function notesHtml(planned: PlannedResult, plan: AnnexPlan, beneath: Beneath): string {
  const { result } = planned;
  const shorthand = shorthandUsed(printedTable(result).table.rows.flatMap((row) => row.cells)).map(
    (mark) => `${shorthandText(mark)} ${shorthandMeaning(mark)}.`,
  );
  const items = [
    ...tableNotes(result, beneath),
    ...shorthand,
    disclosureStatement(result.disclosure),
    ...disclosureNotes(result.disclosure),
  ];
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
  const facts: readonly (readonly [heading: string, of: (input: (typeof inputs)[number]) => string])[] = [
    ["Period", ({ period }) => period],
    ["Group", ({ group }) => group],
    ["Kind", ({ kind }) => kind],
  ];
  // Not every strand has periods or groups.
  const known = facts.filter(([, of]) => inputs.some((input) => of(input) !== ""));
  const rows = inputs.map((input) => {
    const cells = known.map(([, of], at) =>
      at === 0 ? `<th scope="row">${escaped(of(input))}</th>` : `<td>${escaped(of(input))}</td>`,
    );
    return `<tr>${cells.join("")}<td><code>${escaped(input.contentDigest.slice(0, 16))}</code></td></tr>`;
  });
  return [
    `<div class="scroll" role="region" aria-labelledby="${captionId}" tabindex="0">`,
    `<table><caption id="${captionId}">${known.length === facts.length ? "Deliveries" : "Files"} behind “${escaped(result.title)}”, each with the start of its digest</caption>`,
    `<thead><tr>${known.map(([heading]) => `<th scope="col">${heading}</th>`).join("")}`,
    `<th scope="col">Content digest</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`,
  ].join("");
}
