import type { ReplyOf } from "@plait/api";

type LedgerReply = ReplyOf<"readLedger">;
export type LedgerEntry = LedgerReply["entries"][number];
export type Departure = LedgerEntry["removed"][number] & { readonly into: "removed" | "quarantine" };

/** One step of a kind, over all its groups. */
export interface FlowStep {
  readonly step: LedgerEntry["step"];
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly departures: readonly Departure[];
  /** The same group by group; a single one where the step concerns all together. */
  readonly byGroup: readonly LedgerEntry[];
  /** Rows in that are neither out nor away: 0 unless the ledger does not add up. */
  readonly unexplained: number;
}

/** The steps of one kind in order, each with what left there. */
export function flowOf(entries: readonly LedgerEntry[], kind: string): FlowStep[] {
  const own = Map.groupBy(
    entries.filter((entry) => entry.kind === kind),
    ({ step }) => step,
  );
  return [...own].map(([step, byGroup]) => {
    const departures = [...departuresOf(byGroup, "removed"), ...departuresOf(byGroup, "quarantine")];
    const rowsIn = sum(byGroup.map((entry) => entry.rowsIn));
    const rowsOut = sum(byGroup.map((entry) => entry.rowsOut));
    const unexplained = rowsIn - rowsOut - sum(departures.map(({ rows }) => rows));
    return { step, rowsIn, rowsOut, departures, byGroup, unexplained };
  });
}

/** Departures of all groups by rule, the largest first; rules by which nothing left are kept: they were asked. */
function departuresOf(entries: readonly LedgerEntry[], into: Departure["into"]): Departure[] {
  const all = entries.flatMap((entry) => (into === "removed" ? entry.removed : entry.quarantined));
  const byRule = Map.groupBy(all, ({ rule }) => rule);
  return [...byRule]
    .map(([rule, own]) => ({ rule, into, reason: own[0]?.reason ?? rule, rows: sum(own.map(({ rows }) => rows)) }))
    .sort((a, b) => b.rows - a.rows);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
