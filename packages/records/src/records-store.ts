import { copyTo, createTable, createView, type Database, id, type Query, scanParquet, sql } from "@plait/database";
import type { RecordsRules } from "@plait/study";
import type { TableCodebook } from "./codebook-variables.ts";
import type { Coverage } from "./coverage.ts";
import type { SheetMapping } from "./harmonise/map-columns.ts";
import type { JoinCount, LedgerEntry } from "./ledger.ts";
import { isLinkColumn } from "./link/link-columns.ts";
import { linkedTable, mergedSources, PERSONS, personsOf, type Spine } from "./link/link-kind.ts";
import { LONG, shapeLongFile } from "./link/long-file.ts";
import { personRule, WIDE, WIDE_CANDIDATES } from "./link/wide-file.ts";
import type { LinkedRecords } from "./link-records.ts";
import type { SourceSheet } from "./source-sheet.ts";
import type { TableColumn } from "./table-columns.ts";

/** Where linked tables are kept between a build and the commands that look into it. Node's file system, or a test's. */
export interface TableStore {
  /** The path of a stored file, or undefined when there is none that is as it was written. */
  path(key: string): Promise<string | undefined>;
  write(key: string, fill: (temporaryPath: string) => Promise<void>): Promise<string>;
  readText(key: string): Promise<string | undefined>;
  writeText(key: string, text: string): Promise<void>;
}

/** The account of a finished run, as stored beside its tables. */
interface StoredAccount {
  readonly tables: readonly (readonly [name: string, columns: readonly TableColumn[]])[];
  readonly sheets: readonly StoredSheet[];
  readonly codebook: readonly TableCodebook[];
  readonly ledger: readonly LedgerEntry[];
  readonly joins: readonly JoinCount[];
  readonly coverage: Coverage;
}

interface StoredSheet {
  readonly sheet: Omit<SourceSheet, "cells">;
  readonly mapping: SheetMapping;
}

const QUARANTINE = "quarantine";

function storedTables(tables: readonly string[], rules: RecordsRules): string[] {
  const kinds = tables.filter((name) => name !== WIDE && name !== LONG);
  const merged = kinds.filter((kind) => rules.kinds[kind]?.unit === "person").map(mergedSources);
  const shaped = tables.includes(WIDE) ? [WIDE, WIDE_CANDIDATES] : [];
  return [...kinds.map(linkedTable), ...merged, ...shaped, QUARANTINE];
}

/** Stores the linked tables under `prefix`; the account is written last, so that it stands for all of them. */
export async function storeRecords(
  database: Database,
  records: LinkedRecords,
  rules: RecordsRules,
  store: TableStore,
  prefix: string,
): Promise<void> {
  for (const table of storedTables([...records.tables.keys()], rules)) {
    await store.write(`${prefix}/${table}.parquet`, (path) =>
      database.run(copyTo(sql`select * from ${id(table)}`, path, "parquet")),
    );
  }
  const account: StoredAccount = {
    tables: [...records.tables],
    sheets: records.sheets.map(({ sheet: { cells: _, ...sheet }, mapping }) => ({ sheet, mapping })),
    codebook: records.codebook,
    ledger: records.ledger,
    joins: records.joins,
    coverage: records.coverage,
  };
  await store.writeText(`${prefix}/account.json`, JSON.stringify(account));
}

export type StoredRecords = Omit<StoredAccount, "tables" | "sheets"> & {
  readonly tables: ReadonlyMap<string, readonly TableColumn[]>;
  readonly sheets: readonly { readonly sheet: SourceSheet; readonly mapping: SheetMapping }[];
  readonly spine: Spine | null;
};

/**
 * Opens what `storeRecords` stored, as views under the tables' own names; undefined, and nothing opened, when it is not there or not whole.
 *
 * @param cells - the cells of each sheet as `prepareSheets` gives them, by sheet number.
 */
export async function openRecords(
  database: Database,
  rules: RecordsRules,
  store: TableStore,
  prefix: string,
  cells: ReadonlyMap<number, Query>,
): Promise<StoredRecords | undefined> {
  const text = await store.readText(`${prefix}/account.json`);
  if (text === undefined) return undefined;
  // Written by storeRecords of this version: the prefix holds the version.
  const account = JSON.parse(text) as StoredAccount;
  const tables = new Map(account.tables);
  const paths = new Map<string, string>();
  for (const table of storedTables([...tables.keys()], rules)) {
    const path = await store.path(`${prefix}/${table}.parquet`);
    if (path === undefined) return undefined;
    paths.set(table, path);
  }
  for (const [table, path] of paths) await database.run(createView(table, sql`select * from ${scanParquet(path)}`));
  const spine =
    rules.spine !== undefined && tables.has(rules.spine)
      ? { kind: rules.spine, rule: personRule(rules, rules.spine) }
      : null;
  if (spine !== null) {
    const people = new Map(
      [...tables]
        .filter(([name]) => rules.kinds[name]?.unit === "person")
        .map(([name, columns]) => [name, columns.filter((column) => !isLinkColumn(column.name))]),
    );
    const names = (people.get(spine.kind) ?? []).map(({ name }) => name);
    await database.run(createTable(PERSONS, personsOf(spine.kind, names, spine.rule)));
    await shapeLongFile(database, spine, people, rules);
  }
  const sheets = account.sheets.map(({ sheet, mapping }) => {
    const found = cells.get(sheet.number);
    if (found === undefined) throw new RangeError(`no cells for sheet ${sheet.number} of ${sheet.delivery.path}`);
    return { sheet: { ...sheet, cells: found }, mapping };
  });
  return { ...account, tables, sheets, spine };
}
