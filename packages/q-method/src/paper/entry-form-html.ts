import type { Grid } from "../grid.ts";
import type { QSet } from "../q-set.ts";
import { checkEntry, type EntryForm, faultFields } from "./entry-check.ts";
import { entryFormScript } from "./entry-form-script.ts";
import { entryFormStyle } from "./entry-form-style.ts";
import { type EntryWord, type EntryWords, englishEntryWords } from "./entry-words.ts";
import { escapedHtml, htmlLanguage } from "./html-text.ts";
import { textDirection } from "./text-direction.ts";
import { valueText } from "./value-text.ts";

export interface EntryFormRequest {
  readonly qSet: QSet;
  readonly grid: Grid;
  /** The language in which the cards are listed, a BCP 47 tag. */
  readonly language: string;
  /** Of the study. */
  readonly title: string;
  /** Whether the form asks for piles. They may still be left empty. */
  readonly piles: boolean;
  /** The form's own language and words; English without. */
  readonly words?: EntryWords;
  /** The name under which the sorts are downloaded; `sorts.csv` unless given. */
  readonly fileName?: string;
}

/**
 * A form for sorts made on paper, as one HTML file that works without a network: the numbers on the backs of the cards
 * are typed column by column, an impossible sort is refused with everything that is wrong with it, and possible ones
 * are downloaded as CSV with the columns `sorter,statement,place,pile`.
 *
 * Sorts are held in the memory of the page only. The page's own policy forbids it to send or load anything.
 *
 * @throws RangeError when a language is not a BCP 47 tag
 */
export function entryFormHtml(request: EntryFormRequest): string {
  const { qSet, grid, piles, title, language } = request;
  const words = request.words?.texts ?? englishEntryWords;
  const formLanguage = request.words?.language ?? "en";
  const page = { language: formLanguage, direction: textDirection(formLanguage) };
  const form: EntryForm = {
    columns: grid.columns,
    shape: grid.shape,
    statements: qSet.statements.map(({ id, number }) => ({ id, number })),
  };
  const setup = { form, words, piles, fileName: request.fileName ?? "sorts.csv" };
  const say = (word: EntryWord): string => escapedHtml(words[word]);
  const columnFields = grid.columns.map(({ value }, index) =>
    fieldHtml(`column-${index}`, columnLabel(index, value, grid, words), { counted: true }),
  );
  return `<!doctype html>
<html ${htmlLanguage(page)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${say("title")} · ${escapedHtml(title)}</title>
<style>${entryFormStyle}</style>
</head>
<body>
<main>
<h1>${say("title")} · <bdi>${escapedHtml(title)}</bdi></h1>
<p>${say("intro")}</p>
<noscript><p class="error">${say("needs-script")}</p></noscript>
<div id="form-area" hidden>
<form id="entry" novalidate autocomplete="off">
${fieldHtml("sorter", words.sorter, { hint: words["sorter-hint"] })}
<fieldset>
<legend>${say("columns")}</legend>
<div class="fields board" style="--columns: ${grid.columns.length}">
${columnFields.join("\n")}
</div>
</fieldset>
${piles ? pilesHtml(words) : ""}
<p id="progress" role="status"></p>
<div id="errors" role="alert" hidden><h2>${say("errors-heading")}</h2><ul id="error-list"></ul></div>
<div class="buttons">
<button type="submit">${say("add")}</button>
<button type="button" class="plain" id="empty">${say("empty")}</button>
</div>
</form>
<p id="status" role="status"></p>
<h2>${say("sorts")}</h2>
<p id="none">${say("none")}</p>
<ul id="sorts" role="list"></ul>
<div class="buttons"><button type="button" id="download" disabled>${say("download")}</button></div>
</div>
<details>
<summary>${say("cards-list")}</summary>
${cardsHtml(qSet, language)}
</details>
</main>
<script>
"use strict";
const setup = ${scriptJson(setup)};
${checkEntry.toString()}
${faultFields.toString()}
${entryFormScript}
</script>
</body>
</html>
`;
}

/** The page may run its own script and style, and nothing else: not load, not send, not submit. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "script-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

type Words = Readonly<Record<EntryWord, string>>;

function columnLabel(index: number, value: number, grid: Grid, words: Words): string {
  const last = grid.columns.length - 1;
  const word = index === 0 ? "column-lowest" : index === last ? "column-highest" : "column";
  return words[word].replace("{value}", `\u2066${valueText(value)}\u2069`);
}

function fieldHtml(
  id: string,
  label: string,
  { hint = "", counted = false }: { hint?: string; counted?: boolean },
): string {
  const described = [hint === "" ? "" : `${id}-hint`, counted ? `${id}-count` : "", `${id}-error`].filter(Boolean);
  return `<div class="field">
<label for="${id}">${escapedHtml(label)}</label>
${hint === "" ? "" : `<p class="hint" id="${id}-hint">${escapedHtml(hint)}</p>`}
<input id="${id}" type="text" dir="${id === "sorter" ? "auto" : "ltr"}" spellcheck="false" autocapitalize="off"
 aria-describedby="${described.join(" ")}">
${counted ? `<p class="count" id="${id}-count"></p>` : ""}
<p class="error" id="${id}-error"></p>
</div>`;
}

function pilesHtml(words: Words): string {
  return `<fieldset aria-describedby="piles-hint">
<legend>${escapedHtml(words.piles)}</legend>
<p class="hint" id="piles-hint">${escapedHtml(words["piles-hint"])}</p>
<div class="fields piles">
${(["disagree", "unsure", "agree"] as const).map((pile) => fieldHtml(pile, words[pile], {})).join("\n")}
</div>
</fieldset>`;
}

function cardsHtml({ statements }: QSet, language: string): string {
  const direction = textDirection(language);
  const items = statements.map(
    ({ number, texts }) => `<li value="${number}">${escapedHtml(texts[language] ?? "")}</li>`,
  );
  return `<ol ${htmlLanguage({ language, direction })}>\n${items.join("\n")}\n</ol>`;
}

/** Data as JSON that cannot end the script it stands in. */
function scriptJson(data: unknown): string {
  return JSON.stringify(data)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
