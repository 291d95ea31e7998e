import { join } from "node:path";
import type { ReplyOf } from "@plait/api";
import { proposeRepairs, type ValueRepairProposal } from "@plait/records";
import { rawValueKey } from "@plait/study";
import { openForDecisions } from "./decide.ts";
import { readDecisionFile } from "./decision-file.ts";
import { type RecordsDecision, takenBackDecisions, unwrittenDecision } from "./records-decisions.ts";
import type { ReadAtDesk } from "./records-desk.ts";
import { declaredValues, stopsAtUndeclared, valuesFileOf } from "./repaired-variables.ts";

type Review = ReplyOf<"readRepairs">;
type ReviewedVariable = Review["variables"][number];
type Refused = ReviewedVariable["refused"][number];

/**
 * Every variable whose values may be repaired, which is all but texts, with what waits and what was decided. Throws RefusedCall where the records cannot be opened.
 *
 * @param decisions of the journal, read before this is asked
 */
export async function repairsReview(
  folder: string,
  records: ReadAtDesk,
  decisions: readonly RecordsDecision[],
): Promise<Review> {
  const { open } = openForDecisions(records);
  const { rules, values } = open.study;
  const proposals = await proposeRepairs(open.database, open.study, open.prepared.sheets);
  const variables: ReviewedVariable[] = [];
  for (const [name, rule] of Object.entries(rules.variables)) {
    if (rule.type === "text") continue;
    const file = valuesFileOf(name);
    const { version } = await readDecisionFile(join(folder, file));
    const refused = refusedOf(decisions, name);
    const isRefused = (one: ValueRepairProposal): boolean =>
      refused.some(({ raw, canonical }) => raw === one.raw && canonical === one.canonical);
    const own = proposals.filter((one) => one.variable === name && !isRefused(one));
    const declared = declaredValues(rule);
    const isNeeded = (raw: string): boolean => stopsAtUndeclared(rule) && !declared.includes(rawValueKey(raw));
    variables.push({
      ...{ name, label: rule.label, type: rule.type, file, version },
      values: declared,
      clusters: clustersOf(own),
      decided: (values.get(name) ?? []).map(({ variable: _, file: __, ...repair }) => ({
        ...repair,
        isNeeded: isNeeded(repair.raw),
      })),
      takenBack: takenBackDecisions(decisions, file),
      refused: refused.filter(({ raw }) => !(values.get(name) ?? []).some((repair) => repair.raw === raw)),
      unwritten: unwrittenDecision(decisions, file, version),
    });
  }
  return { variables };
}

/** In the order of the proposals, the surest first. */
function clustersOf(proposals: readonly ValueRepairProposal[]): ReviewedVariable["clusters"] {
  const byCanonical = Map.groupBy(proposals, ({ canonical }) => canonical);
  return [...byCanonical].map(([canonical, own]) => ({
    canonical,
    proposals: own.map(({ raw, total, confidence, reason, alternatives, counts }) => ({
      ...{ raw, rows: total, confidence, reason, alternatives: [...alternatives] },
      deliveries: counts.map(({ delivery, count }) => ({ delivery, rows: count })),
    })),
  }));
}

function refusedOf(decisions: readonly RecordsDecision[], variable: string): Refused[] {
  return decisions.flatMap((decision) => {
    if (decision.kind !== "records.repairs-refused" || decision.payload.variable !== variable) return [];
    const { raws, canonical, why } = decision.payload;
    return raws.map((raw) => ({ raw, canonical, who: decision.who, at: decision.at, why }));
  });
}
