import type { Fold, Journal, JournalEvent, StorePlace } from "@plait/journal";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type JournalPlaces, openAt, postgresPlaces, sqlitePlaces } from "./open-stores.ts";
import { placed } from "./planned-events.ts";

const cards: Fold<readonly string[]> = {
  name: "cards",
  version: 1,
  order: "arrival",
  initial: [],
  apply: (state, event) => [...state, cardOf(event)],
};

function cardOf({ content }: JournalEvent): string {
  return content.kind === "readable" ? JSON.stringify(content.payload) : "forgotten";
}

const inOrder: Fold<readonly string[]> = { ...cards, name: "cards-in-order", order: "declared" };

describe.each([
  ["SQLite", sqlitePlaces],
  ["PostgreSQL", postgresPlaces],
])("[K40] a fold in %s", (_, makePlaces) => {
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

  const append = (...numbers: number[]) => journal.append(numbers.map((number) => placed(number, { payload: number })));

  test("is of its stream only, and knows how far it is", async () => {
    await append(1, 2);
    await journal.append([placed(3, { stream: "other" })]);
    expect(await journal.fold("q/sort-1", cards)).toEqual({ state: ["1", "2"], sequence: 2, replayed: 2 });
    expect(await journal.fold("no such stream", cards)).toEqual({ state: [], sequence: 0, replayed: 0 });
  });

  test("begins at its snapshot and gives the same as without", async () => {
    await append(1, 2, 3);
    expect(await journal.fold("q/sort-1", cards, { snapshotEvery: 3 })).toMatchObject({ replayed: 3 });
    await append(4);
    const whole = { state: ["1", "2", "3", "4"], sequence: 4 };
    expect(await journal.fold("q/sort-1", cards, { snapshotEvery: 3 })).toEqual({ ...whole, replayed: 1 });
    expect(await journal.fold("q/sort-1", cards, { snapshotEvery: 3 })).toEqual({ ...whole, replayed: 1 });
    expect(await journal.fold("q/sort-1", cards)).toEqual({ ...whole, replayed: 4 });
    await append(5, 6);
    expect(await journal.fold("q/sort-1", cards, { snapshotEvery: 3 })).toMatchObject({ replayed: 3 });
    expect(await journal.fold("q/sort-1", cards, { snapshotEvery: 3 })).toMatchObject({ replayed: 0, sequence: 6 });
  });

  test("does not use a snapshot of another version, and replaces it", async () => {
    await append(1, 2);
    await journal.fold("q/sort-1", cards, { snapshotEvery: 1 });
    const changed: Fold<readonly string[]> = {
      ...cards,
      version: 2,
      apply: (state, event) => [...state, `card ${cardOf(event)}`],
    };
    expect(await journal.fold("q/sort-1", changed, { snapshotEvery: 1 })).toMatchObject({
      state: ["card 1", "card 2"],
      replayed: 2,
    });
    expect(await journal.fold("q/sort-1", changed, { snapshotEvery: 1 })).toMatchObject({ replayed: 0 });
    expect(await journal.fold("q/sort-1", cards, { snapshotEvery: 1 })).toMatchObject({
      state: ["1", "2"],
      replayed: 2,
    });
  });

  test("replays all when a late event declares a place before the snapshot, and not when it declares one behind it", async () => {
    const late = (number: number, counter: number) =>
      placed(number, { payload: counter, declared: { device: "tablet", counter } });
    await journal.append([late(1, 10), late(2, 20)]);
    await journal.fold("q/sort-1", inOrder, { snapshotEvery: 1 });
    await journal.append([late(3, 30)]);
    expect(await journal.fold("q/sort-1", inOrder, { snapshotEvery: 1 })).toEqual({
      state: ["10", "20", "30"],
      sequence: 3,
      replayed: 1,
    });
    await journal.append([late(4, 15)]);
    expect(await journal.fold("q/sort-1", inOrder, { snapshotEvery: 1 })).toEqual({
      state: ["10", "15", "20", "30"],
      sequence: 4,
      replayed: 4,
    });
    expect(await journal.fold("q/sort-1", inOrder, { snapshotEvery: 1 })).toEqual({
      state: ["10", "15", "20", "30"],
      sequence: 4,
      replayed: 0,
    });
  });

  test("has nothing of a person who was forgotten since its snapshot", async () => {
    await journal.append([placed(1, { subject: "P01", payload: "hers" }), placed(2, { payload: "other" })]);
    await journal.fold("q/sort-1", cards, { snapshotEvery: 1 });
    await journal.forgetSubject("P01", "A. Owner");
    expect((await journal.fold("q/sort-1", cards, { snapshotEvery: 1 })).state).toEqual(["forgotten", '"other"']);
  });

  test("keeps no snapshot where somebody was forgotten while it was made", async () => {
    await journal.append([placed(1, { subject: "P01", payload: "hers" })]);
    let forgetting: Promise<unknown> | undefined;
    const slow: Fold<readonly string[]> = {
      ...cards,
      apply: (state, event) => {
        forgetting ??= journal.forgetSubject("P01", "A. Owner");
        return [...state, cardOf(event)];
      },
    };
    expect((await journal.fold("q/sort-1", slow, { snapshotEvery: 1 })).state).toEqual(['"hers"']);
    await forgetting;
    expect(await journal.fold("q/sort-1", cards, { snapshotEvery: 1 })).toMatchObject({
      state: ["forgotten"],
      replayed: 1,
    });
  });

  test("a number of events that is none is a mistake of the caller", async () => {
    await expect(journal.fold("s", cards, { snapshotEvery: 0 })).rejects.toThrow(
      "snapshotEvery must be a whole number from 1: 0",
    );
  });
});
