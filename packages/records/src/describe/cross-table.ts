import { id, list, literal, sql } from "@plait/database";
import {
  type Cell,
  type CellPlace,
  type Column,
  compareText,
  type Result,
  type Row,
  type Sum,
  type SumElsewhere,
  type TableRule,
} from "@plait/study";
import { type ColumnIndex, conditionSql } from "../condition-sql.ts";
import { WIDE } from "../link/wide-file.ts";
import {
  columnsOfTable,
  countCell,
  type DescribeContext,
  kindsBehind,
  peopleOf,
  peopleRule,
  peopleSql,
} from "./describe-context.ts";
import { sumsAcrossColumns } from "./sums-across-columns.ts";

interface Counted {
  readonly keys: readonly string[];
  readonly column: string;
  readonly size: number | null;
  readonly people: number;
}

const MISSING = "No value";
/** Stands among classes for their total; what is shown is "Total", or "All" where a class bears that name. */
const TOTAL = "\u001ftotal";

/** A table the study declares: people, rows or published figures by the classes of one or more variables. */
export async function crossTable(context: DescribeContext, rule: TableRule): Promise<Result> {
  const known = columnsOfTable(context, rule.from);
  const people = peopleRule(context, rule.from);
  const where = rule.where === undefined ? sql`true` : conditionSql(rule.where, known);
  const measures = "sums" in rule.measure ? rule.measure.sums : null;
  const text = (name: string) => sql`coalesce(cast(${id(name)} as varchar), ${literal(MISSING)})`;
  const measured = (name: string | null) =>
    name === null
      ? "count" in rule.measure && rule.measure.count === "people"
        ? peopleSql(people)
        : sql`count(*)`
      : sql`cast(sum(${id(name)}) as double)`;
  const single = "sum" in rule.measure ? rule.measure.sum : null;

  const counted: Counted[] = [];
  const byRows = rule.rows.map(text);
  const column = rule.columns === undefined ? literal("") : text(rule.columns);
  const count = async (groupRows: boolean, groupColumn: boolean): Promise<void> => {
    for (const measure of measures ?? [single]) {
      const keys = groupRows ? sql`[${list(byRows)}]` : sql`cast([] as varchar[])`;
      const columnKey = measures !== null ? literal(measure) : groupColumn ? column : literal(TOTAL);
      counted.push(
        ...(await context.database.rows<Counted>(
          sql`select ${keys} as ${id("keys")}, ${columnKey} as ${id("column")}, ${measured(measure)} as ${id("size")}, ${peopleSql(people)} as ${id("people")}
            from ${id(rule.from)} where ${where} group by 1, 2`,
        )),
      );
    }
  };
  const hasColumnTotal = rule.totals.includes("rows") && rule.columns !== undefined;
  const hasRowTotal = rule.totals.includes("columns");
  await count(true, true);
  if (hasColumnTotal) await count(true, false);
  if (hasRowTotal) await count(false, true);
  if (hasRowTotal && hasColumnTotal) await count(false, false);

  const cells = new Map(counted.map((one) => [`${one.keys.join("\n")}\t${one.column}`, one]));
  const order = classOrder(context, rule);
  const rowKeys = uniqueSorted(
    counted.filter(({ keys }) => keys.length > 0).map(({ keys }) => keys),
    order,
  );
  const classes =
    measures ?? [...new Set(counted.map((one) => one.column))].filter((one) => one !== TOTAL).sort(order.column);
  const columns: Column[] = [...classes, ...(hasColumnTotal ? [TOTAL] : [])].map((name) => ({
    id: name === "" ? "count" : name === TOTAL ? totalName(classes) : name,
    label: name === TOTAL ? totalName(classes) : labelOfColumn(context, rule, name),
    unit: single !== null || measures !== null ? "figures" : unitOf(rule),
  }));
  const columnNames = [...classes, ...(hasColumnTotal ? [TOTAL] : [])];
  // All classes together are the rows of their table, wherever else their number is printed.
  const countsEverything =
    "count" in rule.measure && (rule.measure.count === "rows" || rule.from === WIDE) && rule.where === undefined;
  const everything = `${rule.from}.rows`;
  const cellAt = (keys: readonly string[], name: string): Cell => {
    const found = cells.get(`${keys.join("\n")}\t${name}`);
    // What a source did not publish is not a zero.
    if (found === undefined && people.kind !== "published") return countCell(0, peopleOf(people, 0));
    if (found === undefined || found.size === null) return { kind: "absent", reason: "not-supplied" };
    const isGrandTotal = keys.length === 0 && (name === TOTAL || rule.columns === undefined);
    return countCell(
      found.size,
      peopleOf(people, found.people),
      isGrandTotal && countsEverything ? everything : undefined,
    );
  };
  const rows: Row[] = rowKeys.map((keys) => ({
    id: keys.join(" / "),
    label: keys.at(-1) ?? "",
    ...(keys.length > 1 ? { group: keys.slice(0, -1).join(", ") } : {}),
    cells: columnNames.map((name) => cellAt(keys, name)),
  }));
  if (hasRowTotal) {
    const name = totalName(rowKeys.map(([first = ""]) => first));
    rows.push({
      id: name,
      label: name,
      ...(rule.rows.length > 1 ? { group: name } : {}),
      cells: columnNames.map((column) => cellAt([], column)),
    });
  }
  const sums = sumsOf(rows, columnNames.length, hasRowTotal, hasColumnTotal);
  const printsGrandTotal = hasRowTotal && (hasColumnTotal || rule.columns === undefined);
  const totals = (hasRowTotal ? columnNames.length : 0) + (hasColumnTotal ? rows.length : 0);
  return {
    id: rule.id,
    strand: "records",
    title: rule.title,
    summary: summaryOf(context, rule, known),
    rowHeading: rule.rows.map((name) => known.get(name)?.label ?? name).join(", "),
    columns,
    rows,
    sums: measures === null ? sums : [...sums, ...sumsAcrossColumns(rows)],
    sumsElsewhere:
      countsEverything && !printsGrandTotal
        ? sumsToAll(everything, rows, columnNames.length, hasRowTotal, hasColumnTotal)
        : [],
    sentences: [],
    notes:
      sums.length === totals || people.kind === "published"
        ? []
        : ["A person may stand in several classes, so classes need not add up to totals."],
    method: {
      name: "Cross-tabulation",
      variant: single !== null || measures !== null ? "sums of published figures" : `counts of ${unitOf(rule)}`,
      options: {
        from: rule.from,
        rows: rule.rows.join(", "),
        ...(rule.columns === undefined ? {} : { columns: rule.columns }),
      },
      source: "Plait, docs/methods/tables.md",
      page: "tables",
      version: context.version,
    },
    provenance: context.provenance(kindsBehind(context, rule.from), ["ingest", "harmonise", rule.from]),
  };
}

function totalName(classes: readonly string[]): string {
  return classes.includes("Total") ? "All" : "Total";
}

function unitOf(rule: TableRule): string {
  return "count" in rule.measure ? rule.measure.count : "figures";
}

function declaredClasses(context: DescribeContext, variable: string): readonly string[] {
  const { rules } = context.study;
  if (variable === "group") return Object.keys(rules.groups);
  if (variable === "period") return Object.keys(rules.periods);
  const summary = rules.wide.summaries.find((one) => one.variable === variable);
  const declared = rules.variables[summary !== undefined && summary.take !== "rows" ? summary.of : variable];
  return declared?.type === "category" ? [...(declared.values ?? []), ...declared.unknown] : [];
}

/** Declared values in their declared order, then all others by code unit; `No value` last. */
function classOrder(context: DescribeContext, rule: TableRule) {
  const rank = (variable: string | undefined) => {
    const values = variable === undefined ? [] : declaredClasses(context, variable);
    const position = (value: string) =>
      value === MISSING ? values.length + 1 : values.includes(value) ? values.indexOf(value) : values.length;
    return (a: string, b: string) => position(a) - position(b) || compareText(a, b);
  };
  const byRow = rule.rows.map((name) => rank(name));
  return {
    column: rank(rule.columns),
    row: (a: readonly string[], b: readonly string[]): number => {
      for (const [index, compare] of byRow.entries()) {
        const order = compare(a[index] ?? "", b[index] ?? "");
        if (order !== 0) return order;
      }
      return 0;
    },
  };
}

function uniqueSorted(
  keys: readonly (readonly string[])[],
  order: ReturnType<typeof classOrder>,
): (readonly string[])[] {
  return [...new Map(keys.map((key) => [key.join("\n"), key])).values()].sort(order.row);
}

function labelOfColumn(context: DescribeContext, rule: TableRule, name: string): string {
  if (name === "" && "sum" in rule.measure)
    return context.study.rules.variables[rule.measure.sum]?.label ?? rule.measure.sum;
  if (name === "") return unitOf(rule) === "people" ? "People" : "Rows";
  return context.study.rules.variables[name]?.label ?? name;
}

function summaryOf(context: DescribeContext, rule: TableRule, known: ColumnIndex): string {
  const kind = context.study.rules.kinds[rule.from];
  const from = kind === undefined ? `${rule.from.charAt(0).toUpperCase()}${rule.from.slice(1)} file` : kind.label;
  const by = [...rule.rows, ...(rule.columns === undefined ? [] : [rule.columns])];
  return `${from}: ${unitOf(rule)} by ${by.map((name) => (known.get(name)?.label ?? name).toLowerCase()).join(" and ")}.`;
}

/** The outermost totals of a table, or else all its cells, add up to a number that other results print. */
function sumsToAll(
  total: string,
  rows: readonly Row[],
  width: number,
  hasRowTotal: boolean,
  hasColumnTotal: boolean,
): SumElsewhere[] {
  const [firstRow, firstColumn] = [hasRowTotal ? rows.length - 1 : 0, hasColumnTotal ? width - 1 : 0];
  const parts = rows.flatMap(({ cells }, row): CellPlace[] =>
    cells.flatMap((cell, column) =>
      row >= firstRow && column >= firstColumn && cell.kind === "count" ? [{ row, column }] : [],
    ),
  );
  return parts.length === 0 ? [] : [{ total, parts }];
}

/** Relations that hold exactly; a sum in which some cell has no number is left out. */
function sumsOf(rows: readonly Row[], width: number, hasRowTotal: boolean, hasColumnTotal: boolean): Sum[] {
  const sums: Sum[] = [];
  const parts = hasRowTotal ? rows.length - 1 : rows.length;
  if (hasColumnTotal) {
    for (let row = 0; row < rows.length; row++) {
      sums.push({
        total: { row, column: width - 1 },
        parts: Array.from({ length: width - 1 }, (_, column) => ({ row, column })),
      });
    }
  }
  if (hasRowTotal) {
    for (let column = 0; column < width; column++) {
      sums.push({
        total: { row: rows.length - 1, column },
        parts: Array.from({ length: parts }, (_, row) => ({ row, column })),
      });
    }
  }
  const value = ({ row, column }: { readonly row: number; readonly column: number }): number | null => {
    const cell = rows[row]?.cells[column];
    return cell?.kind === "count" ? cell.value : null;
  };
  return sums.filter(({ total, parts: of }) => {
    const values = of.map(value);
    return !values.includes(null) && value(total) === values.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  });
}
