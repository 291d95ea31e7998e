import { proposeRepairs } from "@plait/records";
import { UsageError } from "./exit-status.ts";
import { withOpenRecords } from "./with-open-records.ts";

export async function recordsRepair(
  study: string,
  variable: string | undefined,
  options: { readonly json?: true },
): Promise<void> {
  const proposals = await withOpenRecords(study, async (open) => {
    if (variable !== undefined && open.study.rules.variables[variable] === undefined) {
      throw new UsageError(
        `records/rules.yaml declares no variable "${variable}"; it declares ${Object.keys(open.study.rules.variables).join(", ")}`,
      );
    }
    return proposeRepairs(open.database, open.study, open.prepared.sheets, variable);
  });
  if (options.json === true) {
    console.log(JSON.stringify(proposals));
    return;
  }
  for (const proposal of proposals) {
    console.log(
      `${proposal.variable}: "${proposal.raw}" → "${proposal.canonical}"  (${proposal.method}, ${proposal.confidence}; ${proposal.total} rows)`,
    );
    console.log(`    ${proposal.reason}`);
    for (const { delivery, count } of proposal.counts) console.log(`    ${String(count).padStart(6)}  ${delivery}`);
    if (proposal.alternatives.length > 0) console.log(`    as near: ${proposal.alternatives.join(", ")}`);
  }
  const none =
    proposals.length === 0
      ? "Nothing to propose: every value is declared, decided or unlike the others."
      : "Nothing was applied: add the lines you agree with to records/values/<variable>.csv, with reason, who and when.";
  console.log(none);
}
