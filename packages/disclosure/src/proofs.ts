import type { Move, Unknown } from "./another-table.ts";

/** Other tables found so far, and between which values they let each count be. */
export class Proofs {
  readonly tables: Move[] = [];
  readonly #ends = { lowest: new Map<Unknown, Move>(), highest: new Map<Unknown, Move>() };

  constructor(tables: Iterable<Move> = []) {
    for (const table of tables) this.add(table);
  }

  add(table: Move): void {
    this.tables.push(table);
    for (const [unknown, change] of table) {
      if (change < this.changeIn("lowest", unknown)) this.#ends.lowest.set(unknown, table);
      if (change > this.changeIn("highest", unknown)) this.#ends.highest.set(unknown, table);
    }
  }

  rangeOf(unknown: Unknown): number {
    return this.changeIn("highest", unknown) - this.changeIn("lowest", unknown);
  }

  /** The table in which a count is highest, or lowest, if it differs from the truth in any. */
  tableAt(end: "lowest" | "highest", unknown: Unknown): Move | undefined {
    return this.#ends[end].get(unknown);
  }

  /** By how much a count differs from the truth at that end; 0 without a table. */
  changeIn(end: "lowest" | "highest", unknown: Unknown): number {
    return this.tableAt(end, unknown)?.get(unknown) ?? 0;
  }
}
