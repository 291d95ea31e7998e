import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  copyTo,
  createTable,
  type Database,
  id,
  literal,
  openDatabase,
  QueryFailure,
  scanParquet,
  sql,
} from "../src/index.ts";

const open: Database[] = [];
const folders: string[] = [];

async function memory(): Promise<Database> {
  const database = await openDatabase({ storage: { kind: "memory" } });
  open.push(database);
  return database;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "plait-database-"));
  folders.push(made);
  return made;
}

afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

describe("[DB1] statements", () => {
  it("quotes identifiers that DuckDB refuses bare", async () => {
    const database = await memory();
    await database.run(createTable("rows", sql`select 1 as ${id("at")}, 2 as ${id('a"b')}`));
    expect(await database.row(sql`select * from ${id("rows")}`)).toEqual({ at: 1, 'a"b': 2 });
  });

  it("escapes literals", async () => {
    const database = await memory();
    expect(await database.row(sql`select ${literal("O'Brien; drop table x")} as name`)).toEqual({
      name: "O'Brien; drop table x",
    });
  });

  it("returns counts as numbers and dates as text", async () => {
    const database = await memory();
    expect(await database.row(sql`select count(*) as n, date '2020-02-29' as d from range(3)`)).toEqual({
      n: 3,
      d: "2020-02-29",
    });
  });

  it("keeps the failing SQL and the engine's cause, and quotes no data in its message", async () => {
    const database = await memory();
    const failure = await database
      .run(sql`select cast(${literal("Amara")} as integer)`)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(QueryFailure);
    expect(String(failure)).not.toMatch(/Could not convert/);
    expect(failure).toMatchObject({ cause: expect.objectContaining({ message: expect.stringContaining("Amara") }) });
  });

  it("insists on one row where one is promised", async () => {
    const database = await memory();
    await expect(database.row(sql`select 1 where false`)).rejects.toThrow(RangeError);
  });
});

describe("[DB2] no network", () => {
  it("refuses extensions instead of fetching them", async () => {
    const database = await memory();
    await expect(database.rows(sql`select * from read_xlsx('a.xlsx')`)).rejects.toThrow(QueryFailure);
    const settings = await database.rows<{ value: string }>(
      sql`select value from duckdb_settings() where name in ('autoload_known_extensions', 'autoinstall_known_extensions')`,
    );
    expect(settings).toEqual([{ value: "false" }, { value: "false" }]);
  });
});

describe("[DB3] storage", () => {
  it("does not spill in memory: too little memory is a failure that says so", async () => {
    const database = await openDatabase({ storage: { kind: "memory" }, memoryLimit: "50MB", threads: 1 });
    open.push(database);
    const failure = await database
      .run(createTable("big", sql`select md5(cast(range as varchar)) as a from range(5000000)`))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(QueryFailure);
    expect(failure).toMatchObject({ memoryIsFull: true });
  });

  it("works on a volume under a private folder and leaves nothing there", async () => {
    const directory = join(folder(), "work");
    const database = await openDatabase({ storage: { kind: "volume", directory } });
    await database.run(createTable("t", sql`select 1 as a`));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    await database.close();
    expect(() => statSync(directory)).toThrow();
  });

  it("takes nothing from another database on the same volume, and clears what a process left that is gone", async () => {
    const directory = join(folder(), "work");
    const { pid: gone } = spawnSync(process.execPath, ["--version"]);
    mkdirSync(join(directory, `${gone}-left`, "deeper"), { recursive: true });
    const volume = { kind: "volume", directory } as const;
    const big = await openDatabase({ storage: volume, memoryLimit: "60MB", threads: 1 });
    open.push(big);
    await big.run(createTable("big", sql`select md5(cast(range as varchar)) as a from range(3000000)`));
    const own = readdirSync(directory);
    expect(own).toEqual([expect.stringMatching(new RegExp(`^${process.pid}-`, "u"))]);
    const other = await openDatabase({ storage: volume });
    await other.close();
    expect(readdirSync(directory)).toEqual(own);
    expect(await big.row(sql`select count(distinct a) as n from big`)).toEqual({ n: 3_000_000 });
  });

  it("writes and reads Parquet in the query's order", async () => {
    const database = await memory();
    const path = join(folder(), "t.parquet");
    await database.run(copyTo(sql`select range as a from range(5) order by a desc`, path, "parquet"));
    expect(await database.rows(sql`select a from ${scanParquet(path)}`)).toEqual([4, 3, 2, 1, 0].map((a) => ({ a })));
  });
});
