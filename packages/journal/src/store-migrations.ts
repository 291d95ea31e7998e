import { type Kysely, sql, type Transaction } from "kysely";
import { refusal } from "./journal-problems.ts";
import type { JournalStore, JournalTables } from "./journal-store.ts";

/** How one step of the tables' history is made. Steps that were released are never changed: a new one follows. */
interface Migration {
  readonly number: number;
  readonly up: (tables: Kysely<JournalTables>, types: ColumnTypes) => Promise<void>;
}

interface ColumnTypes {
  readonly bytes: ReturnType<typeof sql>;
  readonly whole: "bigint" | "integer";
}

const columnTypes: Readonly<Record<JournalStore["engine"], ColumnTypes>> = {
  sqlite: { bytes: sql`blob`, whole: "integer" },
  postgres: { bytes: sql`bytea`, whole: "bigint" },
};

const migrations: readonly Migration[] = [
  {
    number: 1,
    up: async ({ schema }, { bytes, whole }) => {
      await schema
        .createTable("events")
        .addColumn("position", whole, (column) => column.primaryKey())
        .addColumn("id", "text", (column) => column.notNull().unique())
        .addColumn("stream", "text", (column) => column.notNull())
        .addColumn("sequence", whole, (column) => column.notNull())
        .addColumn("subject", "text")
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("version", whole, (column) => column.notNull())
        .addColumn("at", "text", (column) => column.notNull())
        .addColumn("previous", "text", (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .addColumn("sealed", bytes, (column) => column.notNull())
        .addUniqueConstraint("events_of_stream", ["stream", "sequence"])
        .execute();
      await schema.createIndex("events_of_subject").on("events").column("subject").execute();
      await schema
        .createTable("subjects")
        .addColumn("mark", "text", (column) => column.primaryKey())
        .addColumn("wrapped", bytes)
        .execute();
      await schema
        .createTable("snapshots")
        .addColumn("stream", "text", (column) => column.notNull())
        .addColumn("fold", "text", (column) => column.notNull())
        .addColumn("sealed", bytes, (column) => column.notNull())
        .addPrimaryKeyConstraint("snapshot_of_fold", ["stream", "fold"])
        .execute();
      await schema
        .createTable("head")
        .addColumn("one", whole, (column) => column.primaryKey())
        .addColumn("study", "text", (column) => column.notNull())
        .addColumn("position", whole, (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .addColumn("forgettings", whole, (column) => column.notNull())
        .addColumn("scrubbed", whole, (column) => column.notNull())
        .execute();
    },
  },
  {
    number: 2,
    up: async ({ schema }, { bytes }) => {
      await schema
        .createTable("files")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("subject", "text")
        .addColumn("sealed", bytes)
        .execute();
      await schema.createIndex("files_of_subject").on("files").column("subject").execute();
    },
  },
];

/**
 * Brings the tables to the form this version reads, within one transaction that nobody else writes in.
 *
 * @throws JournalProblems where a newer Plait made them
 */
export async function migrate(tables: Transaction<JournalTables>, engine: JournalStore["engine"]): Promise<void> {
  await tables.schema
    .createTable("migrations")
    .ifNotExists()
    .addColumn("number", columnTypes[engine].whole, (column) => column.primaryKey())
    .execute();
  const done = new Set((await tables.selectFrom("migrations").select("number").execute()).map(({ number }) => number));
  if (Math.max(0, ...done) > migrations.length) throw madeByNewerPlait();
  for (const { number, up } of migrations) {
    if (done.has(number)) continue;
    await up(tables, columnTypes[engine]);
    await tables.insertInto("migrations").values({ number }).execute();
  }
}

function madeByNewerPlait() {
  return refusal({
    code: "journal-too-new",
    place: { file: "study.yaml", path: "store" },
    message: "a newer version of Plait has written this journal",
    remedy: "use that version, or a later one",
  });
}
