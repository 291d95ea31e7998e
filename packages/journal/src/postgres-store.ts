import { CompiledQuery, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { noJournal, refusal } from "./journal-problems.ts";
import type { JournalStore, JournalTables } from "./journal-store.ts";
import { newsOn } from "./postgres-news.ts";
import { codeOf, StoreFailure, storeFailure } from "./store-failure.ts";
import { migrate } from "./store-migrations.ts";

/**
 * Opens a journal in a schema of a PostgreSQL database (15 or later), made if it is not there. Any number of servers may have it open.
 *
 * Writers take turns by the lock of the one row of `head`; readers wait for nobody. Passwords come from PGPASSWORD or a password file, as with every
 * client of PostgreSQL.
 *
 * @throws JournalProblems where the database cannot be reached, or would forget what it has acknowledged
 */
export async function openPostgresStore(connection: string, schema: string, mustExist: boolean): Promise<JournalStore> {
  const config: pg.ClientConfig = { connectionString: connection, keepAlive: true, types: { getTypeParser } };
  const pool = new pg.Pool({ ...config, max: 10 });
  // A connection may end with its server at any moment, also between two statements of a transaction, when nobody waits for an answer. The next
  // statement fails; the pool opens another connection when one is needed.
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("error", () => {});
  const tables = new Kysely<JournalTables>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (created) => {
        await created.executeQuery(CompiledQuery.raw(WAIT_FOR_THE_DISK));
      },
    }),
  }).withSchema(schema);
  const write: JournalStore["write"] = (work) =>
    tables.transaction().setIsolationLevel("read committed").execute(work).catch(orStoreFailure);
  try {
    await refuseForgetful(tables);
    if (mustExist) await refuseEmpty(tables, schema);
    await write(async (transaction) => {
      // Two servers that open at once would both make the schema.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`plait ${schema}`}, 0))`.execute(transaction);
      await transaction.schema.createSchema(schema).ifNotExists().execute();
      await migrate(transaction, "postgres");
    });
  } catch (error) {
    await pool.end();
    throw error instanceof StoreFailure ? notOpened(error) : error;
  }
  const channel = `plait_${schema}`;
  const news = newsOn(channel, config);
  return {
    engine: "postgres",
    read: (work) => work(tables).catch(orStoreFailure),
    write,
    announce: async (transaction) => {
      await sql`select pg_notify(${channel}, '')`.execute(transaction);
    },
    listen: news.listen,
    scrub: async () => {
      for (const table of ["subjects", "snapshots", "files"]) {
        await sql`vacuum full ${sql.id(schema, table)}`.execute(tables).catch(orStoreFailure);
      }
    },
    // Its log is the server's; freed rows are overwritten as the server vacuums.
    emptyLog: async () => {},
    // The server checks its own pages, where its administrator has asked for it.
    faults: async () => [],
    close: async () => {
      await news.close();
      await tables.destroy();
    },
  };
}

/** A server may be set to acknowledge before the disk has it; a journal waits. Whoever asks for more than that, as for standbys, keeps it. */
const WAIT_FOR_THE_DISK =
  "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'";

async function refuseForgetful(tables: Kysely<JournalTables>): Promise<void> {
  const { rows } = await sql<{ fsync: string }>`select current_setting('fsync') as fsync`
    .execute(tables)
    .catch(orStoreFailure);
  if (rows[0]?.fsync !== "on") throw forgetful();
}

async function refuseEmpty(tables: Kysely<JournalTables>, schema: string): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass(${`${schema}.head`}) is not null as there`
    .execute(tables)
    .catch(orStoreFailure);
  if (rows[0]?.there !== true) throw noJournal("study.yaml", "store");
}

/** Numbers of events are whole numbers well below 2^53; the driver would give them as text. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: "text" | "binary") =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);

/** Errors of ours, thrown by the work itself, stay what they are. */
function orStoreFailure(cause: unknown): never {
  const isTheirs =
    cause instanceof pg.DatabaseError ||
    codeOf(cause) !== "" ||
    (cause instanceof Error && /connection (?:terminated|error)|not queryable/iu.test(cause.message));
  if (!isTheirs) throw cause;
  throw codeOf(cause) === "" ? new StoreFailure("unreachable", cause) : storeFailure(cause);
}

function notOpened(failure: StoreFailure) {
  const cause: unknown = failure.cause;
  return refusal(
    {
      code: "journal-not-opened",
      place: { file: "study.yaml", path: "store" },
      message: `the database of the journal cannot be opened${cause instanceof Error ? `: ${cause.message}` : ""}`,
      remedy:
        "see that the server runs, that the connection is right, that the role may make a schema, and that PGPASSWORD or the password file has its password",
    },
    failure,
  );
}

function forgetful() {
  return refusal({
    code: "store-not-durable",
    place: { file: "study.yaml", path: "store" },
    message: "this PostgreSQL server runs with fsync off: what it acknowledges is lost when the power fails",
    remedy: "set fsync = on in postgresql.conf",
  });
}
