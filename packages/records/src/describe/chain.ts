import { createView, id, list, sql } from "@plait/database";
import type { ChainRule, FlowBox, Result, Row, Sum } from "@plait/study";
import { conditionSql } from "../condition-sql.ts";
import {
  columnsOfTable,
  countCell,
  type DescribeContext,
  kindsBehind,
  peopleOf,
  peopleRule,
  peopleSql,
} from "./describe-context.ts";

/** The view of the rows that a chain leaves. */
export const chainTable = (chain: string): string => `after ${chain}`;

interface Size {
  readonly size: number;
  readonly people: number;
}

/**
 * A chain of exclusions as a ledger and a flow: what each rule kept and removed, in order, and what each conditional exclusion
 * would remove after the last step, each alone.
 */
export async function describeChain(context: DescribeContext, chain: ChainRule): Promise<Result> {
  const columns = columnsOfTable(context, chain.from);
  const rule = peopleRule(context, chain.from);
  const sizeOf = (where: ReturnType<typeof sql>): Promise<Size> =>
    context.database.row<Size>(
      sql`select count(*) as ${id("size")}, ${peopleSql(rule)} as ${id("people")} from ${id(chain.from)} where ${where}`,
    );
  const cell = ({ size, people }: Size, name: string) => [countCell(size, peopleOf(rule, people), name)];

  const rows: Row[] = [];
  const boxes: FlowBox[] = [];
  const arrows: { from: string; to: string }[] = [];
  const sums: Sum[] = [];
  const add = (
    boxId: string,
    label: string,
    role: FlowBox["role"],
    level: number,
    size: Size,
    group: string,
  ): number => {
    const name = boxId === "start" ? `${chain.from}.rows` : `${chain.id}.${boxId}`;
    rows.push({ id: boxId, label, group, cells: cell(size, name) });
    boxes.push({ id: boxId, row: rows.length - 1, role, level });
    return rows.length - 1;
  };
  const inOrder = "In order";
  let kept = sql`true`;
  let before = add("start", chain.start, "kept", 0, await sizeOf(kept), inOrder);
  let previous = "start";
  for (const [index, step] of chain.steps.entries()) {
    const keep = conditionSql(step.keep, columns);
    const removedRow = add(
      `removed-${step.rule}`,
      step.removed,
      "removed",
      index,
      await sizeOf(sql`${kept} and not ${keep}`),
      inOrder,
    );
    kept = sql`${kept} and ${keep}`;
    const keptRow = add(step.rule, step.label, "kept", index + 1, await sizeOf(kept), inOrder);
    sums.push({
      total: { row: before, column: 0 },
      parts: [
        { row: removedRow, column: 0 },
        { row: keptRow, column: 0 },
      ],
    });
    arrows.push({ from: previous, to: `removed-${step.rule}` }, { from: previous, to: step.rule });
    before = keptRow;
    previous = step.rule;
  }
  const names = [...new Set(["_src", "period", "group", ...columns.keys()])].map((name) => id(name));
  await context.database.run(
    createView(chainTable(chain.id), sql`select ${list(names)} from ${id(chain.from)} where ${kept}`),
  );
  for (const conditional of chain.conditional) {
    const keep = conditionSql(conditional.keep, columns);
    const group = "Where an analysis needs it, each alone";
    const removed = await sizeOf(sql`${kept} and not ${keep}`);
    const left = await sizeOf(sql`${kept} and ${keep}`);
    rows.push({
      id: `removed-${conditional.rule}`,
      label: `Removed: not ${lowerFirst(conditional.label)}`,
      group,
      cells: cell(removed, `${chain.id}.removed-${conditional.rule}`),
    });
    rows.push({
      id: conditional.rule,
      label: conditional.label,
      group,
      cells: cell(left, `${chain.id}.${conditional.rule}`),
    });
    sums.push({
      total: { row: before, column: 0 },
      parts: [
        { row: rows.length - 2, column: 0 },
        { row: rows.length - 1, column: 0 },
      ],
    });
  }
  const unit = rule.kind === "rows" ? "cases" : "people";
  return {
    id: chain.id,
    strand: "records",
    title: chain.title,
    summary:
      "Each step removes rows by one named rule; what is removed and what is left add up to what was there before.",
    rowHeading: "Step",
    columns: [{ id: "count", label: unit === "cases" ? "Cases" : "People", unit }],
    rows,
    sums,
    figure: {
      kind: "flow",
      title: chain.title,
      description:
        "Boxes from top to bottom with the number left after each rule, and beside each arrow the number the rule removed.",
      column: 0,
      boxes,
      arrows,
    },
    sentences: [
      {
        parts: [
          "Of ",
          { cell: { row: 0, column: 0 } },
          ` ${unit}, `,
          { cell: { row: before, column: 0 } },
          " are left after all steps.",
        ],
        restsOn: [],
      },
    ],
    notes: [
      ...(rule.kind === "rows" ? ["Cases carry no reference number: one person may be several cases."] : []),
      ...chain.conditional.flatMap(({ label, note }) => (note === undefined ? [] : [`${label}: ${note}.`])),
    ],
    method: {
      name: "Attrition ledger",
      variant: "sequential exclusions, then conditional exclusions each alone",
      options: { steps: chain.steps.map((step) => step.rule).join(", ") },
      source: "Plait, docs/methods/attrition.md",
      page: "attrition",
      version: context.version,
    },
    provenance: context.provenance(kindsBehind(context, chain.from), ["ingest", "harmonise", chain.id]),
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
