import type {
  CellEvidence,
  Evidence,
  KeptCounts,
  ReleasedCell,
  ReleasedResult,
  ResultEvidence,
} from "@plait/disclosure";
import { cellText } from "@plait/report";
import type { Cell, People, Result } from "@plait/study";
import type { GatedStudy } from "../gate-study.ts";

/**
 * What the people who check outputs need to see. It stays inside.
 *
 * @param ids the outputs that are asked for: what stands behind others is no concern of their checkers
 */
export function evidenceOf({ results, released }: GatedStudy, ids: ReadonlySet<string>): Evidence {
  const byId = new Map(released.value.results.map((result) => [result.id, result]));
  return {
    results: results.flatMap((result) => {
      const leaves = byId.get(result.id);
      return leaves === undefined || !ids.has(result.id) ? [] : [cellEvidence(result, leaves)];
    }),
    counts: noCounts,
  };
}

const noCounts: KeptCounts = { counts: [], sums: [] };

/** Every cell that holds a number, or words about people. */
function cellEvidence(result: Result, released: ReleasedResult): ResultEvidence {
  const cells = result.rows.flatMap((row, at) =>
    row.cells.flatMap((cell, column) => {
      const value = trueText(cell, result);
      const leaves = released.rows[at]?.cells[column];
      return value === undefined || leaves === undefined
        ? []
        : [{ row: at, column, value, ...peopleOf(cell), becomes: becomes(leaves) }];
    }),
  );
  return { id: result.id, findings: [], cells };
}

function becomes(cell: ReleasedCell): CellEvidence["becomes"] {
  return cell.kind === "withheld" ? { withheld: cell.because } : { printed: cellText(cell) };
}

/** Undefined where a cell holds nothing, or words that name what is measured. */
function trueText(cell: Cell, result: Result): string | undefined {
  switch (cell.kind) {
    case "count":
      return cellText({ kind: "count", value: cell.value });
    case "share": {
      const [part, whole] = [cell.numerator, cell.denominator].map(
        ({ row, column }) => result.rows[row]?.cells[column],
      );
      return part?.kind === "count" && whole?.kind === "count" && whole.value !== 0
        ? cellText({ kind: "share", value: part.value / whole.value })
        : undefined;
    }
    case "estimate":
      return cellText(cell);
    case "statistic":
      return cellText({ kind: "statistic", value: cell.value, digits: cell.digits });
    case "text":
      return cell.people === undefined ? undefined : cell.text;
    case "absent":
      return undefined;
  }
}

function peopleOf(cell: Cell): { readonly people?: number } {
  const people: People | undefined = "people" in cell ? cell.people : undefined;
  switch (people?.kind) {
    case "counted":
    case "assumed":
      return { people: people.people };
    case "none":
    case "published":
    case undefined:
      return {};
  }
}
