import { type Journal, type JournalEvent, JournalProblems, openJournal, type StorePlace } from "@plait/journal";
import { type PostgresServer, postgresServer } from "@plait/testkit";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openAt } from "./open-stores.ts";
import { eventsIn, placed } from "./planned-events.ts";
import { otherKey, testKey } from "./test-key.ts";

let server: PostgresServer;
let made = 0;
let schema: string;
let place: StorePlace;
beforeAll(async () => {
  server = await postgresServer();
});
afterAll(() => server?.remove());
beforeEach(() => {
  schema = `study_${++made}`;
  place = { kind: "postgres", connection: server.connection, schema };
});

async function run(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.connection });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function refusals(opening: Promise<Journal>): Promise<string[]> {
  try {
    await (await opening).close();
    return [];
  } catch (error) {
    if (!(error instanceof JournalProblems)) throw error;
    return error.problems.map(({ code }) => code);
  }
}

async function withEvents(count: number): Promise<{ readonly hash: string }> {
  const journal = await openAt(place);
  for (let n = 1; n <= count; n++) await journal.append([placed(n, n === 2 ? { subject: "P01" } : {})]);
  const head = await journal.head();
  await journal.close();
  return head;
}

async function breaksNow(keptHead?: string) {
  const journal = await openAt(place);
  try {
    return (await journal.verify(keptHead)).breaks;
  } finally {
    await journal.close();
  }
}

describe("[K30] several servers on one study", () => {
  test("append at the same time, and the chain is whole", async () => {
    const servers = await Promise.all([openAt(place), openAt(place)]);
    await Promise.all(
      servers.flatMap((journal, at) =>
        Array.from({ length: 40 }, (_, n) =>
          journal.append([placed(100 * at + n, { stream: `s${n % 3}` }), placed(1_000 + 100 * at + n)]),
        ),
      ),
    );
    const [first, second] = await Promise.all(servers.map((journal) => eventsIn(journal)));
    expect(first).toHaveLength(160);
    expect(second).toEqual(first);
    for (const journal of servers) {
      expect((await journal.verify()).breaks).toEqual([]);
      await journal.close();
    }
  });

  test("hear of each other's events, and go on after the server was gone", async () => {
    const [here, there] = await Promise.all([openAt(place), openAt(place)]);
    const heard: number[] = [];
    const waiting: (() => void)[] = [];
    const subscription = here.subscribe({ from: 0 }, ({ position }: JournalEvent) => {
      heard.push(position);
      for (const check of waiting) check();
    });
    const hasHeard = (count: number) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (heard.length >= count) resolve();
        };
        waiting.push(check);
        check();
      });
    for (const n of [1, 2, 3]) await there.append([placed(n)]);
    await hasHeard(3);
    await server.crash();
    await server.start();
    for (const n of [4, 5]) await untilReachable(() => there.append([placed(n)]));
    await hasHeard(5);
    expect(heard).toEqual([1, 2, 3, 4, 5]);
    await subscription.close();
    await Promise.all([here.close(), there.close()]);
  });

  test("make the tables once when they open a new study together", async () => {
    const servers = await Promise.all([1, 2, 3, 4].map(() => openAt(place)));
    await Promise.all(servers.map((journal) => journal.close()));
    expect(await run(`select count(*)::int as rows from ${schema}.head`)).toEqual([{ rows: 1 }]);
  });

  test("a subject forgotten through one is forgotten in the other", async () => {
    const [here, there] = await Promise.all([openAt(place), openAt(place)]);
    await here.append([placed(1, { subject: "P01" })]);
    expect((await eventsIn(there))[0]?.content.kind).toBe("readable");
    await here.forgetSubject("P01", "A. Owner");
    expect((await eventsIn(there))[0]?.content.kind).toBe("forgotten");
    expect(await there.append([placed(2, { subject: "P01" })])).toMatchObject({ kind: "subject-forgotten" });
    await Promise.all([here.close(), there.close()]);
  });
});

describe("[K31] in the tables", () => {
  test("stands neither payload nor subject, nor stream nor actor", async () => {
    const journal = await openJournal({ place, key: testKey });
    const declared = { device: "MARKdevice", counter: 1 };
    const event = { subject: "MARKsubject", stream: "MARKstream", actor: "MARKactor", declared };
    await journal.append([placed(1, { ...event, payload: "MARKpayload" }), placed(2)]);
    await journal.keepFile({ id: placed(1).id, subject: "MARKsubject", bytes: Buffer.from("MARKfile".repeat(9_000)) });
    await journal.fold(
      "MARKstream",
      { name: "f", version: 1, order: "arrival", initial: "MARKstate", apply: (state) => state },
      { snapshotEvery: 1 },
    );
    await journal.close();
    const tables = await run(
      `select table_name as name from information_schema.tables where table_schema = '${schema}'`,
    );
    const rows = await Promise.all(
      tables.map(({ name }) => run(`select t::text as row from ${schema}.${String(name)} t`)),
    );
    const text = rows.flat().map(({ row }) => String(row));
    expect(text.length).toBeGreaterThan(5);
    for (const word of text) {
      // Bytes are shown in hexadecimal digits.
      const plain = word.replaceAll(/\\x([0-9a-f]+)/gu, (_, digits: string) =>
        Buffer.from(digits, "hex").toString("latin1"),
      );
      expect(plain).not.toMatch(/MARK/u);
    }
  });

  test("a key that was destroyed and a file that went with it are gone from the pages of their tables", async () => {
    await withEvents(2);
    const journal = await openAt(place);
    await journal.keepFile({ id: placed(1).id, subject: "P01", bytes: Buffer.from("said aloud") });
    const pages = async (table: string) =>
      (await run(`select pg_relation_filepath('${schema}.${table}') as file`))[0]?.file;
    const before = [await pages("subjects"), await pages("files")];
    await journal.forgetSubject("P01", "A. Owner");
    await journal.close();
    // Written anew: the pages with the key are no part of the table any more.
    for (const [at, table] of ["subjects", "files"].entries()) {
      const after = await pages(table);
      expect(after).toMatch(/./u);
      expect(after).not.toBe(before[at]);
    }
    expect(await run(`select count(*)::int as files from ${schema}.files where sealed is not null`)).toEqual([
      { files: 0 },
    ]);
    expect(await run(`select count(*)::int as keys from ${schema}.subjects where wrapped is not null`)).toEqual([
      { keys: 0 },
    ]);
  });
});

describe("[K32] rows that were tampered with are named, all of them", () => {
  const altered = (position: number) => [
    { kind: "altered", position },
    { kind: "sealed-part-changed", position },
  ];

  test.each<[string, string, readonly object[]]>([
    [
      "a sealed byte",
      "update EVENTS set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where position = 3",
      altered(3),
    ],
    ["a kind", "update EVENTS set kind = 'q.card-moved' where position = 3", altered(3)],
    ["a time", "update EVENTS set at = '2020-01-01T00:00:00.000Z' where position = 3", altered(3)],
    ["an id", "update EVENTS set id = '019a0000-0000-7000-8000-00000000ffff' where position = 3", altered(3)],
    [
      "a stream",
      "update EVENTS set stream = repeat('0', 32) where position = 3",
      [{ kind: "out-of-order", position: 3 }, ...altered(3), { kind: "out-of-order", position: 4 }],
    ],
    [
      "a hash",
      "update EVENTS set hash = repeat('0', 64) where position = 3",
      [
        { kind: "altered", position: 3 },
        { kind: "out-of-order", position: 4 },
      ],
    ],
    ["an event taken out", "delete from EVENTS where position = 3", [{ kind: "missing", from: 3, to: 3 }]],
    ["the last events taken off", "delete from EVENTS where position >= 4", [{ kind: "end-differs" }]],
    ["two at once", "update EVENTS set at = 'x' where position in (1, 5)", [...altered(1), ...altered(5)]],
    [
      "a subject's key taken away",
      "update SUBJECTS set wrapped = null",
      [{ kind: "key-lost", mark: expect.any(String) }],
    ],
    ["a subject taken away", "delete from SUBJECTS", [{ kind: "key-lost", mark: expect.any(String) }]],
    [
      "a subject's key changed",
      "update SUBJECTS set wrapped = set_byte(wrapped, 5, get_byte(wrapped, 5) # 1)",
      [{ kind: "sealed-part-changed", position: 2 }],
    ],
    ["the head", "update HEAD set hash = repeat('0', 64)", [{ kind: "end-differs" }]],
  ])("%s", async (_what, change, expected) => {
    await withEvents(5);
    await run(change.replace(/\b(?:EVENTS|SUBJECTS|HEAD)\b/gu, (table) => `${schema}.${table.toLowerCase()}`));
    expect(await breaksNow()).toEqual(expected);
  });

  test("sealed parts of two events exchanged, with hashes made anew by somebody without the key, do not open", async () => {
    await withEvents(4);
    await run(
      `update ${schema}.events a set sealed = b.sealed from ${schema}.events b where a.position in (3, 4) and b.position = 7 - a.position`,
    );
    await chainAnew();
    expect(await breaksNow()).toEqual([3, 4].map((position) => ({ kind: "sealed-part-changed", position })));
  });

  test("an event of who was forgotten, changed with all hashes made anew, shows in the next that opens", async () => {
    await withEvents(3);
    const journal = await openAt(place);
    await journal.forgetSubject("P01", "A. Owner");
    await journal.close();
    await run(`update ${schema}.events set at = '2020-01-01T00:00:00.000Z' where position = 2`);
    await chainAnew();
    expect(await breaksNow()).toEqual([
      ...[3, 4].map((position) => ({ kind: "sealed-part-changed", position })),
      // Event 4 said that the person was forgotten.
      { kind: "key-lost", mark: expect.any(String) },
    ]);
  });

  test("an end that was taken off with the head set back shows against the head that was kept", async () => {
    const { hash } = await withEvents(4);
    await run(`delete from ${schema}.events where position = 4`);
    await run(`update ${schema}.head set position = 3, hash = (select hash from ${schema}.events where position = 3)`);
    expect(await breaksNow()).toEqual([]);
    expect(await breaksNow(hash)).toEqual([{ kind: "head-not-found", head: hash }]);
  });

  test("a forgotten person's key put back is found", async () => {
    await withEvents(2);
    const [row] = await run(`select encode(wrapped, 'hex') as bytes from ${schema}.subjects`);
    const journal = await openAt(place);
    await journal.forgetSubject("P01", "A. Owner");
    await journal.close();
    await run(`update ${schema}.subjects set wrapped = decode('${String(row?.bytes)}', 'hex')`);
    expect(await breaksNow()).toEqual([{ kind: "key-kept", mark: expect.any(String) }]);
  });

  /** Writes every hash again as the rules say, which needs no key. */
  async function chainAnew(): Promise<void> {
    await run(`
      do $$
      declare before text := repeat('0', 64); one record; clear bytea; digest text;
      begin
        for one in select * from ${schema}.events order by position loop
          clear := convert_to(format(
            '{"at":%s,"id":%s,"kind":%s,"position":%s,"previous":%s,"sequence":%s,"stream":%s,"subject":%s,"version":%s}',
            to_json(one.at), to_json(one.id), to_json(one.kind), one.position, to_json(before), one.sequence,
            to_json(one.stream), coalesce(to_json(one.subject)::text, 'null'), one.version), 'UTF8');
          digest := encode(sha256(int4send(length(clear)) || clear || one.sealed), 'hex');
          update ${schema}.events set previous = before, hash = digest where position = one.position;
          before := digest;
        end loop;
        update ${schema}.head set hash = before;
      end $$`);
  }
});

describe("[K33] a database that is not fit is refused in words", () => {
  test("another study's journal", async () => {
    await withEvents(1);
    expect(await refusals(openAt(place, { key: otherKey }))).toEqual(["journal-of-another-study"]);
    expect(await breaksNow()).toEqual([]);
  });

  test("a server that is not there, or knows no such role", async () => {
    const nowhere = { kind: "postgres", connection: "postgresql://plait@/postgres?host=/nowhere", schema } as const;
    expect(await refusals(openAt(nowhere))).toEqual(["journal-not-opened"]);
    const stranger = { ...nowhere, connection: server.connection.replace("plait@", "stranger@") };
    expect(await refusals(openAt(stranger))).toEqual(["journal-not-opened"]);
  });

  test("one that has no journal, where there has to be one; nothing is made", async () => {
    expect(await refusals(openAt(place, { mustExist: true }))).toEqual(["no-journal"]);
    expect(await run(`select 1 from information_schema.schemata where schema_name = '${schema}'`)).toEqual([]);
  });

  test("one that forgets what it acknowledged", async () => {
    await run("alter system set fsync = off");
    await server.crash();
    await server.start();
    expect(await refusals(openAt(place))).toEqual(["store-not-durable"]);
    await run("alter system reset fsync");
    await server.crash();
    await server.start();
    expect(await refusals(openAt(place))).toEqual([]);
  });
});

/** A pool finds out that a connection is gone when it uses it. */
async function untilReachable<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 20; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && error.name === "StoreFailure")) throw error;
    }
  }
  return work();
}
