import type { Database } from "@plait/database";
import type { Problem, RecordsStudy } from "@plait/study";
import type { SourceSheet } from "../source-sheet.ts";
import { columnMapper, type SheetMapping } from "./map-columns.ts";
import { repeatedLabelProblems } from "./repeated-labels.ts";

/** A sheet and what the crosswalk makes of its columns. */
export interface MappedSheet {
  readonly sheet: SourceSheet;
  readonly mapping: SheetMapping;
}

/** Every sheet that has a header, with its columns mapped. */
export async function mapSheets(
  database: Database,
  study: RecordsStudy,
  sheets: readonly SourceSheet[],
): Promise<MappedSheet[]> {
  const mapSheet = columnMapper(study.crosswalk, study.rules);
  const mapped: MappedSheet[] = [];
  for (const sheet of sheets.filter(({ labels }) => labels.length > 0)) {
    const mapping = mapSheet(sheet);
    const problems = [...mapping.problems, ...(await repeatedLabelProblems(database, sheet, mapping.repeated))];
    mapped.push({ sheet, mapping: { ...mapping, problems } });
  }
  return mapped;
}

/** Why the columns of a sheet cannot be told apart. */
export function mappingErrors({ mapping }: MappedSheet): Problem[] {
  return mapping.problems.filter(({ severity }) => severity === "error");
}
