import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { Kysely, type RawBuilder, sql } from "kysely";
import { DuckDbDialect } from "./duckdb-dialect.ts";

/**
 * Where tables live while a study runs.
 *
 * `memory`: nothing is written; a study that does not fit fails with a plain message. `volume`: what does not fit is spilled
 * to files under `directory`, in the clear, for studies on an encrypted volume; databases that are open beside each other may share it.
 */
export type Storage = { readonly kind: "memory" } | { readonly kind: "volume"; readonly directory: string };

export interface DatabaseOptions {
  readonly storage: Storage;
  /** Such as `4GB`. Without it, DuckDB's own default of four fifths of the machine's memory. */
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/** Tables are made and named while a study runs, so they are not part of the type. */
type OpenTables = Record<string, Record<string, unknown>>;

export type Query = RawBuilder<unknown>;

export interface TextColumn {
  readonly name: string;
  readonly values: readonly (string | null)[];
}

export interface Database {
  readonly kysely: Kysely<OpenTables>;
  /** Runs one statement for its effect. */
  run(query: Query): Promise<void>;
  /** All rows of a small result. The caller states the row's type; large results stay in SQL. */
  rows<Row>(query: Query): Promise<Row[]>;
  /** The only row of a result. Throws RangeError when there are more or none. */
  row<Row>(query: Query): Promise<Row>;
  /**
   * Makes a table of text columns from values already in memory: readings of distinct values, codes and labels. Every column
   * has as many values as the first.
   */
  createFromColumns(table: string, columns: readonly TextColumn[]): Promise<void>;
  /** Stops whatever statement is running. */
  interrupt(): void;
  close(): Promise<void>;
}

/** Opens DuckDB with the network off: no extension is installed or loaded by itself. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { storage } = options;
  const spill = storage.kind === "volume" ? makeSpillFolder(storage.directory) : undefined;
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: spill ?? "",
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  const connection = await instance.connect();
  const kysely = new Kysely<OpenTables>({ dialect: new DuckDbDialect(connection) });
  const rows = async <Row>(query: Query): Promise<Row[]> => {
    const result = await query.execute(kysely);
    // The caller states the row type.
    return result.rows as Row[];
  };
  return {
    kysely,
    run: async (query) => {
      await query.execute(kysely);
    },
    rows,
    row: async <Row>(query: Query): Promise<Row> => {
      const [first, ...others] = await rows<Row>(query);
      if (first === undefined || others.length > 0) {
        throw new RangeError(`expected exactly one row, got ${others.length + (first === undefined ? 0 : 1)}`);
      }
      return first;
    },
    createFromColumns: async (table, columns) => {
      const definitions = columns.map(({ name }) => sql`${sql.id(name)} varchar`);
      await sql`create or replace table ${sql.id(table)} (${sql.join(definitions)})`.execute(kysely);
      await appendColumns(connection, table, columns);
    },
    interrupt: () => connection.interrupt(),
    close: async () => {
      await kysely.destroy();
      connection.closeSync();
      instance.closeSync();
      if (spill !== undefined) removeSpillFolder(spill);
    },
  };
}

async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly TextColumn[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  const count = columns[0]?.values.length ?? 0;
  for (let row = 0; row < count; row++) {
    for (const { values } of columns) {
      const value = values[row];
      if (value === null || value === undefined) appender.appendNull();
      else appender.appendVarchar(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}

/** A folder of its own, named by this process. What processes that are gone left is of no use to anybody and is removed. */
function makeSpillFolder(directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(directory)) {
    if (!isRunning(Number.parseInt(name, 10))) rmSync(join(directory, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(directory, `${process.pid}-`));
}

function removeSpillFolder(spill: string): void {
  rmSync(spill, { recursive: true, force: true });
  try {
    rmdirSync(dirname(spill));
  } catch (error) {
    if (!isCode(error, "ENOTEMPTY", "EEXIST", "ENOENT")) throw error;
  }
}

function isRunning(id: number): boolean {
  if (!(id > 0)) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

export { sql };
