import { id, sql } from "@plait/database";
import type { Cell, Result, Row } from "@plait/study";
import { linkedTable } from "../link/link-kind.ts";
import { countCell, type DescribeContext, peopleOf, peopleRule, peopleSql } from "./describe-context.ts";

interface GroupSize {
  readonly group: string;
  readonly size: number;
  readonly people: number;
}

/** How many rows each linked file holds, over all groups and by group: the document's Table 1. */
export async function sampleSizes(context: DescribeContext, kinds: readonly string[]): Promise<Result> {
  const { rules } = context.study;
  const groups = Object.entries(rules.groups);
  const sizes = new Map<string, ReadonlyMap<string, GroupSize>>();
  for (const kind of kinds) sizes.set(kind, await sizesByGroup(context, kind));
  const cell = (kind: string, group: string): Cell => {
    const size = sizes.get(kind)?.get(group);
    return countCell(size?.size ?? 0, peopleOf(peopleRule(context, kind), size?.people ?? 0), rowsName(kind, group));
  };
  const row = (rowId: string, label: string, group: string): Row => ({
    id: rowId,
    label,
    cells: kinds.map((kind) => cell(kind, group)),
  });
  return {
    id: "records.sample-sizes",
    strand: "records",
    title: "Linked files: number of rows",
    summary:
      "Rows in each linked file after cleaning, over all worker groups and by the group whose deliveries they come from. A person may have several rows in each.",
    rowHeading: "Source",
    columns: kinds.map((kind) => ({ id: kind, label: `${rules.kinds[kind]?.label ?? kind} file`, unit: "rows" })),
    rows: [
      row("total", "All sources", ""),
      ...groups.map(([group, { label }]) => row(group, label === group ? group : `${group} (${label})`, group)),
    ],
    sums: kinds.flatMap((kind, column) =>
      isAllInGroups(sizes.get(kind), groups)
        ? [{ total: { row: 0, column }, parts: groups.map((_, index) => ({ row: index + 1, column })) }]
        : [],
    ),
    sentences: kinds.map((kind, column) => ({
      parts: [
        `The linked ${(rules.kinds[kind]?.label ?? kind).toLowerCase()} file holds `,
        { cell: { row: 0, column } },
        " rows.",
      ],
      restsOn: [],
    })),
    notes: [
      "Rows delivered twice are counted once, rows of one entry that agree are merged, and rows that cannot be used are in quarantine. Later entries of the same person, rows in conflict and rows without a referral are included.",
    ],
    method: {
      name: "Linkage by reference number",
      variant: "deterministic, staged by worker group and kind of record",
      options: { key: context.records.spine?.rule.key ?? "" },
      source: "Skeels, Huxley and Stott (2024), appendix 1, stages 1 to 3",
      page: "linkage",
      version: context.version,
    },
    provenance: context.provenance(kinds, ["ingest", "harmonise", "merge", "combine"]),
  };
}

/** The name of the number of rows of a linked file: those of one group, or all of them without one. */
export function rowsName(kind: string, group = ""): string {
  return group === "" ? `${kind}.rows` : `${kind}.${group}.rows`;
}

/** The name of the number of rows of one month in the linked file of a group. */
export function monthName(kind: string, group: string, month: string): string {
  return `${kind}.${group}.${month}.rows`;
}

/** Kinds that no group delivers have rows in the total only. */
function isAllInGroups(
  sizes: ReadonlyMap<string, GroupSize> | undefined,
  groups: readonly (readonly [group: string, ...unknown[]])[],
): boolean {
  const inGroups = groups.reduce((sum, [group]) => sum + (sizes?.get(group)?.size ?? 0), 0);
  return inGroups === (sizes?.get("")?.size ?? 0);
}

async function sizesByGroup(context: DescribeContext, kind: string): Promise<ReadonlyMap<string, GroupSize>> {
  const people = peopleSql(peopleRule(context, kind));
  const counted = sql`count(*) as ${id("size")}, ${people} as ${id("people")} from ${id(linkedTable(kind))}`;
  const rows = await context.database.rows<GroupSize>(
    sql`select ${id("group")}, ${counted} where ${id("group")} <> '' group by ${id("group")} union all select '' as ${id("group")}, ${counted}`,
  );
  return new Map(rows.map((row) => [row.group, row]));
}
