import type { Appended, Journal, JournalEvent, NewEvent, StorePlace } from "@plait/journal";
import { JournalProblems } from "@plait/journal";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type JournalPlaces, openAt, postgresPlaces, sqlitePlaces } from "./open-stores.ts";
import { eventsIn, idOf, payloadsIn, placed } from "./planned-events.ts";
import { otherKey } from "./test-key.ts";

describe.each([
  ["SQLite", sqlitePlaces],
  ["PostgreSQL", postgresPlaces],
])("a journal in %s", (_, makePlaces) => {
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

  async function appended(events: readonly NewEvent[]): Promise<Extract<Appended, { kind: "appended" }>> {
    const outcome = await journal.append(events);
    if (outcome.kind !== "appended") throw new Error(outcome.kind);
    return outcome;
  }

  async function reopened(): Promise<Journal> {
    await journal.close();
    journal = await openAt(place);
    return journal;
  }

  test("[K1] events come back as they were handed in, numbered in the journal and in their stream, after it was closed too", async () => {
    const payload = {
      text: "Ɛ 𝄞 \u0000 \ud800",
      list: [1, null, true, { "10": "a", "9": "b" }],
      deep: { z: 1, a: -2.5e-7 },
    };
    const declared = { device: "tablet-1", counter: 7 };
    await appended([placed(1), placed(2, { stream: "q/sort-2" })]);
    await appended([placed(3, { subject: "P07", version: 2, declared, payload })]);
    expect(await eventsIn(await reopened())).toEqual([
      eventOf(placed(1), 1, 1, "2026-05-04T09:00:00.000Z"),
      eventOf(placed(2, { stream: "q/sort-2" }), 2, 1, "2026-05-04T09:00:01.000Z"),
      eventOf(placed(3, { subject: "P07", version: 2, declared, payload }), 3, 2, "2026-05-04T09:00:02.000Z"),
    ]);
  });

  test("[K1] reads behind a position, of streams, and of a subject", async () => {
    await appended([1, 2, 3, 4, 5].map((n) => placed(n, n % 2 === 0 ? { stream: "even", subject: "P02" } : {})));
    const positions = async (selection: object) => (await eventsIn(journal, selection)).map(({ position }) => position);
    expect(await positions({ after: 3 })).toEqual([4, 5]);
    expect(await positions({ streams: ["even"] })).toEqual([2, 4]);
    expect(await positions({ streams: ["even", "q/sort-1"], after: 1 })).toEqual([2, 3, 4, 5]);
    expect(await positions({ streams: [] })).toEqual([]);
    expect(await positions({ streams: ["no such stream"] })).toEqual([]);
    expect(await positions({ subject: "P02" })).toEqual([2, 4]);
  });

  test("[K1] more events than are read at a time come whole and in order", async () => {
    for (const from of [0, 800]) await appended(Array.from({ length: 800 }, (_, at) => placed(from + at)));
    const events = await eventsIn(journal);
    expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 1_600 }, (_, at) => at + 1));
    expect(events.map(({ id }) => id)).toEqual(Array.from({ length: 1_600 }, (_, at) => idOf(at)));
    expect((await journal.verify()).breaks).toEqual([]);
  });

  test("[K2] a retry is answered with what is stored, and nothing is written", async () => {
    const first = await appended([placed(1), placed(2, { subject: "P01" })]);
    expect(first.events.map(({ repeated }) => repeated)).toEqual([false, false]);
    const again = await appended([placed(1), placed(2, { subject: "P01" })]);
    expect(again.events).toEqual(first.events.map((event) => ({ ...event, repeated: true })));
    expect(again.head).toEqual(first.head);
    const longer = await appended([placed(2, { subject: "P01" }), placed(3)]);
    expect(longer.events.map(({ position, repeated }) => [position, repeated])).toEqual([
      [2, true],
      [3, false],
    ]);
    expect(await eventsIn(journal)).toHaveLength(3);
  });

  test.each<[string, Partial<NewEvent>]>([
    ["payload", { payload: { card: 2, column: 0 } }],
    ["actor", { actor: "C. Worker" }],
    ["stream", { stream: "q/sort-2" }],
    ["subject", { subject: "P01" }],
    ["kind", { kind: "q.card-moved" }],
    ["version", { version: 2 }],
    ["declared order", { declared: { device: "d", counter: 1 } }],
  ])("[K2] the same id with another %s is refused, and the whole batch with it", async (_field, change) => {
    await appended([placed(1)]);
    expect(await journal.append([placed(2), placed(1, change)])).toEqual({ kind: "id-taken", id: idOf(1) });
    expect(await eventsIn(journal)).toHaveLength(1);
  });

  test("[K3] a stream that has moved on is a conflict that says where it is, and nothing of the batch is written", async () => {
    await appended([placed(1), placed(2), placed(3, { stream: "other" })]);
    const head = await journal.head();
    const expectedSequence = { other: 1, "q/sort-1": 1 };
    expect(await journal.append([placed(4, { stream: "other" }), placed(5)], { expectedSequence })).toEqual({
      kind: "conflict",
      stream: "q/sort-1",
      expected: 1,
      present: 2,
    });
    expect(await journal.head()).toEqual(head);
    expect(await journal.append([placed(5)], { expectedSequence: { "q/sort-1": 2, fresh: 0 } })).toMatchObject({
      kind: "appended",
    });
    // A retry of what was written is no change.
    expect(await journal.append([placed(5)], { expectedSequence: { "q/sort-1": 2 } })).toMatchObject({
      kind: "appended",
      events: [{ repeated: true }],
    });
  });

  test("[K3] of two that expect the same, one is written", async () => {
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map((n) => journal.append([placed(n)], { expectedSequence: { "q/sort-1": 0 } })),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["appended", "conflict", "conflict", "conflict"]);
  });

  test("[K3] batches that come together are answered each for itself", async () => {
    const ids = (outcome: Appended) =>
      outcome.kind === "appended" ? outcome.events.map(({ id }) => id) : outcome.kind;
    const outcomes = await Promise.all([
      journal.append([placed(1), placed(2)]),
      journal.append([placed(1, { actor: "C. Worker" }), placed(9)]),
      journal.append([placed(3)], { expectedSequence: { "q/sort-1": 7 } }),
      journal.append([placed(2)]),
      journal.append([placed(4)], { expectedSequence: { "q/sort-1": 2 } }),
    ]);
    expect(outcomes.map(ids)).toEqual([[idOf(1), idOf(2)], "id-taken", "conflict", [idOf(2)], [idOf(4)]]);
    expect((await eventsIn(journal)).map(({ id }) => id)).toEqual([1, 2, 4].map(idOf));
    expect((await journal.verify()).breaks).toEqual([]);
  });

  test("[K3] a batch that cannot be written does not keep others from it", async () => {
    await appended([placed(1)]);
    await journal.close();
    // A clock that fails at one batch stands for whatever can.
    let looks = 0;
    const now = () => {
      looks += 1;
      if (looks === 3 || looks === 4) throw new Error("no clock");
      return new Date(0);
    };
    journal = await openAt(place, { now });
    const outcomes = await Promise.allSettled([2, 3, 4, 5].map((n) => journal.append([placed(n)])));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected"]);
    expect(await eventsIn(journal)).toHaveLength(4);
    expect((await journal.verify()).breaks).toEqual([]);
  });

  test("[K4] a clock that jumps back reorders nothing, and what it said is what is recorded", async () => {
    const said = ["2026-05-04T12:00:00.000Z", "2020-01-01T00:00:00.000Z", "2026-05-04T12:00:01.000Z"];
    await journal.close();
    let looks = 0;
    journal = await openAt(place, { now: () => new Date(said[looks++] ?? "") });
    for (const n of [1, 2, 3]) await appended([placed(n)]);
    const events = await eventsIn(journal);
    expect(events.map(({ at }) => at)).toEqual(said);
    expect(events.map(({ position, sequence, id }) => [position, sequence, id])).toEqual(
      [1, 2, 3].map((n) => [n, n, idOf(n)]),
    );
    expect((await journal.verify()).breaks).toEqual([]);
  });

  test("[K5] who was forgotten cannot be read by any way; all else can, and the chain verifies", async () => {
    await appended([
      placed(1, { subject: "P01" }),
      placed(2, { subject: "P02" }),
      placed(3),
      placed(4, { subject: "P01", stream: "other" }),
    ]);
    expect(await journal.forgetSubject("P01", "A. Owner")).toEqual({ kind: "forgotten" });
    for (const take of [() => journal, reopened]) {
      const each = await take();
      expect((await payloadsIn(each)).map((payload) => payload === "forgotten")).toEqual([
        ...[true, false, false, true],
        false,
      ]);
      expect((await eventsIn(each, { subject: "P01" })).map(({ content }) => content)).toEqual([
        { kind: "forgotten" },
        { kind: "forgotten" },
      ]);
      expect((await journal.verify()).breaks).toEqual([]);
    }
    const [said] = await eventsIn(journal, { streams: ["journal"] });
    expect(said).toMatchObject({ kind: "journal.subject-forgotten", content: { kind: "readable", actor: "A. Owner" } });
    expect(JSON.stringify(said)).not.toContain("P01");
  });

  test("[K5] later events about who was forgotten are refused; a retry of an earlier one is answered", async () => {
    await appended([placed(1, { subject: "P01" })]);
    await journal.forgetSubject("P01", "A. Owner");
    expect(await journal.append([placed(2), placed(3, { subject: "P01" })])).toEqual({
      kind: "subject-forgotten",
      subject: "P01",
    });
    expect(await journal.append([placed(1, { subject: "P01" })])).toMatchObject({ kind: "appended" });
    expect(await journal.append([placed(1, { subject: "P02" })])).toEqual({ kind: "id-taken", id: idOf(1) });
    expect(await journal.forgetSubject("P01", "A. Owner")).toEqual({ kind: "forgotten-before" });
    expect(await journal.forgetSubject("P09", "A. Owner")).toEqual({ kind: "unknown" });
    expect(await journal.append([placed(4, { subject: "P09" })])).toMatchObject({ kind: "subject-forgotten" });
    expect(await eventsIn(journal)).toHaveLength(3);
    expect((await journal.verify()).breaks).toEqual([]);
  });

  test("[K6] the head is that of the last event, and a head that was kept is found where it was", async () => {
    expect(await journal.head()).toEqual({ position: 0, hash: "0".repeat(64) });
    const { head } = await appended([placed(1), placed(2)]);
    await appended([placed(3)]);
    expect(await journal.head()).toMatchObject({ position: 3 });
    expect(await journal.verify(` ${head.hash.toUpperCase()}\n`)).toEqual({
      events: 3,
      files: 0,
      filesUnnamed: 0,
      head: await journal.head(),
      breaks: [],
      keptHead: { position: 2, at: "2026-05-04T09:00:01.000Z" },
    });
    const unknown = "ab".repeat(32);
    expect((await journal.verify(unknown)).breaks).toEqual([{ kind: "head-not-found", head: unknown }]);
  });

  test("[K7] another study's key opens nothing", async () => {
    await appended([placed(1)]);
    await journal.close();
    const refused = await openAt(place, { key: otherKey }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(JournalProblems);
    journal = await openAt(place);
    expect(await eventsIn(journal)).toHaveLength(1);
  });

  test("[K8] a subscription catches up from a position and follows without gap or double", async () => {
    await appended([placed(1), placed(2), placed(3)]);
    const heard = newListener();
    const subscription = journal.subscribe({ from: 1 }, heard.listen);
    await heard.until(2);
    await Promise.all([4, 5, 6, 7].map((n) => appended([placed(n), placed(n + 100)])));
    await heard.until(10);
    await subscription.close();
    await appended([placed(50)]);
    expect(heard.positions).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    await subscription.ended;
  });

  test("[K8] a subscription to streams hears of them only, of people forgotten too", async () => {
    const heard = newListener();
    journal.subscribe({ from: 0, streams: ["a"] }, heard.listen);
    await appended([placed(1, { stream: "a", subject: "P1" }), placed(2, { stream: "b" }), placed(3, { stream: "a" })]);
    await heard.until(2);
    expect(heard.positions).toEqual([1, 3]);
  });

  test("[K8] a listener that fails ends its subscription with its error; closing the journal ends all", async () => {
    const failing = journal.subscribe({ from: 0 }, () => Promise.reject(new Error("no room")));
    const other = journal.subscribe({ from: 0 }, () => {});
    const ended = expect(failing.ended).rejects.toThrow("no room");
    await appended([placed(1)]);
    await ended;
    await reopened();
    await other.ended;
  });

  test.each<[string, Partial<NewEvent> | readonly NewEvent[], RegExp]>([
    ["an id that is no UUID", { id: "17" }, /id must be a UUID/u],
    ["a stream without a name", { stream: " " }, /stream must have/u],
    ["a kind in capitals", { kind: "Card Placed" }, /kind must be/u],
    ["version 0", { version: 0 }, /version must be/u],
    ["a negative counter", { declared: { device: "d", counter: -1 } }, /declared\.counter/u],
    ["a payload with NaN", { payload: { a: Number.NaN } }, /plain JSON/u],
    ["a payload that is too long", { payload: "x".repeat(1_000_001) }, /1000000 characters: 1000003/u],
    ["no event", [], /1 to 1000: 0/u],
    ["an id twice", [placed(1), placed(1)], /ids of their own/u],
  ])("[K9] %s is a mistake of the caller, and nothing is written", async (_what, wrong, message) => {
    // The table has a change of one event, or a whole batch.
    const batch = Array.isArray(wrong) ? (wrong as NewEvent[]) : [placed(1), placed(2, wrong as Partial<NewEvent>)];
    await expect(journal.append(batch)).rejects.toThrow(message);
    expect(await eventsIn(journal)).toEqual([]);
  });
});

function eventOf(event: NewEvent, position: number, sequence: number, at: string): JournalEvent {
  const { id, kind, version, ...content } = event;
  return { position, id, sequence, kind, version, at, content: { kind: "readable", ...content } };
}

function newListener() {
  const positions: number[] = [];
  let check = () => {};
  return {
    positions,
    listen: ({ position }: JournalEvent) => {
      positions.push(position);
      check();
    },
    until: (count: number) =>
      new Promise<void>((resolve) => {
        check = () => {
          if (positions.length >= count) resolve();
        };
        check();
      }),
  };
}
