import { type Database, id, monthLabel, sql } from "@plait/database";
import type { RecordsRules } from "@plait/study";
import { linkedTable } from "./link/link-kind.ts";
import type { Delivery } from "./source-sheet.ts";

/**
 * What the deliveries hold for one month of one group and kind.
 *
 * `supplied`: rows are there. `limited`: rows are there, but declared to hold a few variables only. `empty`: a delivery covers the month and
 * has no row for it. `not-supplied`: no delivery covers it, or the gap is declared; never the same as none.
 * `not-in-operation`: the group did not work then.
 */
export type CoverageStatus = "supplied" | "limited" | "empty" | "not-supplied" | "not-in-operation";

export interface CoverageCell {
  readonly kind: string;
  readonly group: string;
  readonly month: string;
  readonly status: CoverageStatus;
  readonly rows: number;
}

export interface Coverage {
  readonly months: readonly string[];
  readonly kinds: readonly string[];
  readonly groups: readonly string[];
  readonly cells: readonly CoverageCell[];
  /** Months declared as never supplied that hold rows all the same. */
  readonly contradictions: readonly CoverageCell[];
}

export async function recordCoverage(
  database: Database,
  kinds: readonly string[],
  deliveries: readonly Delivery[],
  rules: RecordsRules,
): Promise<Coverage> {
  const months = monthsOf(deliveries, rules);
  const groups = Object.keys(rules.groups);
  const cells: CoverageCell[] = [];
  for (const kind of kinds) {
    const rule = rules.kinds[kind];
    if (rule?.unit !== "person") continue;
    const counts = await database.rows<{ group: string; month: string; rows: number }>(
      sql`select ${id("group")}, ${monthLabel(id(rule.date))} as ${id("month")}, count(*) as ${id("rows")} from ${id(linkedTable(kind))}
        group by ${id("group")}, ${id("month")}`,
    );
    const rowsIn = new Map(counts.map(({ group, month, rows }) => [`${group} ${month}`, rows]));
    for (const group of groups) {
      for (const month of months) {
        const rows = rowsIn.get(`${group} ${month}`) ?? 0;
        cells.push({ kind, group, month, rows, status: statusOf(kind, group, month, rows, deliveries, rules) });
      }
    }
  }
  const contradictions = cells.filter(
    (cell) => cell.rows > 0 && isDeclaredGap(cell.kind, cell.group, cell.month, rules),
  );
  return { months, kinds: kinds.filter((kind) => rules.kinds[kind]?.unit === "person"), groups, cells, contradictions };
}

function statusOf(
  kind: string,
  group: string,
  month: string,
  rows: number,
  deliveries: readonly Delivery[],
  rules: RecordsRules,
): CoverageStatus {
  if (rows > 0) return isLimited(kind, group, month, rules) ? "limited" : "supplied";
  const operation = rules.groups[group];
  if (operation?.from !== undefined && month < operation.from) return "not-in-operation";
  if (operation?.to !== undefined && month > operation.to) return "not-in-operation";
  if (isDeclaredGap(kind, group, month, rules)) return "not-supplied";
  const covered = deliveries.some((delivery) => {
    const period = rules.periods[delivery.period];
    return (
      delivery.kind === kind &&
      delivery.group === group &&
      period !== undefined &&
      period.from <= month &&
      month <= period.to
    );
  });
  return covered ? "empty" : "not-supplied";
}

interface MonthsOfKind {
  readonly kind: string;
  readonly group?: string;
  readonly from: string;
  readonly to: string;
}

function includes(gap: MonthsOfKind, kind: string, group: string, month: string): boolean {
  return gap.kind === kind && (gap.group === undefined || gap.group === group) && gap.from <= month && month <= gap.to;
}

function isDeclaredGap(kind: string, group: string, month: string, rules: RecordsRules): boolean {
  return rules.not_supplied.some((gap) => includes(gap, kind, group, month));
}

function isLimited(kind: string, group: string, month: string, rules: RecordsRules): boolean {
  return rules.limited.some((limit) => includes(limit, kind, group, month));
}

/** Every month from the beginning of the first period with deliveries about people to the end of the last. */
function monthsOf(deliveries: readonly Delivery[], rules: RecordsRules): string[] {
  const names = new Set(
    deliveries.filter(({ kind }) => rules.kinds[kind]?.unit === "person").map(({ period }) => period),
  );
  const periods = [...names].flatMap((name) => rules.periods[name] ?? []);
  const first = periods.map(({ from }) => from).sort()[0];
  const last = periods
    .map(({ to }) => to)
    .sort()
    .at(-1);
  if (first === undefined || last === undefined) return [];
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}
