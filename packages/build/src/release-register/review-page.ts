import type { CellEvidence, DisclosureRecord, ReleasedCell, ReleasedResult, ResultEvidence } from "@plait/disclosure";
import { annexStyle, cellText, escaped, sentenceText } from "@plait/report";
import type { Column, FittedModel, Result } from "@plait/study";
import type { RequestedEvent } from "./log-entry.ts";
import { peopleText } from "./people-text.ts";
import { releaseName } from "./release-number.ts";
import { approvalsNeeded } from "./release-state.ts";
import type { RequestRecord } from "./request-record.ts";
import { reviewPageStyle } from "./review-page-style.ts";
import { CHECKER } from "./who-may-decide.ts";

/** All that the page for the output checkers shows. */
export interface ReviewPageInput {
  readonly event: Omit<RequestedEvent, "files">;
  readonly asked: RequestRecord;
  /** Those that are asked for, with true numbers, in the order of `released`. */
  readonly results: readonly Result[];
  readonly released: readonly ReleasedResult[];
  /** What the gate found in each. */
  readonly evidence: readonly ResultEvidence[];
  /** Outputs that have left before. */
  readonly earlier: readonly EarlierOutput[];
}

/** An output as readers have it from an earlier release. */
export interface EarlierOutput {
  readonly id: string;
  readonly digest: string;
  readonly release: number;
}

/** Tables of more are printed on sheets laid across, in small type: a sheet of paper does not scroll. */
const MOST_COLUMNS_UPRIGHT = 9;

interface PageOutput {
  readonly anchor: string;
  readonly digest: string;
  readonly result: Result;
  readonly released: ReleasedResult;
  readonly evidence: ResultEvidence;
  readonly earlier: readonly EarlierOutput[];
}

/**
 * The page by which output checkers decide: for each output what the reader will see beside what stands behind it. It needs no
 * other file, no network and no script, holds true numbers, and says so on every screen and every sheet of paper.
 */
export function reviewPage(input: ReviewPageInput): string {
  const { event, asked } = input;
  const outputs = pageOutputs(input);
  const name = releaseName(event.release);
  return [
    "<!doctype html>",
    '<html lang="en" dir="ltr">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>INSIDE ONLY: release ${name} for review</title><style>${annexStyle}${reviewPageStyle}</style></head>`,
    '<body><a class="skip" href="#main">Skip to the release</a>',
    '<header class="inside-only" role="banner"><p><strong>INSIDE ONLY</strong> <span>True numbers about people. This page does',
    " not leave the safe setting.</span></p></header>",
    '<div class="wrap"><main id="main" tabindex="-1">',
    `<h1>Release ${name} for review: ${escaped(asked.words.title)}</h1>`,
    requestHtml(input),
    contentsHtml(outputs),
    policyHtml(asked),
    ...outputs.map((output, at) => outputHtml(output, at)),
    "</main></div></body></html>",
    "",
  ].join("\n");
}

function pageOutputs({ results, released, evidence, earlier, asked }: ReviewPageInput): PageOutput[] {
  return results.map((result, at) => {
    const leaves = released.find(({ id }) => id === result.id);
    const found = evidence.find(({ id }) => id === result.id);
    const requested = asked.outputs.find(({ id }) => id === result.id);
    if (leaves === undefined || found === undefined || requested === undefined) {
      throw new RangeError(`result ${result.id}: is asked for, but the gate has not seen it`);
    }
    return {
      anchor: `output-${at + 1}`,
      digest: requested.digest,
      result,
      released: leaves,
      evidence: found,
      earlier: earlier.filter(({ id }) => id === result.id),
    };
  });
}

function requestHtml({ event, asked }: ReviewPageInput): string {
  const { purpose, by, at, checking } = event;
  const { synthetic, summary } = asked.words;
  return [
    synthetic === undefined
      ? ""
      : `<div class="notice"><p><strong>Synthetic data.</strong> ${escaped(synthetic)}</p></div>`,
    facts([
      ["Purpose", escaped(purpose)],
      ["Asked for", `by ${escaped(by)}, ${instantText(at)}`],
      ["Who decides", escaped(whoDecides(checking))],
      ...(summary === undefined ? [] : [["Opens the annex", escaped(summary)] as const]),
      ["Audit", escaped(auditText(asked.audited))],
      ["Made by", `Plait ${escaped(asked.plaitVersion)}`],
    ]),
    '<p>In every cell of the tables below the upper line is what the reader will see. The line marked <span class="behind">',
    "inside</span> is the true value, and how many people stand behind it. The words, notes and sources of a table leave as",
    " they stand here.</p>",
  ].join("");
}

function auditText({ counts, derived }: RequestRecord["audited"]): string {
  return `Apart from what hid the numbers, ${counts} counts and ${derived} differences and sums were held against a reader who has all that leaves and all earlier releases: none can be worked out more nearly than the policy allows.`;
}

function whoDecides(checking: RequestRecord["checking"]): string {
  switch (checking) {
    case "team":
      return `${approvalsNeeded(checking)} people with the role ${CHECKER}, neither of whom asked. Each output needs both.`;
    case "single":
      return "One person, who may be the one who asked. The bundle and the annex say so.";
  }
}

function contentsHtml(outputs: readonly PageOutput[]): string {
  const items = outputs.map(({ anchor, released, evidence }, at) => {
    const looks = evidence.findings.length;
    const toLookAt = looks === 0 ? "" : ` <strong>${looks} to look at.</strong>`;
    return `<li><a href="#${anchor}">${at + 1}. ${escaped(released.title)}</a> <span>${escaped(statusText(released.disclosure))}${toLookAt}</span></li>`;
  });
  return `<nav class="contents" aria-labelledby="contents"><h2 id="contents">Outputs</h2><ol>${items.join("")}</ol></nav>`;
}

function policyHtml({ policy }: RequestRecord): string {
  const rules = policy.rules.map((rule) => `<li>${escaped(rule)}</li>`).join("");
  return [
    `<section><h2 id="policy">The policy: ${escaped(policy.title)}</h2><ul>${rules}</ul>`,
    `<p>Source: ${escaped(policy.source)}</p></section>`,
  ].join("");
}

function outputHtml(output: PageOutput, at: number): string {
  const { anchor, result, released, digest } = output;
  const { withheld } = released.disclosure;
  return [
    `<section class="output"><h2 id="${anchor}" tabindex="-1">${at + 1}. ${escaped(released.title)} <span class="inside-tag">inside only</span></h2>`,
    `<p>${escaped(released.summary)}</p>`,
    facts([
      ["Result", `<code>${escaped(result.id)}</code>`],
      ["Decision of the gate", escaped(statusText(released.disclosure))],
      ["Lost", escaped(lostText(withheld))],
      ["Released earlier", earlierHtml(output)],
      ["Digest of what leaves", `<code>${escaped(digest)}</code>`],
    ]),
    findingsHtml(output),
    exceptionHtml(released.disclosure),
    tableHtml(output, at),
    modelsHtml(result, at),
    sentencesHtml(released),
    listHtml("Notes that leave", released.notes),
    listHtml("Rules that were applied", released.disclosure.checks),
    "</section>",
  ].join("");
}

function statusText({ status }: DisclosureRecord): string {
  switch (status) {
    case "released":
      return "Every number leaves.";
    case "released-with-withheld-cells":
      return "Leaves with numbers held back.";
    case "released-after-review":
      return "Leaves whole after review, whatever the policy says.";
    case "withheld":
      return "Every number is held back.";
  }
}

function lostText({ primary, secondary, either, following, sentences }: DisclosureRecord["withheld"]): string {
  const parts = [
    [primary, "held back for what they hold"],
    [secondary, "to protect others"],
    [either, "for one of these two reasons"],
    [following, "because they rest on held-back ones"],
  ] as const;
  const cells = parts.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
  const left = sentences === 0 ? [] : [`${sentences} ${sentences === 1 ? "sentence" : "sentences"} left out`];
  const all = [...(cells.length === 0 ? [] : [`Cells: ${cells.join(", ")}`]), ...left];
  return all.length === 0 ? "Nothing." : `${all.join("; ")}.`;
}

/** Whether readers have the same cells already: what they have and get together is more than either. */
function earlierHtml({ earlier, digest }: PageOutput): string {
  if (earlier.length === 0) return "Never.";
  const items = earlier.map(({ release, digest: before }) => {
    const what = before === digest ? "the same, to the last word" : "not the same: compare them";
    return `In release ${releaseName(release)}, ${what}`;
  });
  return escaped(`${items.join("; ")}.`);
}

function findingsHtml({ evidence: { findings }, result }: PageOutput): string {
  if (findings.length === 0) return "";
  const items = findings.map(({ message, row, column }) => {
    const of = row === undefined ? undefined : result.rows[row];
    const names = [of === undefined ? undefined : fullName(of.label, of.group), columnName(result.columns, column)];
    const where = names.filter((name) => name !== undefined).join(", ");
    return `<li>${where === "" ? "" : `<strong>${escaped(where)}:</strong> `}${escaped(message)}</li>`;
  });
  return `<div class="notice"><h3>For a person to look at</h3><ul>${items.join("")}</ul></div>`;
}

function columnName(columns: readonly Column[], at: number | undefined): string | undefined {
  const column = at === undefined ? undefined : columns[at];
  return column === undefined ? undefined : headingOf(column);
}

function exceptionHtml({ review }: DisclosureRecord): string {
  if (review === undefined) return "";
  const { reason, requested, outcome } = review;
  const decision = outcome.kind === "undecided" ? "Not decided." : decisionText(outcome);
  return [
    '<div class="notice"><h3>Exception to the policy</h3>',
    `<p>Asked for by ${escaped(requested.by)} on ${escaped(requested.on)}: ${escaped(reason)}</p>`,
    `<p>${escaped(decision)}</p></div>`,
  ].join("");
}

type Outcome = Exclude<NonNullable<DisclosureRecord["review"]>["outcome"], { readonly kind: "undecided" }>;

function decisionText(outcome: Outcome): string {
  const { by, on, note } = outcome;
  const said = note === undefined ? "" : ` ${note}`;
  switch (outcome.kind) {
    case "refused":
      return `Refused by ${by} on ${on}: the policy holds.${said}`;
    case "released":
      return `Released by ${by} on ${on}; ${outcome.failing} of its cells fail the policy.${said}`;
  }
}

function tableHtml({ result, released, evidence }: PageOutput, at: number): string {
  const caption = `table-${at + 1}`;
  const byRow = Map.groupBy(evidence.cells, ({ row }) => row);
  const rows = released.rows.map((row, index) => {
    const behind = new Map(byRow.get(index)?.map((one) => [one.column, one]));
    const cells = row.cells.map((cell, column) => cellHtml(cell, behind.get(column)));
    return `<tr><th scope="row">${rowName(result, row.label, row.group, index)}</th>${cells.join("")}</tr>`;
  });
  const heads = released.columns.map((column) => `<th scope="col">${escaped(headingOf(column))}</th>`);
  return [
    `<div class="scroll${heads.length > MOST_COLUMNS_UPRIGHT ? " wide" : ""}" role="region" tabindex="0" aria-labelledby="${caption}">`,
    '<table class="evidence">',
    `<caption><span id="${caption}">${escaped(released.title)}: what the reader will see, and what stands behind it</span></caption>`,
    `<thead><tr><th scope="col">${escaped(released.rowHeading)}</th>${heads.join("")}</tr></thead>`,
    `<tbody>${rows.join("")}</tbody></table></div>`,
  ].join("");
}

function headingOf({ label, group }: Pick<Column, "label" | "group">): string {
  return group === undefined || label.startsWith(group) ? label : fullName(label, group);
}

/** A row whose name is held back has another one inside. */
function rowName(result: Result, label: string, group: string | undefined, at: number): string {
  const true_ = result.rows[at];
  const seen = escaped(fullName(label, group));
  const hidden =
    true_ === undefined || true_.label === label ? "" : insideHtml(escaped(fullName(true_.label, true_.group)));
  return `${seen}${hidden}`;
}

function fullName(label: string, group: string | undefined): string {
  return group === undefined ? label : `${group}: ${label}`;
}

function cellHtml(cell: ReleasedCell, behind: CellEvidence | undefined): string {
  const seen = escaped(cellText(cell));
  const lost = cell.kind === "withheld" ? ` <span class="why">${escaped(whyText(cell.because))}</span>` : "";
  const inside = behind === undefined ? "" : behindHtml(behind);
  return `<td${cell.kind === "withheld" ? ' class="lost"' : ""}><span class="seen">${seen}</span>${lost}${inside}</td>`;
}

function behindHtml({ truth, people, before }: CellEvidence): string {
  const who = people === undefined ? "" : ` <span class="people">· ${escaped(peopleText(people))}</span>`;
  const then =
    before === undefined
      ? ""
      : ` <span class="people">· release ${escaped(before.release)} printed ${escaped(cellText({ kind: "count", value: before.printed }))}</span>`;
  return insideHtml(`${escaped(cellText(truth))}${who}${then}`);
}

function insideHtml(html: string): string {
  return `<span class="behind"><span class="heard">inside: </span>${html}</span>`;
}

function whyText(because: Extract<ReleasedCell, { kind: "withheld" }>["because"]): string {
  return because.replaceAll("-", " ");
}

/** How many people have each 0/1 term of a model, and how many of them the event: what coefficients can give away. */
function modelsHtml({ models = [] }: Result, at: number): string {
  return models.map((model, index) => modelHtml(model, `model-${at + 1}-${index + 1}`)).join("");
}

function modelHtml(model: FittedModel, id: string): string {
  const count = (value: number | undefined) => `<td class="number">${value ?? ""}</td>`;
  const rows = model.levels.map(
    ({ term, people, events, complement, complementEvents }) =>
      `<tr><th scope="row">${escaped(term)}</th>${[people, events, complement, complementEvents].map(count).join("")}</tr>`,
  );
  if (rows.length === 0) return "";
  const heads = ["People with it", "of whom had the outcome", "People without it", "of whom had the outcome"];
  return [
    `<div class="scroll" role="region" tabindex="0" aria-labelledby="${id}"><table><caption><span id="${id}">Inside the model ${escaped(model.label)}:`,
    ` ${model.observations} observations, ${model.residualDegreesOfFreedom} residual degrees of freedom</span></caption>`,
    `<thead><tr><th scope="col">Term</th>${heads.map((head) => `<th scope="col" class="number">${head}</th>`).join("")}</tr></thead>`,
    `<tbody>${rows.join("")}</tbody></table></div>`,
  ].join("");
}

function sentencesHtml({ sentences }: ReleasedResult): string {
  return listHtml("Sentences that leave", sentences.map(sentenceText));
}

function listHtml(heading: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<h3>${escaped(heading)}</h3><ul>${items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
}

function facts(pairs: readonly (readonly [term: string, html: string])[]): string {
  return `<dl>${pairs.map(([term, html]) => `<div><dt>${escaped(term)}</dt><dd>${html}</dd></div>`).join("")}</dl>`;
}

/** `2026-03-01T09:30:00.000Z` as `1 March 2026, 09:30 UTC`. */
function instantText(at: string): string {
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${day.format(new Date(at))} UTC`;
}
