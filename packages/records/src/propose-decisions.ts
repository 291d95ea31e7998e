import { type Database, id, list, literal, sql } from "@plait/database";
import { parseDateFormats, type RecordsStudy, rawValueKey } from "@plait/study";
import type { RawCell } from "./harmonise/cell-reading.ts";
import { columnMapper } from "./harmonise/map-columns.ts";
import { splitTokens } from "./harmonise/read-category.ts";
import { readDate } from "./harmonise/read-date.ts";
import { readNumber } from "./harmonise/read-number.ts";
import { variableReader } from "./harmonise/read-variable.ts";
import { type MappingProposal, proposeMappings, type TypeProfile, type UnmappedColumn } from "./propose/mappings.ts";
import { proposeValueRepairs, type RawValue, type ValueRepairProposal } from "./propose/value-repairs.ts";
import type { SourceSheet } from "./source-sheet.ts";

const VALUES_SAMPLED = 200;
const TOP_VALUES = 50;

/** A crosswalk row for every column that no decision speaks of, or that there is none to propose. Applies nothing. */
export async function proposeCrosswalk(
  database: Database,
  study: RecordsStudy,
  sheets: readonly SourceSheet[],
): Promise<MappingProposal[]> {
  const mapSheet = columnMapper(study.crosswalk, study.rules);
  const unmapped: UnmappedColumn[] = [];
  const mapped: (UnmappedColumn & { variable: string })[] = [];
  const withGaps = new Set(
    sheets.filter((sheet) => mapSheet(sheet).unmapped.length > 0).map(({ delivery }) => delivery.kind),
  );
  for (const sheet of sheets) {
    if (!withGaps.has(sheet.delivery.kind)) continue;
    const mapping = mapSheet(sheet);
    for (const { column, label } of mapping.unmapped)
      unmapped.push(await describeColumn(database, study, sheet, column, label));
    for (const { variable, columns, labels } of mapping.mapped) {
      for (const [index, column] of columns.entries()) {
        mapped.push({ ...(await describeColumn(database, study, sheet, column, labels[index] ?? "")), variable });
      }
    }
  }
  const variables = Object.entries(study.rules.variables).map(([name, rule]) => ({
    name,
    label: rule.label,
    type: rule.type,
    ...("values" in rule && rule.values !== undefined ? { values: rule.values } : {}),
  }));
  return proposeMappings({ unmapped, mapped, variables });
}

async function describeColumn(
  database: Database,
  study: RecordsStudy,
  sheet: SourceSheet,
  column: number,
  label: string,
): Promise<UnmappedColumn> {
  const shown = id(`c${column}`);
  const values = await database.rows<{ value: string; under: string | null; count: number }>(
    sql`select ${shown} as ${id("value")}, max(${id(`u${column}`)}) as ${id("under")}, count(*) as ${id("count")} from ${sheet.cells}
      where ${shown} <> '' group by 1 order by 3 desc, 1 limit ${literal(VALUES_SAMPLED)}`,
  );
  const { delivery } = sheet;
  return {
    delivery: delivery.path,
    kind: delivery.kind,
    label,
    profile: profileOf(values, study, sheet.date1904),
    topValues: values.slice(0, TOP_VALUES).map(({ value, count }) => ({ value: rawValueKey(value), count })),
  };
}

function profileOf(
  values: readonly { value: string; under: string | null; count: number }[],
  study: RecordsStudy,
  date1904: boolean,
): TypeProfile {
  const written = parseDateFormats(
    "dd/mm/yyyy; d/m/yyyy; dd-mm-yyyy; dd.mm.yyyy; yyyy-mm-dd; d mmm yyyy; d mmm yy; dd/mm/yy",
  );
  const partial = parseDateFormats("mmm yy; mmmm yyyy; mm/yyyy; yyyy-mm");
  const formats = (parsed: typeof written) => (parsed.kind === "formats" ? parsed.formats : []);
  const isDate = (cell: RawCell) =>
    readDate(cell, { formats: formats(written), twoDigitYearsUpTo: 99, wanted: "day" }).kind === "value";
  const isMonth = (cell: RawCell) =>
    readDate(cell, { formats: formats(partial), twoDigitYearsUpTo: 99, wanted: "month" }).kind === "value";
  const isNumber = (cell: RawCell, whole: boolean) => readNumber(cell, { whole }).kind === "value";
  const references = Object.entries(study.rules.variables)
    .filter(([, rule]) => rule.type === "reference")
    .map(([name, rule]) => variableReader(rule, name, "", null, [], study.rules));
  const isReference = (cell: RawCell) => references.some((reader) => reader.read(cell).kind === "value");
  const count = (test: (cell: RawCell) => boolean) =>
    values.reduce(
      (sum, { value, under, count: cells }) =>
        test({ shown: value, underlying: under, date1904 }) ? sum + cells : sum,
      0,
    );
  return {
    filled: count(() => true),
    date: count(isDate),
    month: count(isMonth),
    integer: count((cell) => isNumber(cell, true)),
    number: count((cell) => isNumber(cell, false)),
    reference: count(isReference),
    distinct: values.length,
  };
}

/** Value repairs for every category and every field that lists several values, with counts per delivery. Applies nothing. */
export async function proposeRepairs(
  database: Database,
  study: RecordsStudy,
  sheets: readonly SourceSheet[],
  variable?: string,
): Promise<ValueRepairProposal[]> {
  const mapSheet = columnMapper(study.crosswalk, study.rules);
  const proposals: ValueRepairProposal[] = [];
  for (const [name, rule] of Object.entries(study.rules.variables)) {
    if ((variable !== undefined && name !== variable) || (rule.type !== "category" && rule.type !== "multi")) continue;
    const declared = [...(rule.values ?? []), ...rule.unknown];
    const values = new Map<string, Map<string, number>>();
    for (const sheet of sheets) {
      const column = mapSheet(sheet).mapped.find((one) => one.variable === name);
      if (column === undefined) continue;
      const cells = column.columns.map((number) => sql`nullif(${id(`c${number}`)}, '')`);
      const found = await database.rows<{ value: string; count: number }>(
        sql`select coalesce(${list([...cells, sql`null`])}) as ${id("value")}, count(*) as ${id("count")} from ${sheet.cells} group by 1 having ${id("value")} is not null`,
      );
      for (const { value, count } of found) {
        const tokens =
          rule.type === "multi"
            ? splitTokens(rawValueKey(value), rule.separators, new Set(declared))
            : [rawValueKey(value)];
        for (const token of tokens) {
          const counts = values.get(token) ?? new Map<string, number>();
          counts.set(sheet.delivery.path, (counts.get(sheet.delivery.path) ?? 0) + count);
          values.set(token, counts);
        }
      }
    }
    const raw: RawValue[] = [...values]
      .filter(([value]) => value !== "" && !study.rules.missing.includes(value))
      .map(([value, counts]) => ({ value, counts: [...counts].map(([delivery, count]) => ({ delivery, count })) }));
    const decided = new Set((study.values.get(name) ?? []).map((repair) => rawValueKey(repair.raw)));
    proposals.push(...proposeValueRepairs({ variable: name, values: raw, canonical: declared, decided }));
  }
  return proposals;
}
