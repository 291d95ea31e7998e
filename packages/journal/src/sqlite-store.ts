import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3-multiple-ciphers";
import {
  type DatabaseConnection,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
  sql,
} from "kysely";
import { type JournalProblems, noJournal, refusal } from "./journal-problems.ts";
import type { JournalStore, JournalTables } from "./journal-store.ts";
import { codeOf, storeFailure } from "./store-failure.ts";
import { migrate } from "./store-migrations.ts";

/** Stores of this process, by file. */
const openHere = new Set<string>();

/**
 * Opens an encrypted SQLite file (SQLCipher's format, every page with a keyed check), made if it is not there, for this process alone.
 *
 * The lock is the engine's own lock on the file, which the system gives back whatever ends the process; the file of the holder's number beside it is
 * for the message only. A commit is on the disk when it is acknowledged (WAL, synchronous=FULL).
 *
 * @param key 32 bytes: the key of the pages
 * @throws JournalProblems where another process has it open; StoreFailure where the file is damaged, or of another key
 */
export async function openSqliteStore(file: string, key: Uint8Array, mustExist: boolean): Promise<JournalStore> {
  if (mustExist && !existsSync(file)) throw noJournal(file);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const path = join(realpathSync(dirname(file)), basename(file));
  // Before the file is touched: closing any handle of a file gives back all locks this process has on it (POSIX).
  if (openHere.has(path)) throw inUse(path, process.pid);
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  openHere.add(path);
  try {
    const database = openLocked(path, key);
    try {
      return await storeIn(database, path);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    openHere.delete(path);
    throw error;
  }
}

function openLocked(path: string, key: Uint8Array): Database {
  let database: Database | undefined;
  try {
    database = new Database(path, { timeout: 0 });
    database.pragma("cipher = 'sqlcipher'");
    database.pragma(`key = "x'${Buffer.from(key).toString("hex")}'"`);
    database.pragma("temp_store = MEMORY");
    // 64 MiB: a page that is not kept is decrypted each time it is looked at.
    database.pragma("cache_size = -65536");
    database.pragma("locking_mode = EXCLUSIVE");
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma("secure_delete = ON");
    database.exec("begin exclusive; commit");
    writeFileSync(holderFile(path), String(process.pid), { mode: 0o600 });
    return database;
  } catch (cause) {
    database?.close();
    if (codeOf(cause).startsWith("SQLITE_BUSY")) throw inUse(path, holderOf(path));
    throw storeFailure(cause);
  }
}

async function storeIn(database: Database, path: string): Promise<JournalStore> {
  const tables = new Kysely<JournalTables>({ dialect: new JournalDialect({ database }) });
  const listeners = new Set<() => void>();
  const announced = new WeakSet<object>();
  const write: JournalStore["write"] = async (work) => {
    let hasNews = false;
    const done = await tables
      .transaction()
      .execute(async (transaction) => {
        const result = await work(transaction);
        hasNews = announced.has(transaction);
        return result;
      })
      .catch(orStoreFailure);
    if (hasNews) for (const listener of listeners) listener();
    return done;
  };
  await write((transaction) => migrate(transaction, "sqlite"));
  return {
    engine: "sqlite",
    read: (work) => work(tables).catch(orStoreFailure),
    write,
    announce: async (transaction) => {
      announced.add(transaction);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // Not on the connection itself, where a transaction may be under way: each of these waits for its turn.
    // The table is written anew into pages that were overwritten when they were freed (secure_delete): moving rows between pages may leave copies of them in
    // the gaps. VACUUM would do so with the whole file, which takes long where there are recordings.
    scrub: async () => {
      await tables
        .transaction()
        .execute(async (transaction) => {
          for (const statement of WRITE_SUBJECTS_ANEW) await statement.execute(transaction);
        })
        .catch(orStoreFailure);
      await EMPTY_LOG.execute(tables).catch(orStoreFailure);
    },
    // Freed pages were overwritten (secure_delete), in the log first.
    emptyLog: async () => {
      await EMPTY_LOG.execute(tables).catch(orStoreFailure);
    },
    faults: () => faultsOf(tables),
    close: async () => {
      listeners.clear();
      // Before the lock is given back: afterwards it is the next process' file.
      rmSync(holderFile(path), { force: true });
      await tables.destroy();
      openHere.delete(path);
    },
  };
}

/** Temporary tables are in memory. */
const WRITE_SUBJECTS_ANEW = [
  sql`create temp table subjects_kept as select * from subjects`,
  sql`delete from subjects`,
  sql`insert into subjects select * from subjects_kept`,
  sql`drop table subjects_kept`,
];

const EMPTY_LOG = sql`pragma wal_checkpoint(TRUNCATE)`;

/** More would be of no use: lists in statements are of many lengths, most of which are met once. */
const MOST_STATEMENTS = 500;

/** Kysely prepares each statement anew, which takes SQLite as long as most of them do. No statement is read from while it is used again. */
function preparingOnce(database: Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare: (text) => {
      const known = statements.get(text);
      if (known !== undefined) return known;
      if (statements.size >= MOST_STATEMENTS) statements.clear();
      const statement = database.prepare(text);
      statements.set(text, statement);
      return statement;
    },
    close: () => database.close(),
  };
}

/** A full disk makes SQLite roll back by itself; a second rollback would fail and hide why. */
class JournalDialect extends SqliteDialect {
  readonly #config: { readonly database: Database };

  constructor(config: { readonly database: Database }) {
    super(config satisfies SqliteDialectConfig);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new JournalDriver(this.#config);
  }
}

class JournalDriver extends SqliteDriver {
  readonly #database: Database;

  constructor(config: { readonly database: Database }) {
    super({ database: preparingOnce(config.database) });
    this.#database = config.database;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

function orStoreFailure(cause: unknown): never {
  throw codeOf(cause).startsWith("SQLITE_") ? storeFailure(cause) : cause;
}

async function faultsOf(tables: Kysely<JournalTables>): Promise<string[]> {
  try {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(tables);
    return rows.map(({ integrity_check }) => integrity_check).filter((line) => line !== "ok");
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError)) throw cause;
    return [cause.message];
  }
}

function holderFile(path: string): string {
  return `${path}-holder`;
}

function holderOf(path: string): number | undefined {
  try {
    const number = Number(readFileSync(holderFile(path), "utf8"));
    return Number.isInteger(number) && number > 0 ? number : undefined;
  } catch {
    return undefined;
  }
}

function inUse(path: string, holder: number | undefined): JournalProblems {
  return refusal({
    code: "journal-in-use",
    place: { file: path },
    message: `another Plait${holder === undefined ? "" : ` (process ${holder})`} has the journal of this study open`,
    remedy:
      "end it, or work through it; for several servers on one study keep the journal in PostgreSQL (store: in study.yaml)",
  });
}
