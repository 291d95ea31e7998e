/** The part of the package that the journal uses: its own types are not among what it exports. */
declare module "better-sqlite3-multiple-ciphers" {
  interface Statement {
    readonly reader: boolean;
    all(parameters: readonly unknown[]): unknown[];
    run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
    iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
  }

  class SqliteError extends Error {
    readonly code: string;
  }

  class Database {
    static readonly SqliteError: typeof SqliteError;
    /** @param options.timeout milliseconds to wait for a lock */
    constructor(file: string, options?: { readonly timeout?: number });
    readonly inTransaction: boolean;
    prepare(sql: string): Statement;
    exec(sql: string): this;
    pragma(sql: string): unknown;
    close(): this;
  }

  export default Database;
}
