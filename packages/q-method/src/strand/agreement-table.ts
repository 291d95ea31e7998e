import type { Cell, Column, Result, Row, Sum } from "@plait/study";
import type { Pile, QSort } from "../q-sort.ts";
import { ALL_SORTERS, countOf, notApplicable, sorters, statistic } from "./cells.ts";
import type { DescribeContext } from "./describe-context.ts";

const PILES: readonly { readonly pile: Pile; readonly label: string }[] = [
  { pile: "agree", label: "agree" },
  { pile: "unsure", label: "unsure" },
  { pile: "disagree", label: "disagree" },
];

/**
 * Where each sorter placed each card, in how many Agree piles it lay, and how many had it among the highest places: the
 * document's Table 8. A card may be agreed with and placed low: pile and place are two measurements.
 */
export function agreementTable(context: DescribeContext): Result {
  const { sorts, study, analysis } = context;
  const top = highestColumns(context);
  const hasPiles = sorts.some(({ piles }) => piles !== undefined);
  const counts = countColumns(hasPiles, sorts, top);
  const columns: Column[] = [
    ...sorts.map(({ sorter }) => ({ id: `sorter-${sorter}`, label: sorter, unit: "place", group: "Place by sorter" })),
    ...counts.map(({ column }) => column),
  ];
  const rows: Row[] = [
    ...study.statements.map(({ id }, statement) => ({
      id,
      label: context.wording(statement),
      cells: [
        ...sorts.map((sort) => statistic(sort.places[statement] ?? 0, context.placeDigits, 1)),
        ...counts.map(({ holds, partOf }) =>
          countOf(sorts.filter((sort) => holds(sort, statement)).length, partOf === "all" ? ALL_SORTERS : undefined),
        ),
      ],
    })),
    {
      id: "all",
      label: "All cards",
      cells: [
        ...sorts.map(() => notApplicable),
        ...counts.map(({ holds }) => placings(sorts, study.statements.length, holds)),
      ],
    },
  ];
  return {
    id: "q.agreement",
    strand: "q",
    title: "Cards: places by sorter, piles, and how many placed them highest",
    summary:
      "The place each sorter gave each card; in how many people’s Agree pile the card lay; and how many had it among their highest places.",
    rowHeading: "Card",
    columns,
    rows,
    sums: sumsOf(counts, sorts.length, rows.length),
    sentences: [],
    notes: [
      `Places run from ${context.placeText(top.lowest)} to ${context.placeText(top.highest)}. The highest places are the ${top.cards} of the ${top.columns === 1 ? "highest column" : `${top.columns} highest columns`}.`,
      hasPiles
        ? "Piles are counted as the sorters dealt the cards before placing them, never worked out from the places: a card placed low may lie in the Agree pile."
        : "Piles were not recorded, so agreement is not known: it cannot be worked out from places.",
      "The last row counts placings of a card by a sorter, not people.",
    ],
    method: analysis.method,
    provenance: context.provenance(["read sorts", "count piles and places"]),
  };
}

interface CountColumn {
  readonly column: Column;
  readonly partOf: "pile" | "top" | "all";
  readonly holds: (sort: QSort, statement: number) => boolean;
}

function countColumns(hasPiles: boolean, sorts: readonly QSort[], top: HighestColumns): CountColumn[] {
  const column = (id: string, label: string, group: string): Column => ({ id, label, unit: "people", group });
  const isUnknown = (sort: QSort, statement: number) => sort.piles?.[statement] === undefined;
  const someUnknown = sorts.some(({ piles }) => piles === undefined);
  const pileColumns: CountColumn[] = PILES.map(({ pile, label }) => ({
    column: column(pile, label, "Pile"),
    partOf: "pile",
    holds: (sort, statement) => sort.piles?.[statement] === pile,
  }));
  const unknown: CountColumn = {
    column: column("pile-unknown", "pile not recorded", "Pile"),
    partOf: "pile",
    holds: isUnknown,
  };
  return [
    ...(hasPiles ? pileColumns : []),
    ...(hasPiles && someUnknown ? [unknown] : []),
    {
      column: column("top", `${top.cards} highest`, "Place"),
      partOf: "top",
      holds: (sort, statement) => (sort.places[statement] ?? Number.NEGATIVE_INFINITY) >= top.from,
    },
    {
      column: column("not-top", "elsewhere", "Place"),
      partOf: "top",
      holds: (sort, statement) => (sort.places[statement] ?? Number.NEGATIVE_INFINITY) < top.from,
    },
    { column: { id: "sorters", label: "Sorters", unit: "people" }, partOf: "all", holds: () => true },
  ];
}

/** Of cards by sorters; behind it stand those sorters who did it with any card. */
function placings(sorts: readonly QSort[], statements: number, holds: CountColumn["holds"]): Cell {
  const each = sorts.map((sort) => {
    let times = 0;
    for (let statement = 0; statement < statements; statement++) if (holds(sort, statement)) times++;
    return times;
  });
  return {
    kind: "count",
    value: each.reduce((sum, times) => sum + times, 0),
    people: sorters(each.filter((times) => times > 0).length),
  };
}

/** In every row piles, and places, add up to the sorters; down every column cards add up to the last row. */
function sumsOf(counts: readonly CountColumn[], before: number, rows: number): Sum[] {
  const all = before + counts.length - 1;
  const partsOf = (part: CountColumn["partOf"]) =>
    counts.flatMap(({ partOf }, at) => (partOf === part ? [before + at] : []));
  const across = Array.from({ length: rows }, (_, row) => row).flatMap((row): Sum[] =>
    (["pile", "top"] as const).flatMap((part) => {
      const columns = partsOf(part);
      return columns.length === 0
        ? []
        : [{ total: { row, column: all }, parts: columns.map((column) => ({ row, column })) }];
    }),
  );
  const down = counts.map((_, at): Sum => {
    const column = before + at;
    return {
      total: { row: rows - 1, column },
      parts: Array.from({ length: rows - 1 }, (_, row) => ({ row, column })),
    };
  });
  return [...across, ...down];
}

interface HighestColumns {
  readonly lowest: number;
  readonly highest: number;
  /** How many columns, and the least value of them. */
  readonly columns: number;
  readonly from: number;
  readonly cards: number;
}

/** The two highest columns of the grid, or the only one above the lowest. */
function highestColumns({ study }: DescribeContext): HighestColumns {
  const columns = [...study.grid.columns].sort((a, b) => b.value - a.value);
  const count = Math.min(2, columns.length - 1);
  const top = columns.slice(0, count);
  return {
    lowest: columns.at(-1)?.value ?? 0,
    highest: columns[0]?.value ?? 0,
    columns: count,
    from: top.at(-1)?.value ?? 0,
    cards: top.reduce((sum, { cards }) => sum + cards, 0),
  };
}
