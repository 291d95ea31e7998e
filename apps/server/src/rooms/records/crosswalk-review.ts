import { join } from "node:path";
import type { ReplyOf } from "@plait/api";
import { frequentCells, type MappingProposal, proposeCrosswalk } from "@plait/records";
import { CROSSWALK_FILE, type CrosswalkRow } from "@plait/study";
import { openForDecisions } from "./decide.ts";
import { readDecisionFile } from "./decision-file.ts";
import { type RecordsDecision, takenBackDecisions, unwrittenDecision } from "./records-decisions.ts";
import type { ReadAtDesk } from "./records-desk.ts";

type Review = ReplyOf<"readCrosswalk">;

const EXAMPLES = 5;

/**
 * What was decided on columns, and every column that waits for a decision. Throws RefusedCall where the records cannot be opened.
 *
 * @param decisions of the journal, read before this is asked
 */
export async function crosswalkReview(
  folder: string,
  records: ReadAtDesk,
  decisions: readonly RecordsDecision[],
): Promise<Review> {
  const at = openForDecisions(records);
  const { version } = await readDecisionFile(join(folder, CROSSWALK_FILE));
  const { rules, crosswalk } = at.open.study;
  const proposals = await proposeCrosswalk(at.open.database, at.open.study, at.open.prepared.sheets);
  return {
    file: CROSSWALK_FILE,
    version,
    variables: Object.entries(rules.variables).map(([name, { label, type }]) => ({ name, label, type })),
    undecided: await Promise.all(
      proposals.map(async (proposal) => ({
        column: { ...proposal.column },
        examples: await examplesOf(at, proposal),
        proposal: shownProposal(proposal),
      })),
    ),
    decided: crosswalk.map(shownDecision),
    takenBack: takenBackDecisions(decisions, CROSSWALK_FILE),
    unwritten: unwrittenDecision(decisions, CROSSWALK_FILE, version),
  };
}

async function examplesOf(
  { open, sheets }: ReturnType<typeof openForDecisions>,
  { column: { delivery, label } }: MappingProposal,
): Promise<Review["undecided"][number]["examples"]> {
  for (const { sheet, mapping } of sheets) {
    if (sheet.delivery.path !== delivery) continue;
    const found = mapping.unmapped.find((one) => one.label === label);
    if (found !== undefined) return frequentCells(open.database, sheet, found.column, EXAMPLES);
  }
  return [];
}

function shownProposal(proposal: MappingProposal): Review["undecided"][number]["proposal"] {
  if (proposal.outcome === "no proposal") return { kind: "none", reason: proposal.reason };
  const { variable, score, reasons, others } = proposal;
  return {
    kind: "proposed",
    ...{ variable, score, reasons: [...reasons] },
    others: others.map((other) => ({ variable: other.variable, score: other.score })),
  };
}

function shownDecision(row: CrosswalkRow): Review["decided"][number] {
  const { line, variable, kind, deliveryPattern, sourceLabels, note, who, when } = row;
  return {
    line,
    variable,
    kind,
    delivery: deliveryPattern,
    labels: [...sourceLabels],
    type: typeOf(row),
    note,
    who,
    when,
  };
}

/** As the file writes it. */
function typeOf({ type }: CrosswalkRow): string {
  switch (type.kind) {
    case "own":
      return "";
    case "ignore":
    case "coalesce":
      return type.kind;
    case "dates":
      return `date ${type.formats.map(({ text }) => text).join("; ")}`;
  }
}
