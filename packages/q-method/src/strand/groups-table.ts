import type { Cell, CellPlace, Column, QParticipant, Result, Row, Sum } from "@plait/study";
import {
  ALL_SORTERS,
  countOf,
  membersOf,
  notApplicable,
  notEstimable,
  statistic,
  textOf,
  UNALIGNED_SORTERS,
} from "./cells.ts";
import type { DescribeContext } from "./describe-context.ts";

/** Who makes up each group: the document's Table 7. Those aligned with no group have a row of their own. */
export function groupsTable(context: DescribeContext): Result {
  const { groups, unaligned, study } = context;
  const described = new Map(study.participants.map((participant) => [participant.sorter, participant]));
  const undescribed = context.sorts.filter(({ sorter }) => !described.has(sorter)).map(({ sorter }) => ({ sorter }));
  const columns = groupColumns([...study.participants, ...undescribed]);
  const sets: readonly (Pick<Row, "id" | "label"> & { readonly count: string; readonly members: readonly string[] })[] =
    [
      ...groups.map(({ id, name, members }) => ({
        id,
        label: name,
        count: membersOf(id),
        members: members.map(({ sorter }) => sorter),
      })),
      { id: "unaligned", label: "Aligned with no group", count: UNALIGNED_SORTERS, members: unaligned },
      { id: "all", label: "All sorters", count: ALL_SORTERS, members: context.sorts.map(({ sorter }) => sorter) },
    ];
  const rows = sets.map(({ id, label, count, members }): Row => {
    const people = members.map((sorter) => described.get(sorter) ?? { sorter });
    return { id, label, cells: columns.map(({ cell }) => cell(people, count)) };
  });
  return {
    id: "q.groups",
    strand: "q",
    title: "Groups of sorters: members and their description",
    summary:
      "How many sorters are aligned with each group, who they are by code, and their gender, age and time in the service. Sorters aligned with no group are shown as such and never left out.",
    rowHeading: "Group",
    columns: columns.map(({ column }) => column),
    rows,
    sums: [
      ...sumsAcross(columns, rows.length),
      ...setsIntoAll(context, columns, ({ partOf }, column) => column === 1 || partOf !== undefined),
    ],
    pools: setsIntoAll(context, columns, ({ pooled }) => pooled === true),
    sentences: [
      {
        parts: [
          { cell: { row: rows.length - 1, column: 1 } },
          " people sorted; ",
          { cell: { row: rows.length - 2, column: 1 } },
          " are aligned with no group.",
        ],
        restsOn: [],
      },
    ],
    notes: [
      "A mean is rounded to the nearest tenth, halves away from zero. A sorter whose description is not known is left out of that figure only.",
      "A lowest or highest value is what one person or a few have; behind all other figures stands the whole group.",
      ...(isPartition(context) ? [] : ["A sorter can be aligned with more than one group, so groups do not add up."]),
    ],
    method: context.analysis.method,
    provenance: context.provenance(["read sorts", "correlate", "extract", "rotate", "flag", "describe groups"]),
  };
}

interface GroupColumn {
  readonly column: Column;
  /** A column whose counts over all columns of one set add up to the number of members. */
  readonly partOf?: "gender" | "left";
  /** A mean, which for all sorters follows from those of the groups. */
  readonly pooled?: true;
  /** `count` is the name of the number of these people. */
  readonly cell: (people: readonly QParticipant[], count: string) => Cell;
}

function groupColumns(participants: readonly QParticipant[]): GroupColumn[] {
  const genders = [...new Set(participants.flatMap(({ gender }) => gender ?? []))].sort();
  const columns: GroupColumn[] = [
    {
      column: { id: "members", label: "Members", unit: "codes" },
      cell: (people, count) =>
        count === ALL_SORTERS
          ? notApplicable
          : textOf(people.map(({ sorter }) => sorter).join(", "), people.length, [count]),
    },
    {
      column: { id: "sorters", label: "Sorters", unit: "people" },
      cell: (people, count) => countOf(people.length, count),
    },
    ...genders.map((gender) =>
      counted(`gender-${idOf(gender)}`, gender, "Gender", "gender", (person) => person.gender === gender),
    ),
    counted("gender-unknown", "gender not known", "Gender", "gender", ({ gender }) => gender === undefined),
    ...measured("age", "Age", "years", ({ age }) => age),
    ...measured("months", "Months in service", "months", ({ monthsInService }) => monthsInService),
    counted("left", "left", "Left the service", "left", ({ leftService }) => leftService === true),
    counted("not-left", "still there", "Left the service", "left", ({ leftService }) => leftService === false),
    counted(
      "left-unknown",
      "whether left not known",
      "Left the service",
      "left",
      ({ leftService }) => leftService === undefined,
    ),
  ];
  return columns.filter(({ column, cell }) => !column.id.endsWith("-unknown") || hasPeople(cell(participants, "")));
}

function hasPeople(cell: Cell): boolean {
  return cell.kind === "count" && cell.value > 0;
}

function counted(
  id: string,
  label: string,
  group: string,
  partOf: "gender" | "left",
  counts: (person: QParticipant) => boolean,
): GroupColumn {
  return {
    column: { id, label, unit: "people", group },
    partOf,
    cell: (people) => countOf(people.filter(counts).length),
  };
}

function measured(
  id: string,
  group: string,
  unit: string,
  measure: (person: QParticipant) => number | undefined,
): GroupColumn[] {
  const values = (people: readonly QParticipant[]) => people.flatMap((person) => measure(person) ?? []);
  const described = (describe: (known: readonly number[]) => Cell) => (people: readonly QParticipant[]) => {
    const known = values(people);
    return known.length === 0 ? notEstimable("Known of nobody in the group.") : describe(known);
  };
  const extreme = (pick: (known: readonly number[]) => number) =>
    described((known) => {
      const value = pick(known);
      const shared = known.filter((one) => one === value).length;
      return statistic(value, 0, known.length, { kind: "extreme", shared });
    });
  const mean = described((known) => {
    const identical = known.every((one) => one === known[0]);
    const value = known.reduce((sum, one) => sum + one, 0) / known.length;
    return statistic(value, 1, known.length, { kind: "mean", identical });
  });
  return [
    { column: { id: `${id}-mean`, label: "mean", unit, group }, pooled: true, cell: mean },
    { column: { id: `${id}-lowest`, label: "lowest", unit, group }, cell: extreme((known) => Math.min(...known)) },
    { column: { id: `${id}-highest`, label: "highest", unit, group }, cell: extreme((known) => Math.max(...known)) },
  ];
}

/** In every row, genders add up to the members, and so do those who left and those who did not. */
function sumsAcross(columns: readonly GroupColumn[], rows: number): Sum[] {
  return Array.from({ length: rows }, (_, row) => row).flatMap((row) =>
    (["gender", "left"] as const).map((part) => ({
      total: { row, column: 1 },
      parts: columns.flatMap(({ partOf }, column): CellPlace[] => (partOf === part ? [{ row, column }] : [])),
    })),
  );
}

/** Where nobody is in two groups, all sorters are the groups and the unaligned together. */
function setsIntoAll(
  context: DescribeContext,
  columns: readonly GroupColumn[],
  applies: (column: GroupColumn, index: number) => boolean,
): Sum[] {
  if (!isPartition(context)) return [];
  const all = context.groups.length + 1;
  return columns.flatMap((one, column): Sum[] =>
    applies(one, column)
      ? [{ total: { row: all, column }, parts: Array.from({ length: all }, (_, row) => ({ row, column })) }]
      : [],
  );
}

function isPartition({ groups, unaligned, sorts }: DescribeContext): boolean {
  return groups.reduce((sum, { members }) => sum + members.length, unaligned.length) === sorts.length;
}

function idOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
