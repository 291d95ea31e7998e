import type { CellPlace, Result } from "@plait/study";

/** Two boxes of a flow, one of which holds part of the people of the other. */
export interface FlowDifference {
  readonly boxes: readonly [CellPlace, CellPlace];
  /** An arrow joins them; otherwise a path of several. */
  readonly adjacent: boolean;
}

/**
 * The pairs of boxes of a result's flow whose difference a reader can take: a kept box and every kept box that arrows
 * lead to from it. Removed boxes have their own cells. Empty for a result without a flow.
 *
 * Throws RangeError when an arrow or a box points at nothing.
 */
export function flowDifferences(result: Result): FlowDifference[] {
  const { figure } = result;
  if (figure?.kind !== "flow") return [];
  const boxes = new Map(figure.boxes.map((box) => [box.id, box]));
  const leadsTo = new Map<string, string[]>();
  for (const { from, to } of figure.arrows) {
    for (const id of [from, to]) {
      if (!boxes.has(id))
        throw new RangeError(`result ${result.id}: an arrow points at a box that is not there: ${id}`);
    }
    leadsTo.set(from, [...(leadsTo.get(from) ?? []), to]);
  }
  const kept = figure.boxes.filter((box) => box.role === "kept" && holdsCount(result, box.row, figure.column));
  const keptIds = new Set(kept.map((box) => box.id));
  return kept.flatMap((box) => {
    const reached = new Set<string>([box.id]);
    for (const id of reached) {
      for (const next of leadsTo.get(id) ?? []) if (boxes.get(next)?.role === "kept") reached.add(next);
    }
    return [...reached].flatMap((id) => {
      const other = boxes.get(id);
      if (other === undefined || id === box.id || !keptIds.has(id)) return [];
      return [
        {
          boxes: [
            { row: box.row, column: figure.column },
            { row: other.row, column: figure.column },
          ] as const,
          adjacent: leadsTo.get(box.id)?.includes(id) ?? false,
        },
      ];
    });
  });
}

/** A box may stand for something that was not supplied. */
function holdsCount(result: Result, row: number, column: number): boolean {
  const cell = result.rows[row]?.cells[column];
  if (cell === undefined) throw new RangeError(`result ${result.id}: a box points at row ${row}, column ${column}`);
  return cell.kind === "count";
}
