import { type Database, id, list, sql } from "@plait/database";
import type { RecordsRules } from "@plait/study";
import { compareText } from "@plait/study";
import { cellsView, harmonisedTable, stagedTable } from "./harmonise/harmonise-kind.ts";
import { linkedTable, mergedSources } from "./link/link-kind.ts";
import { LONG } from "./link/long-file.ts";
import { WIDE, WIDE_CANDIDATES, wideRemovals } from "./link/wide-file.ts";
import type { SourceSheet } from "./source-sheet.ts";

/** What became of the rows at one step: rows in = rows out + removed + quarantined. */
export interface LedgerEntry {
  readonly step: LedgerStep;
  readonly kind: string;
  /** Empty where a step concerns all groups together. */
  readonly group: string;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly removed: readonly Departure[];
  readonly quarantined: readonly Departure[];
}

export type LedgerStep = "read" | "harmonise" | "subtotals" | "merge" | "combine" | "wide" | "long";

export interface Departure {
  /** The rule or reason by name. */
  readonly rule: string;
  readonly reason: string;
  readonly rows: number;
}

/** A step whose rows do not add up, or that does not begin with what the step before it left. */
export interface LedgerFault {
  readonly step: LedgerStep;
  readonly kind: string;
  readonly group: string;
  readonly message: string;
}

/** The ledger of a run, counted from the tables themselves: what went in, what came out and what left are counted apart. */
export async function recordLedger(
  database: Database,
  sheets: readonly SourceSheet[],
  kinds: readonly string[],
  rules: RecordsRules,
): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [...readEntries(sheets)];
  for (const kind of kinds) {
    entries.push(...(await harmoniseEntries(database, kind)));
    const rule = rules.kinds[kind];
    if (rule?.unit === "figure") entries.push(...(await subtotalEntries(database, kind)));
    if (rule?.unit === "person")
      entries.push(...(await mergeEntries(database, kind)), await combineEntry(database, kind));
  }
  if (rules.spine !== undefined && kinds.includes(rules.spine)) {
    entries.push(await wideEntry(database, rules.spine, rules));
    entries.push(
      await longEntry(
        database,
        kinds.filter((kind) => rules.kinds[kind]?.unit === "person"),
      ),
    );
  }
  return entries;
}

/** Every step that does not add up, or does not begin with what the steps before it left. A build with any of these fails. */
export function ledgerFaults(entries: readonly LedgerEntry[]): LedgerFault[] {
  const faults: LedgerFault[] = [];
  const left = new RowsLeft();
  for (const entry of entries) {
    const { step, kind, group, rowsIn, rowsOut } = entry;
    const fault = (message: string) => faults.push({ step, kind, group, message });
    const gone = sumRows(entry.removed) + sumRows(entry.quarantined);
    if (rowsIn !== rowsOut + gone) fault(`${rowsIn} rows in, but ${rowsOut} out and ${gone} removed or in quarantine`);
    const before = left.before(entry);
    if (before !== null && before !== rowsIn) fault(`begins with ${rowsIn} rows, but the step before left ${before}`);
    left.after(entry);
  }
  for (const { kind, group, rows } of left.neverHarmonised()) {
    faults.push({ step: "harmonise", kind, group, message: `${rows} rows were read, but none were harmonised` });
  }
  return faults;
}

/** What the steps so far have left of each kind: by group until the groups are combined. */
class RowsLeft {
  readonly #byGroup = new Map<string, Map<string, { step: LedgerStep; rows: number }>>();
  readonly #combined = new Map<string, number>();

  before({ step, kind, group }: LedgerEntry): number | null {
    switch (step) {
      case "read":
        return null;
      case "harmonise":
      case "subtotals":
      case "merge":
        return this.#byGroup.get(kind)?.get(group)?.rows ?? 0;
      case "combine":
        return [...(this.#byGroup.get(kind)?.values() ?? [])].reduce((sum, { rows }) => sum + rows, 0);
      case "wide":
        return this.#combined.get(kind) ?? 0;
      case "long":
        return [...this.#combined.values()].reduce((sum, rows) => sum + rows, 0);
    }
  }

  after({ step, kind, group, rowsOut }: LedgerEntry): void {
    if (step === "wide" || step === "long") return;
    if (step === "combine") this.#combined.set(kind, rowsOut);
    else {
      const groups = this.#byGroup.get(kind) ?? new Map();
      this.#byGroup.set(kind, groups.set(group, { step, rows: rowsOut }));
    }
  }

  neverHarmonised(): { kind: string; group: string; rows: number }[] {
    return [...this.#byGroup].flatMap(([kind, groups]) =>
      [...groups].flatMap(([group, { step, rows }]) => (step === "read" && rows > 0 ? [{ kind, group, rows }] : [])),
    );
  }
}

export function sumRows(departures: readonly Departure[]): number {
  return departures.reduce((total, { rows }) => total + rows, 0);
}

const SET_ASIDE_REASONS: Readonly<Record<string, string>> = {
  header: "The row or rows that name the columns",
  preamble: "Text above the table",
  blank: "Nothing in the row",
  footnote: "A note below the table",
  total: "A sum of other rows",
  "repeated-header": "The column names again",
};

function readEntries(sheets: readonly SourceSheet[]): LedgerEntry[] {
  const byGroup = new Map<string, SourceSheet[]>();
  for (const sheet of sheets) {
    const key = `${sheet.delivery.kind}\n${sheet.delivery.group}`;
    byGroup.set(key, [...(byGroup.get(key) ?? []), sheet]);
  }
  return [...byGroup]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, own]) => {
      const [kind = "", group = ""] = key.split("\n");
      const counts = new Map<string, number>([["header", own.reduce((n, sheet) => n + sheet.headerRows.length, 0)]]);
      for (const sheet of own) {
        for (const [reason, rows] of Object.entries(sheet.setAsideRows))
          counts.set(reason, (counts.get(reason) ?? 0) + rows);
      }
      const removed = [...counts]
        .filter(([, rows]) => rows > 0)
        .map(([rule, rows]) => ({ rule, reason: SET_ASIDE_REASONS[rule] ?? rule, rows }));
      const rowsOut = own.reduce((n, sheet) => n + sheet.dataRows, 0);
      return { step: "read", kind, group, rowsIn: rowsOut + sumRows(removed), rowsOut, removed, quarantined: [] };
    });
}

interface GroupCount {
  readonly group: string;
  readonly rows: number;
}

interface ReasonCount extends GroupCount {
  readonly reason: string;
}

async function countByGroup(database: Database, table: string): Promise<Map<string, number>> {
  const counts = await database.rows<GroupCount>(
    sql`select ${id("group")}, count(*) as ${id("rows")} from ${id(table)} group by ${id("group")} order by ${id("group")}`,
  );
  return new Map(counts.map(({ group, rows }) => [group, rows]));
}

async function harmoniseEntries(database: Database, kind: string): Promise<LedgerEntry[]> {
  const before = await countByGroup(database, cellsView(kind));
  const after = await countByGroup(database, harmonisedTable(kind));
  const reasons = await database.rows<ReasonCount>(
    sql`select ${id("group")}, ${id("_reason")} as ${id("reason")}, count(*) as ${id("rows")} from ${id(stagedTable(kind))}
      where ${id("_reason")} is not null group by ${id("group")}, ${id("_reason")} order by ${id("group")}, ${id("_reason")}`,
  );
  return [...before].map(([group, rowsIn]) => ({
    step: "harmonise",
    kind,
    group,
    rowsIn,
    rowsOut: after.get(group) ?? 0,
    removed: [],
    quarantined: reasons
      .filter((one) => one.group === group)
      .map(({ reason, rows }) => ({ rule: reason, reason, rows })),
  }));
}

async function subtotalEntries(database: Database, kind: string): Promise<LedgerEntry[]> {
  const before = await countByGroup(database, harmonisedTable(kind));
  const after = await countByGroup(database, linkedTable(kind));
  const subtotals = await countByGroup(database, subtotalTable(kind));
  return [...before].map(([group, rowsIn]) => ({
    step: "subtotals",
    kind,
    group,
    rowsIn,
    rowsOut: after.get(group) ?? 0,
    removed: departures([["subtotal", "A sum of other rows, checked against its parts", subtotals.get(group) ?? 0]]),
    quarantined: [],
  }));
}

export const subtotalTable = (kind: string): string => `subtotals_${kind}`;

const MERGE_RULES = [
  ["exact-duplicate", "The same row delivered twice"],
  ["merged", "Another row of the same entry that agrees wherever both have a value"],
] as const;

async function mergeEntries(database: Database, kind: string): Promise<LedgerEntry[]> {
  const before = await countByGroup(database, harmonisedTable(kind));
  const after = await countByGroup(database, linkedTable(kind));
  const merged = await database.rows<ReasonCount>(
    sql`select ${id("h")}.${id("group")}, ${id("m")}.${id("rule")} as ${id("reason")}, count(*) as ${id("rows")}
      from ${id(mergedSources(kind))} as ${id("m")} join ${id(harmonisedTable(kind))} as ${id("h")} on ${id("m")}.${id("source")} = ${id("h")}.${id("_src")}
      group by ${id("h")}.${id("group")}, ${id("m")}.${id("rule")}`,
  );
  return [...before].map(([group, rowsIn]) => {
    const rowsOf = (rule: string) => merged.find((one) => one.group === group && one.reason === rule)?.rows ?? 0;
    const removed = departures(MERGE_RULES.map(([rule, reason]) => [rule, reason, rowsOf(rule)]));
    return { step: "merge", kind, group, rowsIn, rowsOut: after.get(group) ?? 0, removed, quarantined: [] };
  });
}

async function combineEntry(database: Database, kind: string): Promise<LedgerEntry> {
  const byGroup = await countByGroup(database, linkedTable(kind));
  const { rows } = await database.row<{ rows: number }>(
    sql`select count(*) as ${id("rows")} from ${id(linkedTable(kind))}`,
  );
  const rowsIn = [...byGroup.values()].reduce((a, b) => a + b, 0);
  return { step: "combine", kind, group: "", rowsIn, rowsOut: rows, removed: [], quarantined: [] };
}

async function wideEntry(database: Database, spine: string, rules: RecordsRules): Promise<LedgerEntry> {
  const counts = await database.rows<{ rule: string; rows: number }>(
    sql`select ${id("_removed")} as ${id("rule")}, count(*) as ${id("rows")} from ${id(WIDE_CANDIDATES)} where ${id("_removed")} is not null group by ${id("_removed")}`,
  );
  const { before, after } = await database.row<{ before: number; after: number }>(
    sql`select (select count(*) from ${id(linkedTable(spine))}) as ${id("before")}, (select count(*) from ${id(WIDE)}) as ${id("after")}`,
  );
  const removed = wideRemovals(rules).map(({ rule, reason }) => ({
    rule,
    reason,
    rows: counts.find((one) => one.rule === rule)?.rows ?? 0,
  }));
  return { step: "wide", kind: spine, group: "", rowsIn: before, rowsOut: after, removed, quarantined: [] };
}

async function longEntry(database: Database, kinds: readonly string[]): Promise<LedgerEntry> {
  const each = list(
    kinds.map((kind) => sql`(select count(*) from ${id(linkedTable(kind))})`),
    sql` + `,
  );
  const { before, after } = await database.row<{ before: number; after: number }>(
    sql`select ${each} as ${id("before")}, (select count(*) from ${id(LONG)}) as ${id("after")}`,
  );
  return { step: "long", kind: "", group: "", rowsIn: before, rowsOut: after, removed: [], quarantined: [] };
}

function departures(all: readonly (readonly [rule: string, reason: string, rows: number])[]): Departure[] {
  return all.filter(([, , rows]) => rows > 0).map(([rule, reason, rows]) => ({ rule, reason, rows }));
}

/** A join and how its rows met, in the manner of Stata's `_merge`. */
export interface JoinCount {
  readonly master: string;
  readonly using: string;
  readonly declared: "m:1" | "1:1";
  /** `_merge` 1: rows of the master without a partner, of people the spine does not know. */
  readonly masterOnly: number;
  /** `_merge` 1 as well: rows whose person is known but whose entries are all in conflict. */
  readonly masterHeldBack: number;
  /** `_merge` 2. */
  readonly usingOnly: number;
  /** `_merge` 3. */
  readonly matched: number;
}

export async function countJoins(
  database: Database,
  spine: string,
  key: string,
  kinds: readonly string[],
): Promise<JoinCount[]> {
  const joins: JoinCount[] = [];
  for (const kind of kinds.filter((one) => one !== spine)) {
    const counts = await database.row<Omit<JoinCount, "master" | "using" | "declared">>(
      sql`select
        (select count(*) from ${id(linkedTable(kind))} where ${id("_orphan")}) as ${id("masterOnly")},
        (select count(*) from ${id(linkedTable(kind))} as ${id("r")} where not ${id("_orphan")} and not exists (select 1 from ${id("persons")} as ${id("p")} where ${id("p")}.${id(key)} = ${id("r")}.${id(key)})) as ${id("masterHeldBack")},
        (select count(*) from ${id("persons")} as ${id("p")} where not exists (select 1 from ${id(linkedTable(kind))} as ${id("r")} where ${id("r")}.${id(key)} = ${id("p")}.${id(key)})) as ${id("usingOnly")},
        (select count(*) from ${id(linkedTable(kind))} as ${id("r")} join ${id("persons")} as ${id("p")} on ${id("p")}.${id(key)} = ${id("r")}.${id(key)}) as ${id("matched")}`,
    );
    joins.push({ master: kind, using: `first ${spine}`, declared: "m:1", ...counts });
  }
  return joins;
}
