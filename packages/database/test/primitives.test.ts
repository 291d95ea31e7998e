import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  castDate,
  copyTo,
  createDictionary,
  createTable,
  createView,
  type Database,
  daysBetween,
  dropTable,
  firstOfMonth,
  id,
  list,
  literal,
  monthLabel,
  openDatabase,
  type Query,
  quarterLabel,
  rowSetDigest,
  same,
  scanParquet,
  sql,
} from "../src/index.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ storage: { kind: "memory" }, threads: 1 });
});
afterAll(() => database.close());

/** The text a query becomes, and its answer as the only value of the only row. */
function text(query: Query): string {
  return query.compile(database.kysely).sql;
}

async function answer(query: Query): Promise<unknown> {
  const row = await database.row<{ a: unknown }>(sql`select ${query} as "a"`);
  return row.a;
}

describe("[DB10] names and values", () => {
  it("quotes every identifier", async () => {
    expect(text(id("rows"))).toBe('"rows"');
    expect(text(id("a", 'b"c'))).toBe('"a"."b""c"');
  });

  it.each([
    ["O'Brien", "'O''Brien'"],
    ["a\\b", "'a\\b'"],
    ["", "''"],
    [3, "3"],
    [-0.5, "-0.5"],
    [true, "true"],
    [null, "null"],
  ])("writes the literal %j as %s, and the engine reads it back", async (value, expected) => {
    expect(text(literal(value))).toBe(expected);
    expect(await answer(literal(value))).toEqual(value);
  });

  it("reads back any text whatever", async () => {
    const anything = fc.string({ unit: "binary" }).filter((one) => !one.includes("\u0000"));
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        expect(await answer(literal(value.toWellFormed()))).toBe(value.toWellFormed());
      }),
      { numRuns: 50 },
    );
  });

  it("joins a list by commas, or by what it is told", () => {
    expect(text(list([id("a"), literal(1)]))).toBe('"a", 1');
    expect(text(list([id("a"), id("b")], sql` and `))).toBe('"a" and "b"');
    expect(text(list([]))).toBe("");
  });
});

describe("[DB11] tables and views", () => {
  it("are replaced by their name", async () => {
    expect(text(createTable("t", sql`select 1 as "a"`))).toBe('create or replace table "t" as select 1 as "a"');
    expect(text(createView("v", sql`select * from ${id("t")}`))).toBe(
      'create or replace view "v" as select * from "t"',
    );
    await database.run(createTable("t", sql`select 1 as "a"`));
    await database.run(createTable("t", sql`select 2 as "a"`));
    await database.run(createView("v", sql`select * from ${id("t")}`));
    expect(await database.row(sql`select * from ${id("v")}`)).toEqual({ a: 2 });
  });

  it("are dropped whether they are there or not", async () => {
    expect(text(dropTable("u"))).toBe('drop table if exists "u"');
    await database.run(createTable("u", sql`select 1 as "a"`));
    await database.run(dropTable("u"));
    await database.run(dropTable("u"));
    await expect(database.rows(sql`select * from ${id("u")}`)).rejects.toThrow();
  });

  it("a dictionary holds each value once, is shown, compared and sorted as text, and refuses others", async () => {
    const values = sql`select unnest(['b', 'a', 'b', null, 'Z', 'é']) as ${id("value")}`;
    expect(text(createDictionary("letters", sql`…`))).toBe(
      'create or replace type "letters" as enum (select distinct "value" from (…) as "v" where "value" is not null order by "value")',
    );
    await database.run(createDictionary("letters", values));
    const found = await database.rows<{ value: string | null }>(
      sql`select cast(${id("value")} as ${id("letters")}) as ${id("value")} from (${values}) as ${id("v")} order by 1 nulls last`,
    );
    expect(found.map(({ value }) => value)).toEqual(["Z", "a", "b", "b", "é", null]);
    const letter = sql`cast('a' as ${id("letters")})`;
    expect(await answer(sql`${letter} = 'a'`)).toBe(true);
    expect(await answer(sql`${letter} in ('none', 'a')`)).toBe(true);
    expect(await answer(sql`${letter} = 'none'`)).toBe(false);
    await expect(answer(sql`cast('none' as ${id("letters")})`)).rejects.toThrow();
  });

  it("files are named by literals", () => {
    expect(text(scanParquet("/a'b.parquet"))).toBe("read_parquet('/a''b.parquet')");
    expect(text(copyTo(sql`select 1`, "/a.parquet", "parquet"))).toBe(
      "copy (select 1) to '/a.parquet' (format parquet, compression zstd)",
    );
    expect(text(copyTo(sql`select 1`, "/a.csv", "csv"))).toBe("copy (select 1) to '/a.csv' (format csv, header true)");
  });
});

describe("[DB12] same", () => {
  it("is true or false of anything, and true of two that are missing", async () => {
    expect(text(same(id("a"), id("b")))).toBe('"a" is not distinct from "b"');
    const cases: [string | null, string | null, boolean][] = [
      ["x", "x", true],
      ["x", "y", false],
      ["x", null, false],
      [null, null, true],
    ];
    for (const [a, b, expected] of cases) expect(await answer(same(literal(a), literal(b)))).toBe(expected);
  });
});

describe("[DB13] dates", () => {
  const date = (day: string) => castDate(literal(day));
  const day = fc
    .date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true })
    .map((one) => one.toISOString().slice(0, 10));

  it("are cast from yyyy-mm-dd; missing stays missing, a day that does not exist is refused", async () => {
    expect(text(date("2019-02-28"))).toBe("cast('2019-02-28' as date)");
    expect(await answer(date("2019-02-28"))).toBe("2019-02-28");
    expect(await answer(castDate(sql`cast(null as varchar)`))).toBeNull();
    await expect(answer(castDate(sql`cast('2019-02-29' as varchar)`))).rejects.toThrow();
  });

  it("lie whole days apart, the second after the first counting up", async () => {
    expect(text(daysBetween(id("a"), id("b")))).toBe(`date_diff('day', "a", "b")`);
    await fc.assert(
      fc.asyncProperty(day, day, async (from, to) => {
        expect(await answer(daysBetween(date(from), date(to)))).toBe((Date.parse(to) - Date.parse(from)) / 86_400_000);
      }),
      { numRuns: 30 },
    );
  });

  it("have a month and a quarter", async () => {
    expect(text(firstOfMonth(id("a")))).toBe(`cast(date_trunc('month', "a") as date)`);
    expect(text(monthLabel(id("a")))).toBe('substr(cast("a" as varchar), 1, 7)');
    await fc.assert(
      fc.asyncProperty(day, async (one) => {
        const [year = "", month = ""] = one.split("-");
        expect(await answer(firstOfMonth(date(one)))).toBe(`${year}-${month}-01`);
        expect(await answer(monthLabel(date(one)))).toBe(`${year}-${month}`);
        expect(await answer(quarterLabel(date(one)))).toBe(`${year}-Q${Math.ceil(Number(month) / 3)}`);
      }),
      { numRuns: 30 },
    );
  });
});

describe("[DB14] the digest of a set of rows", () => {
  const digest = async (texts: readonly string[]): Promise<unknown> => {
    const rows = list(texts.map((one) => sql`(${literal(one)})`));
    const { a } = await database.row<{ a: unknown }>(
      sql`select ${rowSetDigest(id("t"))} as "a" from (values ${rows}) as ${id("rows")}(${id("t")})`,
    );
    return a;
  };
  const md5 = (one: string): string => createHash("md5").update(one).digest("hex");

  it("is the MD5 of the sum of 60 bits of each text's MD5", async () => {
    const texts = ["a", "b", "b", "é"];
    const sum = texts.reduce((all, one) => all + BigInt(`0x${md5(one).slice(0, 15)}`), 0n);
    expect(await digest(texts)).toBe(md5(String(sum)));
  });

  it("does not depend on the order of rows, and does on any of them", async () => {
    const some = fc.array(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(some, fc.string({ minLength: 5, maxLength: 6 }), async (texts, other) => {
        expect(await digest(texts.toReversed())).toBe(await digest(texts));
        expect(await digest([other, ...texts.slice(1)])).not.toBe(await digest(texts));
        expect(await digest([...texts, texts[0] ?? ""])).not.toBe(await digest(texts));
      }),
      { numRuns: 25 },
    );
  });
});
