import { isAnotherTable, type Knowledge } from "./another-table.ts";
import { type Hiding, needingProof, rangeNeeded } from "./hiding.ts";
import type { Policy } from "./policy.ts";
import { Proofs } from "./proofs.ts";

/**
 * Verifies every proof again, in exact integers and apart from the search that found it. Throws where a withheld count
 * is left without tables in which its values lie far enough apart: a fault of this package, after which nothing leaves.
 */
export function assertProved({ hidden, sealed, proofs }: Hiding, known: Knowledge, policy: Policy): void {
  const checked = new Proofs();
  for (const table of proofs.tables) if (isAnotherTable(table, hidden, known)) checked.add(table);
  for (const count of needingProof(hidden, sealed)) {
    if (checked.rangeOf(count) < rangeNeeded(count, policy)) {
      throw new Error("a withheld count is without proof that it cannot be worked out");
    }
  }
}
