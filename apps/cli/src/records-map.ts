import { type MappingProposal, proposeCrosswalk } from "@plait/records";
import { withOpenRecords } from "./with-open-records.ts";

export async function recordsMap(study: string, options: { readonly json?: true }): Promise<void> {
  const proposals = await withOpenRecords(study, (open) =>
    proposeCrosswalk(open.database, open.study, open.prepared.sheets),
  );
  if (options.json === true) {
    console.log(JSON.stringify(proposals));
    return;
  }
  if (proposals.length === 0) {
    console.log("Every column is mapped or ignored.");
    return;
  }
  for (const proposal of proposals) printProposal(proposal);
  console.log("Nothing was applied: add the rows you agree with to records/crosswalk.csv, with who and when.");
}

function printProposal(proposal: MappingProposal): void {
  const { delivery, kind, label } = proposal.column;
  console.log(`${delivery} (${kind}): "${label}"`);
  if (proposal.outcome === "no proposal") {
    console.log(`    no proposal: ${proposal.reason}\n`);
    return;
  }
  console.log(`    ${proposal.variable}  (score ${proposal.score.toFixed(2)}: ${proposal.reasons.join("; ")})`);
  for (const other of proposal.others) console.log(`    or ${other.variable} (${other.score.toFixed(2)})`);
  console.log(`    ${[proposal.variable, kind, delivery, label, "", "", "", ""].map(quoted).join(",")}\n`);
}

function quoted(cell: string): string {
  return /[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
