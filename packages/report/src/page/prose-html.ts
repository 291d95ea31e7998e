import { type AnnexPlan, tableName } from "../annex-plan.ts";
import { crossReferences } from "../cross-references.ts";
import { escaped } from "../html-text.ts";

/** Prose as HTML, with the ids of results turned into links to their tables. */
export function proseHtml(prose: string, plan: AnnexPlan): string {
  return crossReferences(prose, plan)
    .map((piece) => (typeof piece === "string" ? escaped(piece) : `<a href="#${piece.anchor}">${tableName(piece)}</a>`))
    .join("");
}
