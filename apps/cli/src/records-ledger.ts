import { type LedgerEntry, sumRows } from "@plait/records";
import { withLinkedRecords } from "./with-linked-records.ts";

export async function recordsLedger(study: string, options: { readonly json?: true }): Promise<void> {
  await withLinkedRecords(study, async ({ records: { ledger, joins } }) => {
    if (options.json === true) {
      console.log(JSON.stringify({ ledger, joins }));
      return;
    }
    console.log("Rows in = rows out + removed + in quarantine, at every step.\n");
    for (const entry of ledger) printEntry(entry);
    console.log("\nJoins");
    for (const join of joins) {
      console.log(
        `  ${join.master} ${join.declared} ${join.using}: matched ${count(join.matched)}, ${join.master} only ${count(join.masterOnly)}, held back by a conflict ${count(join.masterHeldBack)}, ${join.using} only ${count(join.usingOnly)}`,
      );
    }
  });
}

function printEntry({ step, kind, group, rowsIn, rowsOut, removed, quarantined }: LedgerEntry): void {
  const what = [step, kind, group].filter((part) => part !== "").join(" ");
  console.log(
    `${what.padEnd(32)} ${count(rowsIn).padStart(9)} in  ${count(rowsOut).padStart(9)} out  ${count(sumRows(removed)).padStart(7)} removed  ${count(sumRows(quarantined)).padStart(6)} in quarantine`,
  );
  for (const { rule, reason, rows } of removed)
    if (rows > 0) console.log(`    ${count(rows).padStart(7)}  ${rule}: ${reason}`);
  for (const { reason, rows } of quarantined) console.log(`    ${count(rows).padStart(7)}  quarantine: ${reason}`);
}

function count(rows: number): string {
  return rows.toLocaleString("en-GB");
}
