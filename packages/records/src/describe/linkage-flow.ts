import { id, sql } from "@plait/database";
import type { Cell, CellPlace, FlowBox, People, Result, Row, Sum } from "@plait/study";
import { linkedTable } from "../link/link-kind.ts";
import { WIDE_CANDIDATES } from "../link/wide-file.ts";
import { countCell, type DescribeContext } from "./describe-context.ts";

/**
 * From the tables as delivered to the long and the wide file: the document's Figure 1, with the rows at each stage and
 * what the wide file leaves out, by rule.
 */
export async function linkageFlow(context: DescribeContext, kinds: readonly string[], sizes: Result): Promise<Result> {
  const { rules } = context.study;
  const spine = context.records.spine;
  if (spine === null) throw new RangeError("a linkage flow needs a spine");
  const groups = Object.keys(rules.groups);
  const rows: Row[] = [];
  const boxes: FlowBox[] = [];
  const arrows: { from: string; to: string }[] = [];
  const add = (
    box: { id: string; label: string; role: FlowBox["role"]; level: number; group: string },
    cell: Cell,
  ): CellPlace => {
    rows.push({ id: box.id, label: box.label, group: box.group, cells: [cell] });
    boxes.push({ id: box.id, row: rows.length - 1, role: box.role, level: box.level });
    return { row: rows.length - 1, column: 0 };
  };
  const sizeAt = (row: number, column: number): Cell => {
    const cell = sizes.rows[row]?.cells[column];
    if (cell === undefined) throw new RangeError(`the sample sizes have no cell ${row}, ${column}`);
    return cell;
  };
  const labelOf = (kind: string): string => (rules.kinds[kind]?.label ?? kind).toLowerCase();

  for (const kind of kinds) {
    for (const group of groups) {
      const tables = context.records.sheets.filter(
        ({ sheet }) => sheet.delivery.kind === kind && sheet.delivery.group === group,
      ).length;
      const cell: Cell = { kind: "text", text: `${tables} ${tables === 1 ? "table" : "tables"}` };
      add(
        {
          id: `tables-${kind}-${group}`,
          label: `${group} ${labelOf(kind)} tables`,
          role: "kept",
          level: 0,
          group: "Stage 1: tables as delivered",
        },
        cell,
      );
      arrows.push({ from: `tables-${kind}-${group}`, to: `${kind}-${group}` });
    }
  }
  const stage2 = new Map<string, CellPlace[]>();
  kinds.forEach((kind, column) => {
    const places = groups.map((group, index) => {
      arrows.push({ from: `${kind}-${group}`, to: kind });
      const label = `${group} ${labelOf(kind)}`;
      return add(
        { id: `${kind}-${group}`, label, role: "kept", level: 1, group: "Stage 2: one file a group and kind" },
        sizeAt(index + 1, column),
      );
    });
    stage2.set(kind, places);
  });
  const sums: Sum[] = [];
  const stage3 = new Map<string, CellPlace>();
  kinds.forEach((kind, column) => {
    const total = add(
      {
        id: kind,
        label: `${rules.kinds[kind]?.label ?? kind} file`,
        role: "kept",
        level: 2,
        group: "Stage 3: one file a kind",
      },
      sizeAt(0, column),
    );
    const addsUp = sizes.sums.some((sum) => sum.total.column === column);
    if (addsUp) sums.push({ total, parts: stage2.get(kind) ?? [] });
    stage3.set(kind, total);
    arrows.push({ from: kind, to: "long" });
  });
  const stage4 = "Stage 4: long and wide files";
  const people = await peopleAtStage4(context);
  const longRows = context.records.ledger.find(({ step }) => step === "long")?.rowsOut ?? 0;
  const long = add(
    { id: "long", label: "Long file (all kinds, one row a record)", role: "kept", level: 3, group: stage4 },
    countCell(longRows, people.counted(people.long), "long.rows"),
  );
  sums.push({ total: long, parts: [...stage3.values()] });

  const wideStep = context.records.ledger.find(({ step }) => step === "wide");
  const removed = (wideStep?.removed ?? []).map(({ rule, reason, rows: count }) => {
    const place = add(
      { id: `removed-${rule}`, label: reason, role: "removed", level: 3, group: "Left out of the wide file" },
      countCell(count, people.counted(people.removed.get(rule) ?? 0), `wide.removed.${rule}`),
    );
    arrows.push({ from: spine.kind, to: `removed-${rule}` });
    return place;
  });
  const wideRows = wideStep?.rowsOut ?? 0;
  const wide = add(
    { id: "wide", label: "Wide file (one row a person)", role: "kept", level: 3, group: stage4 },
    countCell(wideRows, people.counted(wideRows), "wide.rows"),
  );
  const summarised = new Set(rules.wide.summaries.map(({ kind }) => kind));
  for (const kind of kinds) if (kind === spine.kind || summarised.has(kind)) arrows.push({ from: kind, to: "wide" });
  const spinePlace = stage3.get(spine.kind);
  if (spinePlace !== undefined) sums.push({ total: spinePlace, parts: [wide, ...removed] });

  return {
    id: "records.linkage-flow",
    strand: "records",
    title: "How the deliveries were linked",
    summary:
      "Tables as delivered were cleaned and joined by reference number within each worker group and kind, then over all groups, and shaped into a long file with every record and a wide file with one row a person.",
    rowHeading: "File",
    columns: [{ id: "rows", label: "Rows", unit: "rows" }],
    rows,
    sums,
    figure: {
      kind: "flow",
      title: "How the deliveries were linked",
      description:
        "Boxes in four stages from the tables as delivered, through one file a worker group and kind and one file a kind, to the long and wide files, with what the wide file leaves out beside it.",
      column: 0,
      boxes,
      arrows,
    },
    sentences: [{ parts: ["The wide file holds ", { cell: wide }, " people, one row each."], restsOn: [] }],
    notes: ["Stage 1 shows tables, not rows: a table is one sheet of a workbook or one text file."],
    method: {
      name: "Linkage by reference number",
      variant: "deterministic; re-entry and error told apart by declared rules",
      options: { key: spine.rule.key, episodesBy: (spine.rule.episodes ?? []).join(", ") },
      source: "Skeels, Huxley and Stott (2024), appendix 1, figure 1",
      page: "linkage",
      version: context.version,
    },
    provenance: context.provenance(kinds, ["ingest", "harmonise", "merge", "combine", "shape"]),
  };
}

async function peopleAtStage4(context: DescribeContext) {
  const { spine } = context.records;
  if (spine === null) throw new RangeError("a linkage flow needs a spine");
  const key = id(spine.rule.key);
  const removed = await context.database.rows<{ rule: string; people: number }>(
    sql`select ${id("_removed")} as ${id("rule")}, count(distinct ${key}) as ${id("people")} from ${id(WIDE_CANDIDATES)} where ${id("_removed")} is not null group by ${id("_removed")}`,
  );
  const { people } = await context.database.row<{ people: number }>(
    sql`select count(distinct ${key}) as ${id("people")} from ${id(linkedTable(spine.kind))}`,
  );
  return {
    removed: new Map(removed.map((one) => [one.rule, one.people])),
    /** Everyone in the spine; orphans could only add to them. */
    long: people,
    counted: (count: number): People => ({ kind: "counted", people: count }),
  };
}
