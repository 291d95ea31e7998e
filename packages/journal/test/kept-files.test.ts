import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Journal, LARGEST_FILE, type NewEvent, type StorePlace } from "@plait/journal";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type JournalPlaces, openAt, postgresPlaces, sqlitePlaces } from "./open-stores.ts";
import { eventsIn, idOf, payloadsIn, placed } from "./planned-events.ts";

const recording = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 31 + (at >> 8)) % 256);
const other = Uint8Array.from(recording, (byte, at) => (at === 299_999 ? byte ^ 1 : byte));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe.each([
  ["SQLite", sqlitePlaces],
  ["PostgreSQL", postgresPlaces],
])("files kept in %s", (_, makePlaces) => {
  let places: JournalPlaces;
  let place: StorePlace;
  let journal: Journal;
  beforeAll(async () => {
    places = await makePlaces();
  });
  afterAll(() => places?.remove());
  beforeEach(async () => {
    place = places.newPlace();
    journal = await openAt(place);
  });
  afterEach(() => journal.close());

  async function reopened(): Promise<Journal> {
    await journal.close();
    journal = await openAt(place);
    return journal;
  }

  test("[K11] come back byte for byte, about somebody or nobody, after the journal was closed too", async () => {
    const kept = { kind: "kept", sha256: sha256(recording), size: 300_000, repeated: false };
    expect(await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording })).toEqual({ ...kept, id: idOf(1) });
    expect(await journal.keepFile({ id: idOf(2), bytes: recording })).toEqual({ ...kept, id: idOf(2) });
    for (const take of [() => journal, reopened]) {
      const each = await take();
      for (const id of [idOf(1), idOf(2)]) expect(Buffer.compare(await bytesOf(each, id), recording)).toBe(0);
    }
    expect(await journal.readFile(idOf(3))).toBeUndefined();
  });

  test("[K11] the same again writes nothing twice; other bytes, or about somebody else, are refused", async () => {
    await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording });
    expect(await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording })).toMatchObject({ repeated: true });
    const taken = { kind: "id-taken", id: idOf(1) };
    expect(await journal.keepFile({ id: idOf(1), subject: "P01", bytes: other })).toEqual(taken);
    expect(await journal.keepFile({ id: idOf(1), subject: "P02", bytes: recording })).toEqual(taken);
    expect(await journal.keepFile({ id: idOf(1), bytes: recording })).toEqual(taken);
    expect(Buffer.compare(await bytesOf(journal, idOf(1)), recording)).toBe(0);
    expect(await journal.verify()).toMatchObject({ files: 1, breaks: [] });
  });

  test("[K11] the same from two writers at once is kept once", async () => {
    const file = { id: idOf(1), subject: "P01", bytes: recording };
    const done = await Promise.all([journal.keepFile(file), journal.keepFile(file)]);
    expect(done.map((each) => "repeated" in each && each.repeated).sort()).toEqual([false, true]);
  });

  test.each<[string, { id?: string; subject?: string; bytes?: Uint8Array }, RegExp]>([
    ["an id that is no UUID", { id: "../x" }, /id must be a UUID/u],
    ["a subject without a name", { subject: " " }, /subject must have/u],
    ["no bytes", { bytes: new Uint8Array() }, /1 to 8388608 bytes: 0/u],
    ["too many", { bytes: new Uint8Array(LARGEST_FILE + 1) }, /1 to 8388608 bytes: 8388609/u],
  ])("[K11] %s is refused", async (_what, change, message) => {
    await expect(journal.keepFile({ id: idOf(1), bytes: recording, ...change })).rejects.toThrow(message);
    expect(await journal.verify()).toMatchObject({ files: 0 });
  });

  test("[K11] the largest is kept", async () => {
    const bytes = new Uint8Array(LARGEST_FILE).fill(7);
    await journal.keepFile({ id: idOf(1), bytes });
    expect(Buffer.compare(await bytesOf(journal, idOf(1)), bytes)).toBe(0);
  });

  test("[K12] an event names its files and gives their names back; a retry of it writes nothing", async () => {
    await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording });
    await journal.append([namingEvent()]);
    expect(await journal.append([namingEvent()])).toMatchObject({ events: [{ repeated: true }] });
    expect(await journal.append([placed(10, { subject: "P01" })])).toEqual({ kind: "id-taken", id: idOf(10) });
    const [event] = await eventsIn(journal);
    expect(event?.content).toMatchObject({ files: [{ id: idOf(1), sha256: sha256(recording) }] });
    expect(await journal.verify()).toMatchObject({ files: 1, filesUnnamed: 0, breaks: [] });
  });

  test.each<[string, Partial<NewEvent>]>([
    ["that is not kept", { files: [{ id: idOf(2), sha256: sha256(recording) }] }],
    ["of other bytes", { files: [{ id: idOf(1), sha256: sha256(other) }] }],
    ["about somebody else", { subject: "P02" }],
  ])("[K12] an event that names a file %s is refused with its batch", async (_what, change) => {
    await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording });
    const event = { ...namingEvent(), ...change };
    const refused = { kind: "file-not-kept", file: event.files?.[0]?.id };
    expect(await journal.append([placed(11), event])).toEqual(refused);
    expect(await eventsIn(journal)).toEqual([]);
  });

  test.each<[string, Partial<NewEvent>]>([
    ["by no id", { files: [{ id: "1", sha256: sha256(recording) }] }],
    ["by no hash", { files: [{ id: idOf(1), sha256: "1" }] }],
    ["of which there are none", { files: [] }],
  ])("[K12] an event that names files %s is none", async (_what, change) => {
    await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording });
    await expect(journal.append([placed(11), { ...namingEvent(), ...change }])).rejects.toThrow(RangeError);
    expect(await eventsIn(journal)).toEqual([]);
  });

  test("[K13] a file that no event names is counted and is no break", async () => {
    await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording });
    expect(await journal.verify()).toMatchObject({ files: 1, filesUnnamed: 1, breaks: [] });
  });

  test("[K14] go with the person: reading says so, no more are taken, and the chain verifies", async () => {
    await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording });
    await journal.keepFile({ id: idOf(2), subject: "P02", bytes: other });
    await journal.append([namingEvent()]);
    await journal.forgetSubject("P01", "A. Owner");
    for (const take of [() => journal, reopened]) {
      const each = await take();
      expect(await each.readFile(idOf(1))).toBe("forgotten");
      expect(Buffer.compare(await bytesOf(each, idOf(2)), other)).toBe(0);
      expect(await each.verify()).toMatchObject({ files: 1, filesUnnamed: 1, breaks: [] });
    }
    const refused = { kind: "subject-forgotten", subject: "P01" };
    expect(await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording })).toEqual(refused);
    expect(await journal.keepFile({ id: idOf(3), subject: "P01", bytes: recording })).toEqual(refused);
  });

  test("[K16] one that was dropped is gone and the rest about the person stays; nobody is told its id is free", async () => {
    for (const n of [1, 2]) await journal.keepFile({ id: idOf(n), subject: "P01", bytes: n === 1 ? recording : other });
    await journal.append([namingEvent()]);
    expect(await journal.dropFile(idOf(1), "P01")).toEqual({ kind: "dropped" });
    expect(await journal.dropFile(idOf(1), "P01")).toEqual({ kind: "dropped-before" });
    expect(await journal.dropFile(idOf(9), "P01")).toEqual({ kind: "unknown" });
    for (const take of [() => journal, reopened]) {
      const each = await take();
      expect(await each.readFile(idOf(1))).toBe("forgotten");
      expect(Buffer.compare(await bytesOf(each, idOf(2)), other)).toBe(0);
      expect(await each.verify()).toMatchObject({ files: 1, filesUnnamed: 1, breaks: [] });
    }
    const [, said] = await eventsIn(journal);
    expect(said).toMatchObject({ kind: "journal.file-dropped", content: { actor: "P01", payload: { file: idOf(1) } } });
    const again = { id: idOf(1), subject: "P01", bytes: recording };
    expect(await journal.keepFile(again)).toEqual({ kind: "id-taken", id: idOf(1) });
    expect(await journal.append([{ ...namingEvent(), id: idOf(12) }])).toEqual({
      kind: "file-not-kept",
      file: idOf(1),
    });
    expect(await journal.append([namingEvent()])).toMatchObject({ events: [{ repeated: true }] });
  });
});

describe("[K13] files that were tampered with are named", () => {
  let places: JournalPlaces;
  let place: Extract<StorePlace, { kind: "postgres" }>;
  beforeAll(async () => {
    places = await postgresPlaces();
  });
  afterAll(() => places?.remove());
  beforeEach(async () => {
    place = inPostgres(places.newPlace());
    const journal = await openAt(place);
    await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording });
    await journal.keepFile({ id: idOf(2), subject: "P01", bytes: other });
    await journal.keepFile({ id: idOf(3), bytes: recording });
    await journal.append([placed(9), namingEvent()]);
    await journal.close();
  });

  const altered = (number: number) => ({ kind: "file-altered", file: idOf(number) });
  const missing = { kind: "file-missing", position: 2, file: idOf(1) };

  test.each<[string, string, readonly object[]]>([
    ["nothing", "select 1", []],
    ["the first byte", byteFlipped(0), [altered(1)]],
    ["a byte within", byteFlipped(150_000), [altered(1)]],
    ["the last byte", byteFlipped(300_027), [altered(1)]],
    ["a byte of one that no event names", byteFlipped(9, 3), [altered(3)]],
    ["an end cut off", `update FILES set sealed = substr(sealed, 1, 299999) where id = '${idOf(1)}'`, [altered(1)]],
    ["the bytes taken away", `update FILES set sealed = null where id = '${idOf(1)}'`, [altered(1)]],
    ["the file taken out", `delete from FILES where id = '${idOf(1)}'`, [missing]],
    ["given another id", `update FILES set id = '${idOf(7)}' where id = '${idOf(1)}'`, [altered(7), missing]],
    ["said to be about nobody", `update FILES set subject = null where id = '${idOf(1)}'`, [altered(1)]],
    [
      "exchanged for another of the same person",
      `update FILES a set sealed = b.sealed from FILES b where a.id = '${idOf(1)}' and b.id = '${idOf(2)}'`,
      [altered(1)],
    ],
  ])("%s", async (_what, change, expected) => {
    await run(place, change.replaceAll("FILES", `${place.schema}.files`));
    const journal = await openAt(place);
    expect((await journal.verify()).breaks).toEqual(expected);
    await journal.close();
  });

  test("one that was dropped and put back", async () => {
    await run(place, `create table kept as select * from ${place.schema}.files`);
    let journal = await openAt(place);
    await journal.dropFile(idOf(1), "A. Owner");
    await journal.close();
    await run(
      place,
      `update ${place.schema}.files f set sealed = kept.sealed from kept where f.id = kept.id; drop table kept`,
    );
    journal = await openAt(place);
    expect((await journal.verify()).breaks).toEqual([altered(1)]);
    await journal.close();
  });

  test("one that does not open is not given", async () => {
    await run(place, byteFlipped(77).replaceAll("FILES", `${place.schema}.files`));
    const journal = await openAt(place);
    await expect(journal.readFile(idOf(1))).rejects.toThrow(/file .* does not open/u);
    await journal.close();
  });

  function byteFlipped(at: number, number = 1): string {
    return `update FILES set sealed = set_byte(sealed, ${at}, get_byte(sealed, ${at}) # 1) where id = '${idOf(number)}'`;
  }
});

describe("[K15] a journal of before there were kept files is opened as it was, and keeps files", () => {
  const fixture = (name: string) => new URL(`./old-stores/${name}`, import.meta.url);

  test("in SQLite", async () => {
    const places = await sqlitePlaces();
    const place = places.newPlace();
    if (place.kind !== "sqlite") throw new Error(place.kind);
    mkdirSync(dirname(place.file));
    copyFileSync(fixture("journal.v1.db"), place.file);
    await expectAsItWas(place, "70424706cbdb1741b94281b08735d38396411d472ca8ff8939938666f579be85");
    await places.remove();
  });

  test("in PostgreSQL", async () => {
    const places = await postgresPlaces();
    const place = { ...inPostgres(places.newPlace()), schema: "study" };
    await run(place, readFileSync(fixture("journal.v1.postgres.sql"), "utf8"));
    await expectAsItWas(place, "c6de2fc615aa9a73b64633a52833a0bc56e80540022b99fabf0eb5f1c3d1050b");
    await places.remove();
  });

  async function expectAsItWas(place: StorePlace, head: string): Promise<void> {
    const journal = await openAt(place, { mustExist: true });
    expect(await payloadsIn(journal)).toEqual([
      { card: 1, column: -2 },
      "forgotten",
      { card: 3, column: 0 },
      { subject: "27fd0f456459ea0d2624bb6d3c082ee9" },
    ]);
    expect(await journal.keepFile({ id: idOf(1), subject: "P01", bytes: recording })).toMatchObject({ kind: "kept" });
    expect(await journal.append([namingEvent()])).toMatchObject({ kind: "appended" });
    expect(await journal.verify(head)).toMatchObject({ events: 5, files: 1, breaks: [], keptHead: { position: 4 } });
    await journal.close();
  }
});

function namingEvent() {
  return placed(10, { subject: "P01", files: [{ id: idOf(1), sha256: sha256(recording) }] });
}

async function bytesOf(journal: Journal, id: string): Promise<Uint8Array> {
  const bytes = await journal.readFile(id);
  if (!(bytes instanceof Uint8Array)) throw new Error(`${id}: ${bytes}`);
  return bytes;
}

function inPostgres(place: StorePlace): Extract<StorePlace, { kind: "postgres" }> {
  if (place.kind !== "postgres") throw new Error(place.kind);
  return place;
}

async function run({ connection }: { readonly connection: string }, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: connection });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
