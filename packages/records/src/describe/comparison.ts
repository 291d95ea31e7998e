import { id, list, literal, type Query, quarterLabel, sql } from "@plait/database";
import {
  type Cell,
  type ComparisonBy,
  type ComparisonRule,
  type ComparisonSide,
  compareText,
  indicatorName,
  type Result,
  type Row,
  type Sum,
} from "@plait/study";
import { type ColumnIndex, conditionSql } from "../condition-sql.ts";
import { precisionColumn } from "../table-columns.ts";
import { chainTable } from "./chain.ts";
import {
  columnsOfTable,
  countCell,
  type DescribeContext,
  kindsBehind,
  type PeopleRule,
  peopleOf,
  peopleRule,
  peopleSql,
} from "./describe-context.ts";
import { sumsAcrossColumns } from "./sums-across-columns.ts";

interface ClassCount {
  readonly label: string;
  readonly people: number;
}

interface SideCounts {
  readonly classes: readonly ClassCount[];
  /** People with a known class: the denominator of shares. */
  readonly known: number;
}

/**
 * Two or more populations side by side, class by class. There is no shared identifier, so only aggregates are compared; classes
 * that one side does not have are listed as not matching rather than shown as zero.
 */
export async function comparePopulations(context: DescribeContext, rule: ComparisonRule): Promise<Result> {
  const rows: Row[] = [];
  const sums: Sum[] = [];
  const unmatched: string[] = [];
  for (const by of rule.by) {
    const counts: SideCounts[] = [];
    for (const side of rule.sides) counts.push(await countSide(context, rule, side, by));
    unmatched.push(...unmatchedClasses(rule, by, counts));
    appendClasses(rows, sums, context, rule, by, counts);
  }
  return {
    id: rule.id,
    strand: "records",
    title: rule.title,
    summary:
      "Aggregate comparison of populations that share no identifier: the same person may stand on both sides, on one, or on neither.",
    rowHeading: "Class",
    columns: rule.sides.flatMap((side) => [
      { id: side.id, label: `${side.label}: people`, unit: "people", group: side.label },
      { id: `${side.id}-share`, label: `${side.label}: share`, unit: "percent", group: side.label },
    ]),
    rows,
    sums: [...sums, ...sumsAcrossColumns(rows)],
    sentences: [],
    notes: [
      "Shares are of those with a known class; where several types may be recorded for one person, shares add up to more than 100%.",
      ...unmatched,
    ],
    method: {
      name: "Comparison of populations",
      variant: "aggregate, class by class",
      options: { sides: rule.sides.map(({ label }) => label).join("; ") },
      source: "Plait, docs/methods/tables.md",
      page: "tables",
      version: context.version,
    },
    provenance: context.provenance(
      [...new Set(rule.sides.flatMap((side) => kindsBehind(context, side.from)))],
      ["ingest", "harmonise", rule.id],
    ),
  };
}

async function countSide(
  context: DescribeContext,
  rule: ComparisonRule,
  side: ComparisonSide,
  by: ComparisonBy,
): Promise<SideCounts> {
  const columns = columnsOfTable(context, side.from);
  const people = peopleRule(context, side.from);
  const conditions = [
    ...(side.where === undefined ? [] : [conditionSql(side.where, columns)]),
    ...(by.conditional === undefined ? [] : conditionalOf(context, side, by.conditional, columns)),
  ];
  const from = id(side.after === undefined ? side.from : chainTable(side.after));
  const where = conditions.length === 0 ? sql`true` : list(conditions, sql` and `);
  if ("indicators" in by) return countIndicators(context, by.indicators[side.id], from, where, people);
  const variable = ("variables" in by ? by.variables : by.quarters)[side.id];
  if (variable === undefined) throw new RangeError(`${rule.id}: "${by.label}" names no variable for ${side.id}`);
  const column = columns.get(variable);
  if (column === undefined) throw new RangeError(`${rule.id}: ${side.from} has no variable "${variable}"`);
  const label = "quarters" in by ? quarterLabel(id(variable)) : sql`cast(${id(variable)} as varchar)`;
  const precision = precisionColumn(variable);
  const hasQuarter = "quarters" in by && columns.has(precision) ? sql`${id(precision)} <> 'year'` : sql`true`;
  const notAnswers =
    column.unknown.length === 0
      ? sql`true`
      : sql`${id(variable)} not in (${list(column.unknown.map((value) => literal(value)))})`;
  const answered = sql`${where} and ${id(variable)} is not null and ${notAnswers} and ${hasQuarter}`;
  const classes = await context.database.rows<ClassCount>(
    sql`select ${label} as ${id("label")}, ${peopleSql(people)} as ${id("people")} from ${from} where ${answered} group by 1 order by 1`,
  );
  const known = await context.database.row<{ people: number }>(
    sql`select ${peopleSql(people)} as ${id("people")} from ${from} where ${answered}`,
  );
  return { classes, known: known.people };
}

/** A conditional exclusion of the chain a side comes after, applied only where the line asks for it. */
function conditionalOf(context: DescribeContext, side: ComparisonSide, rule: string, columns: ColumnIndex): Query[] {
  const chain = context.study.rules.chains.find(({ id: name }) => name === side.after);
  const found = chain?.conditional.find((one) => one.rule === rule);
  return found === undefined ? [] : [conditionSql(found.keep, columns)];
}

async function countIndicators(
  context: DescribeContext,
  variable: string | undefined,
  from: Query,
  where: Query,
  people: PeopleRule,
): Promise<SideCounts> {
  const declared = variable === undefined ? undefined : context.study.rules.variables[variable];
  if (variable === undefined || declared?.type !== "multi")
    throw new RangeError(`indicators are compared by "${variable}", which does not list several values`);
  const first = declared.values[0] ?? "";
  const classes: ClassCount[] = [];
  for (const value of declared.values) {
    const { people: count } = await context.database.row<{ people: number }>(
      sql`select ${peopleSql(people)} as ${id("people")} from ${from} where ${where} and ${id(indicatorName(variable, value))} = 1`,
    );
    // A type nobody has on this side may not exist in its list at all: it is then a class that does not match.
    if (count > 0) classes.push({ label: value, people: count });
  }
  const known = await context.database.row<{ people: number }>(
    sql`select ${peopleSql(people)} as ${id("people")} from ${from} where ${where} and ${id(indicatorName(variable, first))} is not null`,
  );
  return { classes, known: known.people };
}

function classLabels(counts: readonly SideCounts[], by: ComparisonBy, context: DescribeContext): string[] {
  const labels = new Set(
    counts.flatMap(({ classes }) => classes.filter(({ people }) => people > 0).map(({ label }) => label)),
  );
  const variable =
    "variables" in by
      ? Object.values(by.variables)[0]
      : "indicators" in by
        ? Object.values(by.indicators)[0]
        : undefined;
  const rule = variable === undefined ? undefined : context.study.rules.variables[variable];
  const declared = rule?.type === "category" || rule?.type === "multi" ? (rule.values ?? []) : [];
  const position = (label: string) => (declared.includes(label) ? declared.indexOf(label) : declared.length);
  return [...labels].sort((a, b) => position(a) - position(b) || compareText(a, b));
}

function appendClasses(
  rows: Row[],
  sums: Sum[],
  context: DescribeContext,
  rule: ComparisonRule,
  by: ComparisonBy,
  counts: readonly SideCounts[],
): void {
  const labels = classLabels(counts, by, context);
  const start = rows.length;
  const totalRow = start + labels.length;
  labels.forEach((label, index) => {
    const cells = rule.sides.flatMap((side, position): Cell[] => {
      const found = counts[position]?.classes.find((one) => one.label === label);
      if (found === undefined)
        return [
          { kind: "absent", reason: "not-applicable" },
          { kind: "absent", reason: "not-applicable" },
        ];
      const place = { row: start + index, column: position * 2 };
      return [
        countCell(found.people, peopleOf(peopleRule(context, side.from), found.people)),
        { kind: "share", numerator: place, denominator: { row: totalRow, column: position * 2 } },
      ];
    });
    rows.push({ id: `${by.label}: ${label}`, label, group: by.label, cells });
  });
  rows.push({
    id: `${by.label}: known`,
    label: "All with a known class",
    group: by.label,
    cells: rule.sides.flatMap((side, position): Cell[] => [
      countCell(counts[position]?.known ?? 0, peopleOf(peopleRule(context, side.from), counts[position]?.known ?? 0)),
      {
        kind: "share",
        numerator: { row: totalRow, column: position * 2 },
        denominator: { row: totalRow, column: position * 2 },
      },
    ]),
  });
  if ("indicators" in by) return;
  rule.sides.forEach((_, position) => {
    const parts = labels.flatMap((__, index) =>
      rows[start + index]?.cells[position * 2]?.kind === "count" ? [{ row: start + index, column: position * 2 }] : [],
    );
    const valueAt = (row: number): number => {
      const cell = rows[row]?.cells[position * 2];
      return cell?.kind === "count" ? cell.value : 0;
    };
    // A person with several rows may stand in several classes, which then do not add up.
    const addsUp = parts.reduce((sum, { row }) => sum + valueAt(row), 0) === valueAt(totalRow);
    if (parts.length > 0 && addsUp) sums.push({ total: { row: totalRow, column: position * 2 }, parts });
  });
}

/** `Exploitation type: Financial is a class of the service only.` */
function unmatchedClasses(rule: ComparisonRule, by: ComparisonBy, counts: readonly SideCounts[]): string[] {
  const bySide = counts.map(({ classes }) => new Set(classes.map(({ label }) => label)));
  return rule.sides.flatMap((side, index) => {
    const own = bySide[index] ?? new Set<string>();
    const only = [...own]
      .filter((label) => bySide.some((labels, other) => other !== index && !labels.has(label)))
      .sort(compareText);
    return only.length === 0
      ? []
      : [`${by.label}: classes of ${side.label} that the other side does not have: ${only.join(", ")}.`];
  });
}
