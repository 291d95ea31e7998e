import type { Cell, Result } from "@plait/study";
import { describeRecords } from "../../src/describe/describe-records.ts";
import { linked, openMemory, type SmallSheet, type SmallStudy } from "../small-study.ts";

export interface Described {
  readonly results: readonly Result[];
  /** A result by id. */
  of(id: string): Result;
  /** The cell of a row and column, by their ids. */
  cell(id: string, row: string, column: string): Cell;
}

/** Links sheets in a fresh database and describes what came of it. */
export async function described(small: SmallStudy, sheets: readonly SmallSheet[]): Promise<Described> {
  const { database, study, records } = await linked(small, sheets, openMemory);
  const provenance = (kinds: readonly string[], steps: readonly string[]) => ({
    inputs: kinds.map((kind) => ({ period: "", group: "", kind, rows: 0, contentDigest: "" })),
    steps,
  });
  const results = await describeRecords({ database, study, records, version: "1.2.3", provenance }).finally(() =>
    database.close(),
  );
  const of = (id: string): Result => {
    const found = results.find((result) => result.id === id);
    if (found === undefined)
      throw new RangeError(`no result ${id}; there are ${results.map((one) => one.id).join(", ")}`);
    return found;
  };
  const cell = (id: string, row: string, column: string): Cell => {
    const result = of(id);
    const at = result.columns.findIndex((one) => one.id === column);
    const found = result.rows.find((one) => one.id === row)?.cells[at];
    if (found === undefined) throw new RangeError(`${id} has no cell ${row}, ${column}`);
    return found;
  };
  return { results, of, cell };
}

/** A cell as a reader would say it: a count with its people, a status, or why it is not there. */
export function inShort(cell: Cell): string {
  switch (cell.kind) {
    case "count":
      return cell.people.kind === "counted" || cell.people.kind === "assumed"
        ? `${cell.value} (${cell.people.people})`
        : `${cell.value} (${cell.people.kind})`;
    case "text":
      return cell.text;
    case "absent":
      return cell.reason;
    case "share":
    case "estimate":
    case "statistic":
      return cell.kind;
  }
}

/** A result as lines of text: the row's id, then its cells. */
export function lines(result: Result): string[] {
  return result.rows.map(({ id, cells }) => `${id}: ${cells.map(inShort).join(", ")}`);
}
