import { z } from "zod";
import { problem } from "../problem-shape.ts";
import type { Shapes } from "../route.ts";
import type { recordsRoutes } from "./records-routes.ts";

const count = z.int().min(0);
/** yyyy-mm. */
const month = z.string();

const named = z.strictObject({ name: z.string(), label: z.string() });

/** `not-opened`: nothing can be read until the errors are mended. `not-linked`: the deliveries are read, but no tables could be made. */
const standing = z.enum(["linked", "not-linked", "not-opened"]);

/** Rows of a linked file by kind and group; people where its rows are about people. */
const size = z.strictObject({
  kind: z.string(),
  /** Empty for a kind that no group delivers. */
  group: z.string(),
  rows: count,
  people: count.nullable(),
});

const delivery = z.strictObject({
  path: z.string(),
  period: z.string(),
  group: z.string(),
  kind: z.string(),
  sheets: z.array(
    z.strictObject({
      /** Empty for a text file. */
      sheet: z.string(),
      hidden: z.boolean(),
      rows: count,
      headerRows: z.array(count),
      headerFrom: z.enum(["found", "override", "none"]),
      setAside: z.array(z.strictObject({ reason: z.string(), rows: count })),
      columns: z.array(
        z.strictObject({
          label: z.string(),
          state: z.enum(["mapped", "ignored", "unmapped"]),
          variable: z.string().exactOptional(),
        }),
      ),
    }),
  ),
  problems: z.array(problem),
  /** Rows that cannot be used; null where it is not known, because nothing is linked. */
  quarantined: count.nullable(),
});

/** What comes of a problem; the last is for a person to judge. */
const cellProblemEffect = z.enum(["stops-linking", "quarantine", "no-value", "not-used", "to-look-at"]);

const cellProblemKind = z.strictObject({
  id: z.string(),
  effect: cellProblemEffect,
  /** The variable that the cells are read for, where there is one. */
  variable: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
  places: count,
});

/** A delivery by its path. */
const ofDelivery = { delivery: z.string().min(1).max(1_000) };

const deliveryProblems = z.strictObject({
  ...{ path: z.string(), period: z.string(), group: z.string(), kind: z.string() },
  sheets: z.array(
    z.strictObject({
      /** Empty for a text file. */
      sheet: z.string(),
      hidden: z.boolean(),
      rows: count,
      columns: count,
      /** Columns that are read for a variable. */
      mapped: count,
    }),
  ),
  /** Problems that no row is named for. */
  whole: z.array(problem),
  kinds: z.array(cellProblemKind),
});

const shownCell = z.strictObject({
  sheet: z.string(),
  row: count,
  /** From 1; 0 where the problem is about the whole row. */
  column: count,
  /** `C14` in a workbook; `column 3, row 14` in a text file. */
  cell: z.string(),
  /** Of its column; empty where the problem is about the whole row. */
  label: z.string(),
  shown: z.string(),
  underlying: z.string().nullable(),
  kind: cellProblemKind.shape.id,
  /** Raw values in the cell that can be decided on. */
  undecided: z.array(z.string()),
});

/** A cell of the rows around: long texts are cut. */
const windowCell = z.string();

const sheetWindow = z.strictObject({
  /** Of the columns that are shown. */
  columns: z.array(
    z.strictObject({
      /** From 1. */
      number: count,
      letters: z.string(),
      state: z.enum(["mapped", "ignored", "unmapped"]),
      variable: z.string().exactOptional(),
    }),
  ),
  /** Columns of the sheet, shown or not. */
  allColumns: count,
  /** Rows of the sheet, shown or not, data or not. */
  allRows: count,
  rows: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("header"), row: count, cells: z.array(windowCell) }),
      z.strictObject({
        kind: z.literal("data"),
        row: count,
        cells: z.array(windowCell),
        /** Numbers of columns whose cells here have a problem. */
        marked: z.array(count),
      }),
      z.strictObject({
        kind: z.literal("set-aside"),
        row: count,
        rows: count,
        /** Empty where it is not known any more. */
        reason: z.string(),
        text: z.string(),
      }),
    ]),
  ),
});

const coverageStatus = z.enum(["supplied", "limited", "empty", "not-supplied", "not-in-operation"]);

const span = z.strictObject({ name: z.string(), from: month, to: month });

const coverage = z.strictObject({
  kinds: z.array(named),
  groups: z.array(named),
  /** Delivery periods that hold records of people, in order. */
  periods: z.array(span),
  months: z.array(month),
  cells: z.array(z.strictObject({ kind: z.string(), group: z.string(), month, status: coverageStatus, rows: count })),
  /** Gaps and limits that the rules declare. Without a group: all of them. */
  declared: z.array(
    z.strictObject({
      what: z.enum(["not-supplied", "limited"]),
      kind: z.string(),
      group: z.string().exactOptional(),
      from: month,
      to: month,
      note: z.string(),
    }),
  ),
});

const column = z.strictObject({ delivery: z.string(), kind: z.string(), label: z.string() });

const candidate = z.strictObject({ variable: z.string(), score: z.number() });

const undecidedColumn = z.strictObject({
  column,
  /** The most frequent cells. */
  examples: z.array(z.strictObject({ value: z.string(), rows: count })),
  proposal: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("proposed"),
      variable: z.string(),
      /** From 0 to 1; a rank, not a probability. */
      score: z.number(),
      reasons: z.array(z.string()),
      others: z.array(candidate),
    }),
    z.strictObject({ kind: z.literal("none"), reason: z.string() }),
  ]),
});

const decidedColumn = z.strictObject({
  line: z.int().min(2),
  /** Null where the column is ignored. */
  variable: z.string().nullable(),
  kind: z.string(),
  /** A pattern over the paths of deliveries; `*` alone is all of them. */
  delivery: z.string(),
  labels: z.array(z.string()),
  type: z.string(),
  note: z.string(),
  who: z.string(),
  when: z.string(),
});

/** A decision that the journal holds and the file does not: writing it was interrupted. */
const unwritten = z.strictObject({ who: z.string(), at: z.string(), what: z.string() });

/** Digest of the file as it was read; empty where there is none. A decision made on another state of the file is refused. */
const version = z.string();
const why = z.string().trim().min(3).max(500);

/** A decision that stands in its file no more. */
const takenBack = z.strictObject({ what: z.string(), who: z.string(), at: z.string(), why: z.string() });

const crosswalk = z.strictObject({
  file: z.string(),
  version,
  variables: z.array(z.strictObject({ name: z.string(), label: z.string(), type: z.string() })),
  undecided: z.array(undecidedColumn),
  decided: z.array(decidedColumn),
  /** The newest first. */
  takenBack: z.array(takenBack),
  unwritten: unwritten.nullable(),
});

const use = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("map"),
    variable: z.string().min(1),
    /** As in the file: empty, `coalesce`, or `date` with formats. */
    type: z.string().max(300),
  }),
  z.strictObject({ kind: z.literal("ignore") }),
]);

const mappingDecision = z.strictObject({
  version,
  /** A column that has no decision yet, or a line of the file whose decision is changed. */
  on: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("column"), column, reach: z.enum(["this-delivery", "every-delivery"]) }),
    z.strictObject({ kind: z.literal("line"), line: z.int().min(2) }),
  ]),
  use,
  why,
});

const repairProposal = z.strictObject({
  raw: z.string(),
  rows: count,
  confidence: z.enum(["high", "medium", "low"]),
  reason: z.string(),
  /** Other values it is about as near to. */
  alternatives: z.array(z.string()),
  deliveries: z.array(z.strictObject({ delivery: z.string(), rows: count })),
});

const variableType = z.enum(["reference", "date", "month", "integer", "number", "category", "multi"]);

const repairs = z.strictObject({
  variables: z.array(
    z.strictObject({
      name: z.string(),
      label: z.string(),
      type: variableType,
      file: z.string(),
      version,
      /** Declared values; empty where any value stands. */
      values: z.array(z.string()),
      /** Raw values proposed for one canonical value. */
      clusters: z.array(z.strictObject({ canonical: z.string(), proposals: z.array(repairProposal) })),
      decided: z.array(
        z.strictObject({
          line: z.int().min(2),
          raw: z.string(),
          canonical: z.string().nullable(),
          reason: z.string(),
          who: z.string(),
          when: z.string(),
          kind: z.string().exactOptional(),
          /** Without it the raw value is none that the variable may have, and a delivery that holds it cannot be linked. */
          isNeeded: z.boolean(),
        }),
      ),
      /** The newest first. */
      takenBack: z.array(takenBack),
      /** Proposals that somebody refused: the values stay apart. */
      refused: z.array(
        z.strictObject({ raw: z.string(), canonical: z.string(), who: z.string(), at: z.string(), why: z.string() }),
      ),
      unwritten: unwritten.nullable(),
    }),
  ),
});

const seenValues = z.strictObject({
  ...{ name: z.string(), label: z.string(), type: variableType, file: z.string(), version },
  /** Declared values; empty where any value stands. */
  values: z.array(z.string()),
  /** How many different raw values there are, and how many of them were asked for. */
  all: count,
  found: count,
  seen: z.array(
    z.strictObject({
      raw: z.string(),
      rows: count,
      deliveries: count,
      isDeclared: z.boolean(),
      /** Those that hold in one kind of record name it. */
      decided: z.array(
        z.strictObject({
          line: z.int().min(2),
          canonical: z.string().nullable(),
          kind: z.string().exactOptional(),
        }),
      ),
    }),
  ),
});

/** A decision by its place in the file as the caller saw it. */
const takingBack = z.strictObject({
  of: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("column") }),
    z.strictObject({ kind: z.literal("value"), variable: z.string().min(1) }),
  ]),
  version,
  line: z.int().min(2),
  why,
});

const repairDecision = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("repair"),
    variable: z.string().min(1),
    version,
    raws: z.array(z.string().min(1)).min(1).max(200),
    /** Null makes the values missing. */
    canonical: z.string().min(1).nullable(),
    why,
  }),
  z.strictObject({
    kind: z.literal("refuse"),
    variable: z.string().min(1),
    canonical: z.string(),
    raws: z.array(z.string().min(1)).min(1).max(200),
    why,
  }),
]);

const quarantine = z.strictObject({
  reasons: z.array(
    z.strictObject({
      kind: z.string(),
      reason: z.string(),
      rows: count,
      /** At most a hundred. */
      shown: z.array(
        z.strictObject({
          file: z.string(),
          sheet: z.string(),
          row: count,
          /** The cell at fault stands first; none where the row has no such column. */
          at: z.strictObject({ cell: z.string(), label: z.string(), shown: z.string() }).nullable(),
          cells: z.array(z.strictObject({ label: z.string(), shown: z.string() })),
        }),
      ),
    }),
  ),
});

const departure = z.strictObject({ rule: z.string(), reason: z.string(), rows: count });

const ledger = z.strictObject({
  kinds: z.array(named),
  groups: z.array(named),
  entries: z.array(
    z.strictObject({
      step: z.enum(["read", "harmonise", "subtotals", "merge", "combine", "wide", "long"]),
      kind: z.string(),
      group: z.string(),
      rowsIn: count,
      rowsOut: count,
      removed: z.array(departure),
      quarantined: z.array(departure),
    }),
  ),
  joins: z.array(
    z.strictObject({
      master: z.string(),
      using: z.string(),
      declared: z.string(),
      masterOnly: count,
      masterHeldBack: count,
      usingOnly: count,
      matched: count,
    }),
  ),
});

const traced = z.strictObject({
  column: z.string(),
  value: z.string().nullable(),
  how: z.string(),
  sources: z.array(
    z.strictObject({
      file: z.string(),
      sheet: z.string(),
      row: count,
      cell: z.string(),
      label: z.string(),
      shown: z.string(),
      underlying: z.string().nullable(),
      decisions: z.array(z.string()),
    }),
  ),
});

export const recordsShapes = {
  readRecords: {
    reply: z.strictObject({
      standing,
      kinds: z.array(named),
      groups: z.array(named),
      files: count,
      sizes: z.array(size),
      /** What waits for a person. */
      waiting: z.strictObject({ columns: count, quarantined: count }),
      problems: z.array(problem),
    }),
  },
  /** In words; null while nothing is being done. */
  readLinking: { reply: z.strictObject({ step: z.string().nullable() }) },
  listDeliveries: { reply: z.strictObject({ standing, deliveries: z.array(delivery), problems: z.array(problem) }) },
  readDelivery: { body: z.strictObject(ofDelivery), reply: deliveryProblems },
  showCell: {
    body: z.strictObject({
      ...ofDelivery,
      /** `id` of a kind of problem; null for all of them. */
      kind: z.string().max(300).nullable(),
      at: z.discriminatedUnion("kind", [
        /** From 1; the last where there are not so many any more. */
        z.strictObject({ kind: z.literal("number"), number: z.int().min(1) }),
        /** The first in the row or behind it; the last where there is none. */
        z.strictObject({ kind: z.literal("row"), sheet: z.string().max(300), row: z.int().min(1) }),
      ]),
      /** Rows before it and after it. */
      around: z.int().min(1).max(25),
    }),
    /** `number` of `places`; nothing is shown where there are none. */
    reply: z.strictObject({ places: count, number: count, cell: shownCell.nullable(), window: sheetWindow.nullable() }),
  },
  readCoverage: { reply: coverage },
  readCrosswalk: { reply: crosswalk },
  decideMapping: { body: mappingDecision, reply: z.strictObject({ version, line: z.int().min(2) }) },
  readRepairs: { reply: repairs },
  decideRepairs: { body: repairDecision, reply: z.strictObject({ version }) },
  readSeenValues: {
    body: z.strictObject({
      variable: z.string().min(1).max(200),
      /** Only values that hold this, whatever its case; one that is this stands first. */
      holding: z.string().max(1_000),
      /** How many to pass over: they come by fifties. */
      from: z.int().min(0),
    }),
    reply: seenValues,
  },
  takeBackDecision: { body: takingBack, reply: z.strictObject({ version }) },
  readQuarantine: { reply: quarantine },
  readLedger: { reply: ledger },
  traceValue: {
    body: z.strictObject({
      table: z.string().min(1).max(200),
      key: z.string().trim().min(1).max(200),
      column: z.string().min(1).max(200).exactOptional(),
    }),
    reply: z.strictObject({
      values: z.array(traced),
      /** Why the reference number is not in the wide file, where it is not. */
      whyNot: z.array(z.string()),
    }),
  },
} as const satisfies Readonly<Record<keyof typeof recordsRoutes, Shapes>>;
