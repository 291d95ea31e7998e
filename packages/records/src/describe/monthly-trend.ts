import { id, monthLabel, sql } from "@plait/database";
import type { Cell, Result, SumElsewhere, TrendRule } from "@plait/study";
import { linkedTable } from "../link/link-kind.ts";
import { personRule } from "../link/wide-file.ts";
import { countCell, type DescribeContext } from "./describe-context.ts";
import { monthName, rowsName } from "./sample-sizes.ts";

interface MonthCount {
  readonly group: string;
  readonly month: string;
  readonly size: number;
  readonly people: number;
}

/** Rows of one kind by month and group. A month without a delivery is a gap in the line, never a zero. */
export async function monthlyTrend(context: DescribeContext, rule: TrendRule): Promise<Result> {
  const { coverage } = context.records;
  const { kind } = rule;
  const { key, date, label } = personRule(context.study.rules, kind);
  const counts = await context.database.rows<MonthCount>(
    sql`select ${id("group")}, ${monthLabel(id(date))} as ${id("month")}, count(*) as ${id("size")}, count(distinct ${id(key)}) as ${id("people")}
      from ${id(linkedTable(kind))} group by ${id("group")}, ${id("month")}`,
  );
  const counted = new Map(counts.map((one) => [`${one.group} ${one.month}`, one]));
  const statuses = new Map(
    coverage.cells.filter((cell) => cell.kind === kind).map((cell) => [`${cell.group} ${cell.month}`, cell.status]),
  );
  const cellAt = (group: string, month: string): Cell => {
    const status = statuses.get(`${group} ${month}`) ?? "not-supplied";
    if (status === "not-supplied") return { kind: "absent", reason: "not-supplied" };
    if (status === "not-in-operation") return { kind: "absent", reason: "not-applicable" };
    const found = counted.get(`${group} ${month}`);
    return countCell(found?.size ?? 0, { kind: "counted", people: found?.people ?? 0 }, monthName(kind, group, month));
  };
  const rows = coverage.months.map((month) => ({
    id: month,
    label: month,
    cells: coverage.groups.map((group) => cellAt(group, month)),
  }));
  const sumsElsewhere = coverage.groups.flatMap((group, column): SumElsewhere[] => {
    const parts = rows.flatMap(({ cells }, row) => (cells[column]?.kind === "count" ? [{ row, column }] : []));
    const months = new Set(parts.map(({ row }) => rows[row]?.label));
    // A month outside the table, or without a number in it, leaves its rows out of the sum.
    const isComplete = counts.every((one) => one.group !== group || months.has(one.month));
    return isComplete && parts.length > 0 ? [{ total: rowsName(kind, group), parts }] : [];
  });
  return {
    id: rule.id,
    strand: "records",
    title: rule.title,
    summary: `Rows of the ${label.toLowerCase()} file by month and worker group. A line stops where nothing was supplied.`,
    rowHeading: "Month",
    columns: coverage.groups.map((group) => ({ id: group, label: group, unit: "rows" })),
    rows,
    sums: [],
    sumsElsewhere,
    figure: {
      kind: "lines",
      title: rule.title,
      description: `A line for each worker group over the months; breaks mark months for which no ${label.toLowerCase()} data were supplied or whose number is withheld.`,
      yTitle: "Rows",
      columns: coverage.groups.map((_, index) => index),
    },
    sentences: [],
    notes: ["Rows without a month that can be read are in quarantine and not shown."],
    method: {
      name: "Rows by month",
      variant: "count of linked rows",
      options: { kind },
      source: "Plait, docs/methods/coverage.md",
      page: "coverage",
      version: context.version,
    },
    provenance: context.provenance([kind], ["ingest", "harmonise", "merge", "combine"]),
  };
}
