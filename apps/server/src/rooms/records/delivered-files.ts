import type { ReplyOf } from "@plait/api";
import { type MappedSheet, quarantinedByDelivery } from "@plait/records";
import { DELIVERIES_FOLDER } from "@plait/study";
import { shownProblem } from "../../shown-problem.ts";
import type { RecordsAtDesk } from "./records-desk.ts";

type Files = ReplyOf<"listDeliveries">;
type ShownSheet = Files["deliveries"][number]["sheets"][number];

/** Every delivered file with its sheets; a problem stands by the file that it is about, others apart. */
export async function deliveredFiles(records: RecordsAtDesk): Promise<Files> {
  const { standing } = records;
  const problems = records.problems.map(shownProblem);
  if (records.standing === "not-opened") return { standing, deliveries: [], problems };
  const mapped = new Map(records.sheets.map((one) => [one.sheet.number, one]));
  const quarantined =
    records.standing === "linked" ? await quarantinedByDelivery(records.open.database, records.sheets) : null;
  const deliveries = records.open.study.deliveries.map(({ path, period, group, kind }) => ({
    ...{ path, period, kind },
    group: group ?? "",
    sheets: records.open.prepared.sheets
      .filter(({ delivery }) => delivery.path === path)
      .map((sheet) => shownSheet({ sheet, mapping: mapped.get(sheet.number)?.mapping ?? NOTHING_MAPPED })),
    problems: problems.filter(({ file }) => file === `${DELIVERIES_FOLDER}${path}`),
    quarantined: quarantined === null ? null : (quarantined.get(path) ?? 0),
  }));
  const ofFiles = new Set(deliveries.map(({ path }) => `${DELIVERIES_FOLDER}${path}`));
  return { standing, deliveries, problems: problems.filter(({ file }) => !ofFiles.has(file)) };
}

/** Of a sheet without columns. */
export const NOTHING_MAPPED: MappedSheet["mapping"] = {
  mapped: [],
  unmapped: [],
  ignored: [],
  repeated: [],
  problems: [],
};

function shownSheet(mapped: MappedSheet): ShownSheet {
  const { sheet } = mapped;
  return {
    ...{ sheet: sheet.sheet, hidden: sheet.hidden, rows: sheet.dataRows },
    ...{ headerRows: [...sheet.headerRows], headerFrom: sheet.headerFrom },
    setAside: Object.entries(sheet.setAsideRows)
      .filter(([, rows]) => rows > 0)
      .map(([reason, rows]) => ({ reason, rows })),
    columns: shownColumns(mapped),
  };
}

/** The columns of a sheet with what each is used for. */
export function shownColumns({ sheet, mapping }: MappedSheet): ShownSheet["columns"] {
  const variables = new Map(
    mapping.mapped.flatMap(({ variable, columns }) => columns.map((column) => [column, variable] as const)),
  );
  const ignored = new Set(mapping.ignored.map(({ column }) => column));
  return sheet.labels.map((label, index) => {
    const variable = variables.get(index + 1);
    if (variable !== undefined) return { label, state: "mapped", variable };
    return { label, state: ignored.has(index + 1) ? "ignored" : "unmapped" };
  });
}
