import type { Result, Row, Sum } from "@plait/study";
import type { QSort } from "../q-sort.ts";
import { ALL_SORTERS, countOf } from "./cells.ts";
import type { DescribeContext } from "./describe-context.ts";

/** How many sorts there are, in which language the cards were, and what was recorded of them. */
export function sortsTable(context: DescribeContext): Result {
  const { sorts, analysis } = context;
  const languages = [...new Set(sorts.flatMap(({ language }) => language ?? []))].sort();
  const unforced = new Set(analysis.unforced);
  const byLanguage: Row[] = [
    ...languages.map((tag) =>
      row(
        `language-${tag.toLowerCase()}`,
        tag,
        sorts.filter(({ language }) => language === tag),
      ),
    ),
    row(
      "language-unknown",
      "not recorded",
      sorts.filter(({ language }) => language === undefined),
    ),
  ].filter(({ cells }) => cells[0]?.kind === "count" && cells[0].value > 0);
  const rows: Row[] = [{ id: "all", label: "All sorts", cells: [countOf(sorts.length, ALL_SORTERS)] }, ...byLanguage];
  const sums: Sum[] = [
    { total: { row: 0, column: 0 }, parts: byLanguage.map((_, at) => ({ row: at + 1, column: 0 })) },
  ];
  const parts: readonly (readonly [
    id: string,
    group: string,
    yes: string,
    no: string,
    has: (sort: QSort) => boolean,
  ])[] = [
    ["piles", "Piles", "recorded", "not recorded", ({ piles }) => piles !== undefined],
    ["order", "Order of placing", "recorded", "not recorded", ({ order }) => order !== undefined],
    ["grid", "Grid", "filled exactly", "filled otherwise", ({ sorter }) => !unforced.has(sorter)],
  ];
  for (const [id, group, yes, no, has] of parts) {
    const at = rows.length;
    const held = sorts.filter(has);
    rows.push({ id: `${id}-yes`, label: yes, group, cells: [countOf(held.length)] });
    if (held.length === sorts.length) {
      sums.push({ total: { row: 0, column: 0 }, parts: [{ row: at, column: 0 }] });
      continue;
    }
    rows.push({ id: `${id}-no`, label: no, group, cells: [countOf(sorts.length - held.length)] });
    sums.push({
      total: { row: 0, column: 0 },
      parts: [
        { row: at, column: 0 },
        { row: at + 1, column: 0 },
      ],
    });
  }
  return {
    id: "q.sorts",
    strand: "q",
    title: "Sorts by language and by what was recorded",
    summary:
      "How many people sorted, with cards in which language, and whether piles and the order of placing were kept.",
    rowHeading: "Sorts",
    columns: [{ id: "sorters", label: "Sorters", unit: "people" }],
    rows,
    sums,
    sentences: [],
    notes: ["A pile is the first, coarse answer: agree, unsure or disagree. It is a measurement of its own."],
    method: context.method({
      name: "Q-sorts",
      variant: "imported, each card once, checked against the grid",
      options: { shape: context.study.grid.shape, cards: context.study.statements.length },
      source: "Stephenson (1953), The Study of Behavior",
      page: "q-factors",
    }),
    provenance: context.provenance(["read sorts"]),
  };

  function row(id: string, label: string, those: readonly QSort[]): Row {
    return { id, label, group: "Language of the cards", cells: [countOf(those.length)] };
  }
}
