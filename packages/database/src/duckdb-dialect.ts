import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  type QueryResult,
} from "kysely";
import { QueryFailure } from "./query-failure.ts";

/**
 * Kysely's dialect for one open DuckDB connection.
 *
 * DuckDB reads PostgreSQL's quoting and `$1` parameters, so only the driver is ours. Values come back as JavaScript
 * values of the narrowest kind that holds them: BIGINT as a number where it is a safe integer (row counts are), dates as
 * `yyyy-mm-dd` text.
 */
export class DuckDbDialect implements Dialect {
  readonly #connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  createDriver(): Driver {
    return new DuckDbDriver(this.#connection);
  }

  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new PostgresAdapter();
  }

  // Kysely declares this parameter with its own open table type.
  // biome-ignore lint/suspicious/noExplicitAny: the signature is Kysely's.
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return new PostgresIntrospector(db);
  }
}

class DuckDbDriver implements Driver {
  readonly #connection: DuckDbConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = new DuckDbConnection(connection);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin transaction"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

class DuckDbConnection implements DatabaseConnection {
  readonly #connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      // Parameters are produced by Kysely from values this project passes: text, numbers, booleans and null.
      const parameters = query.parameters as DuckDBValue[];
      const reader = await this.#connection.runAndReadAll(query.sql, parameters.length > 0 ? parameters : undefined);
      // The caller states the row type, as with every Kysely driver.
      return { rows: reader.getRowObjectsJS().map(plainRow) as R[] };
    } catch (cause) {
      throw new QueryFailure(query.sql, cause);
    }
  }

  // biome-ignore lint/correctness/useYield: large results stay inside SQL; nothing here streams to JavaScript.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new TypeError("rows are not streamed out of the database: write them with copyTo");
  }
}

function plainRow(row: Record<string, unknown>): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) plain[name] = plainValue(value);
  return plain;
}

function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") {
    if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) return value.toString();
    return Number(value);
  }
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(plainValue);
  return value;
}
