import type { ReleasedCell, ReleasedResult, ReleasedRow } from "@plait/disclosure";
import type { Column } from "@plait/study";

/** A result as the page prints it, and what of it the page leaves out because every number there is held back. */
export interface PrintedTable {
  readonly table: ReleasedResult;
  /** Such as `25 columns of “Place by sorter”`. */
  readonly leftOut: readonly string[];
}

/** Fewer rows or columns of one heading than these that are held back altogether are printed with their marks. */
const few = 6;

/** Whether a table has nothing to print but marks. */
export function isHeldBack(result: ReleasedResult): boolean {
  return result.disclosure.status === "withheld" && result.rows.every((row) => isOnlyMarks(row.cells));
}

/**
 * Leaves out headings with many rows or columns that hold nothing but marks of what is held back: pages of
 * marks hide what is there. Spreadsheets and CSV have them all.
 */
export function printedTable(result: ReleasedResult): PrintedTable {
  const groups = heldGroups(result.rows);
  const rows = result.rows.filter(({ group }) => group === undefined || !groups.has(group));
  const heldColumns = result.columns.filter((_, at) => isHeld(result.rows.map(({ cells }) => cells[at])));
  const dropped = heldColumns.filter(({ group }) => heldColumns.filter((other) => other.group === group).length >= few);
  const kept = new Set(result.columns.flatMap((column, at) => (dropped.includes(column) ? [] : [at])));
  const isPrinted = (_: unknown, at: number): boolean => kept.has(at);
  return {
    table: {
      ...result,
      columns: result.columns.filter(isPrinted),
      rows: rows.map((row) => ({ ...row, cells: row.cells.filter(isPrinted) })),
    },
    leftOut: [...[...groups].map(([group, size]) => `${size} rows of “${group}”`), ...namedColumns(dropped)],
  };
}

/** Groups of rows without anything but marks, with their number of rows. */
function heldGroups(rows: readonly ReleasedRow[]): Map<string, number> {
  const groups = Map.groupBy(rows, ({ group }) => group);
  const held = new Map<string, number>();
  for (const [group, members] of groups) {
    if (group === undefined || members.length < few) continue;
    if (members.every(({ cells }) => isHeld(cells))) held.set(group, members.length);
  }
  return held.size === groups.size ? new Map() : held;
}

function isHeld(cells: readonly (ReleasedCell | undefined)[]): boolean {
  return isOnlyMarks(cells) && cells.some((cell) => cell?.kind === "withheld");
}

function isOnlyMarks(cells: readonly (ReleasedCell | undefined)[]): boolean {
  return cells.every((cell) => cell === undefined || cell.kind === "withheld" || cell.kind === "absent");
}

function namedColumns(columns: readonly Column[]): string[] {
  return [...Map.groupBy(columns, ({ group }) => group)].map(([group, members]) =>
    group === undefined
      ? `the columns ${members.map(({ label }) => `“${label}”`).join(", ")}`
      : `${members.length} columns of “${group}”`,
  );
}
