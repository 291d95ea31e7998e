import { type AnnexPlan, tableName } from "../annex-plan.ts";
import { asSentence } from "../as-sentence.ts";
import { escaped } from "../html-text.ts";
import type { Part } from "./front-matter-html.ts";

/** The methods that were used and where they come from. */
export function backMatter(plan: AnnexPlan): Part[] {
  const methods = plan.methods.map(({ name, variant, page, reference, usedBy }) => {
    const tables = usedBy.map((one) => `<a href="#${one.anchor}">${tableName(one)}</a>`).join(", ");
    return [
      `<div><dt>${escaped(name)}</dt><dd>${escaped(asSentence(variant))} Used for ${tables}.`,
      ` Source: <a href="#reference-${reference}">reference ${reference}</a>. Described in <code>docs/methods/${escaped(page)}.md</code>.</dd></div>`,
    ].join("");
  });
  const references = plan.references.map((source, index) => `<li id="reference-${index + 1}">${escaped(source)}</li>`);
  return [
    { anchor: "methods", heading: "Methods", html: `<dl class="methods">${methods.join("")}</dl>` },
    { anchor: "references", heading: "References", html: `<ol>${references.join("")}</ol>` },
  ];
}
