import fc from "fast-check";
import { expect, test } from "vitest";
import {
  applySortEvent,
  applySortStep,
  type Deck,
  foldSort,
  invitedSort,
  type LiveSort,
  makeGrid,
  qSortOf,
  readSortStep,
  readSortToHandOver,
  type SortEvent,
  type SortStep,
  sortFaults,
  writeSortToHandOver,
} from "../../src/index.ts";

const grid = makeGrid([
  { value: -1, cards: 1 },
  { value: 0, cards: 2 },
  { value: 1, cards: 1 },
]);
const deck: Deck = { cards: ["a", "b", "constructor", "d"], grid };

const place = (card: string, value: number, at = 0): SortStep => ({
  kind: "q.card-placed",
  payload: { card, value, at },
});
const assented: readonly SortStep[] = [
  { kind: "q.sort-begun", payload: { language: "en", wording: "0a1b" } },
  { kind: "q.assented", payload: {} },
];
const board: readonly SortStep[] = [place("a", -1), place("b", 0), place("constructor", 0, 1), place("d", 1)];
const finished: SortStep = { kind: "q.sort-finished", payload: {} };

function sortOf(...steps: readonly (SortStep | undefined)[]): LiveSort {
  return steps.reduce<LiveSort>((sort, step) => applySortStep(deck, sort, step), invitedSort);
}

function onBoard({ board }: LiveSort): string {
  return board.map(({ card, value, at }) => `${card}@${value}.${at}`).join(" ");
}

const anyCard = fc.constantFrom("a", "b", "constructor", "d", "z", "__proto__");
const anyStep: fc.Arbitrary<{ kind: string; payload: unknown }> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("q.sort-begun"),
      payload: fc.record({ language: fc.constantFrom("en", "ar") }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("q.assented"), payload: fc.constant({}) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("q.card-piled"),
      payload: fc.record({ card: anyCard, pile: fc.constantFrom("agree", "unsure", "disagree", "none") }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("q.card-placed"),
      payload: fc.record({ card: anyCard, value: fc.constantFrom(-1, 0, 1, 7), at: fc.constantFrom(0, 1, 2, -1, 0.5) }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("q.card-taken-back"), payload: fc.record({ card: anyCard }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("q.card-explained"),
      payload: fc.record({ card: anyCard, text: fc.string() }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("q.card-told"),
      payload: fc.record({
        card: anyCard,
        recording: fc.option(
          fc.record({
            id: fc.constantFrom("019a0000-0000-7000-8000-000000000001", "019a0000-0000-7000-8000-000000000002", "x"),
            sha256: fc.constant("0".repeat(64)),
            type: fc.constantFrom("audio/webm", "audio/mp4"),
            milliseconds: fc.nat(),
          }),
        ),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("q.sort-finished", "q.assent-refused", "q.sort-stopped"),
      payload: fc.record({ keep: fc.constant(true) }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("q.card-placed", "q.other", ""), payload: fc.jsonValue() }),
  },
);

/** Steps of up to three devices, as each declares them. */
const anyEvents: fc.Arbitrary<SortEvent[]> = fc
  .array(
    fc.record({
      id: fc.uuid(),
      device: fc.constantFrom("tablet", "phone", "é"),
      counter: fc.nat(40),
      version: fc.constantFrom(1, 1, 1, 1, 2),
      step: anyStep,
    }),
    { maxLength: 60 },
  )
  .map((events) => events.map(({ step, ...event }) => ({ ...event, ...step })));

/** Begun and assented before anything else. */
const begin: readonly SortEvent[] = assented.map((step, at) => ({
  ...{ id: `0${at}`, device: "", counter: -2 + at, version: 1 },
  ...step,
}));

const recording = {
  id: "019a0000-0000-7000-8000-000000000001",
  sha256: "0123456789abcdef".repeat(4),
  type: "audio/webm",
  milliseconds: 7_000,
} as const;
const tell = (card: string, change: object | null = {}) =>
  readSortStep("q.card-told", 1, { card, recording: change === null ? null : { ...recording, ...change } });

test("[L8] the last that was told of a card counts, beside its text, until it is taken back", () => {
  const explained: SortStep = { kind: "q.card-explained", payload: { card: "a", text: "home" } };
  const again = { milliseconds: 9_000, id: recording.id.replace(/1$/u, "2") };
  const sort = sortOf(
    ...assented,
    ...board,
    explained,
    tell("a"),
    tell("d"),
    tell("a", again),
    tell("d", null),
    finished,
  );
  expect(sort.recordings).toEqual([{ card: "a", ...recording, ...again }]);
  expect(sort.comments).toEqual([{ card: "a", text: "home" }]);
  expect(sortOf(...assented, tell("z")).ignored).toBe(1);
  expect(sortOf(tell("a")).recordings).toEqual([]);
  // After the end as well, which does not open the sort again.
  expect(applySortStep(deck, sort, tell("a", null))).toMatchObject({ status: "finished", recordings: [] });
});

test.each<[string, object]>([
  ["too long", { milliseconds: 120_001 }],
  ["of a negative length", { milliseconds: -1 }],
  ["of no length", { milliseconds: Number.NaN }],
  ["of another kind", { type: "text/html" }],
  ["without a hash", { sha256: "0" }],
  ["without an id", { id: "../1" }],
])("[L8] a recording %s is none", (_what, change) => {
  expect(tell("a", change)).toBeUndefined();
  expect(tell("a")).toBeDefined();
});

test("[L8] what is handed over carries the bytes of what was told, and reads back the same", () => {
  const events = [{ id: recording.id, kind: "q.card-told", version: 1, counter: 3, payload: { card: "a", recording } }];
  const sort = { participant: "P1", device: "d", events, recordings: [{ id: recording.id, base64: "T2dnUw==" }] };
  expect(readSortToHandOver(writeSortToHandOver(sort))).toEqual({ sort });
  const { recordings: _, ...silent } = sort;
  expect(readSortToHandOver(writeSortToHandOver(silent))).toEqual({ sort: silent });
  for (const wrong of ["", "no base64!", "A".repeat(2_800_000)]) {
    const recordings = [{ id: recording.id, base64: wrong }];
    expect(readSortToHandOver(writeSortToHandOver({ ...sort, recordings }))).toEqual({
      wrong: "a recording in it is none",
    });
  }
});

test("[L1] any order of arrival, with any repeats, gives the sort of a replay in the declared order", () => {
  const arrivals = anyEvents.chain((events) =>
    fc.record({
      events: fc.constant(events),
      arrived: fc
        .tuple(
          fc.shuffledSubarray(events, { minLength: events.length }),
          fc.shuffledSubarray(events),
          fc.shuffledSubarray([...begin], { minLength: begin.length }),
        )
        .map((parts) => parts.flat()),
    }),
  );
  fc.assert(
    fc.property(arrivals, ({ events, arrived }) => {
      const inOrder = [...begin, ...events].sort((a, b) =>
        a.counter !== b.counter ? a.counter - b.counter : `${a.device}\n${a.id}` < `${b.device}\n${b.id}` ? -1 : 1,
      );
      const replayed = inOrder.reduce<LiveSort>((sort, event) => applySortEvent(deck, sort, event), invitedSort);
      expect(foldSort(deck, arrived)).toEqual(replayed);
    }),
  );
});

test("[L2] [L3] whatever is done, no card lies twice, no place holds two, and the state is plain JSON", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const sort = foldSort(deck, [...begin, ...events]);
      const { board, piles, turns } = sort;
      expect(JSON.parse(JSON.stringify(sort))).toEqual(sort);
      for (const cards of [board.map(({ card }) => card), Object.values(piles).flat(), turns]) {
        expect(new Set(cards).size).toBe(cards.length);
        expect(deck.cards).toEqual(expect.arrayContaining([...cards]));
      }
      expect(new Set(board.map(({ value, at }) => `${value}.${at}`)).size).toBe(board.length);
      expect(turns).toEqual(expect.arrayContaining(board.map(({ card }) => card)));
    }),
  );
});

test("[L2] what cannot be read, is not there, or comes too early changes nothing and is counted", () => {
  expect(sortOf(place("a", 0))).toEqual({ ...invitedSort, ignored: 1 });
  const sort = sortOf(...assented, place("z", 0), place("a", 5), place("a", -1, 1), place("a", 0, 0.5), undefined);
  expect(sort).toEqual({ ...sortOf(...assented), ignored: 5 });
  expect(readSortStep("q.card-placed", 2, { card: "a", value: 0, at: 0 })).toBeUndefined();
  expect(readSortStep("q.card-piled", 1, { card: "a", pile: "maybe" })).toBeUndefined();
  expect(readSortStep("q.sort-begun", 1, { language: "<en>" })).toBeUndefined();
});

test("[L3] an occupied place is exchanged, with the board or with the hand", () => {
  const three = [...assented, place("a", -1), place("b", 0), place("d", 1)];
  expect(onBoard(sortOf(...three, place("a", 1)))).toBe("d@-1.0 b@0.0 a@1.0");
  expect(onBoard(sortOf(...three, place("constructor", 1)))).toBe("a@-1.0 b@0.0 constructor@1.0");
  expect(onBoard(sortOf(...three, place("b", 0)))).toBe("a@-1.0 b@0.0 d@1.0");
  expect(onBoard(sortOf(...three, { kind: "q.card-taken-back", payload: { card: "b" } }))).toBe("a@-1.0 d@1.0");
});

test("[L4] a free grid takes any number of cards in a column", () => {
  const free: Deck = { ...deck, grid: makeGrid(grid.columns, "free") };
  const steps = [...assented, place("a", 1, 0), place("b", 1, 1), place("constructor", 1, 2), place("d", 1, 3)];
  const sort = [...steps, place("a", 1, 4)].reduce((before, step) => applySortStep(free, before, step), invitedSort);
  expect(onBoard(sort)).toBe("a@1.0 b@1.1 constructor@1.2 d@1.3");
  expect(sort.ignored).toBe(1);
});

test("[L5] a move opens a finished sort again, a reason does not", () => {
  const done = sortOf(...assented, ...board, finished);
  expect(done.status).toBe("finished");
  expect(applySortStep(deck, done, { kind: "q.card-explained", payload: { card: "a", text: "so" } }).status).toBe(
    "finished",
  );
  const moved = applySortStep(deck, done, place("a", 1));
  expect(moved.status).toBe("begun");
  expect(applySortStep(deck, moved, finished).status).toBe("finished");
  expect(applySortStep(deck, done, place("z", 1)).status).toBe("finished");
});

test("[L6] who stopped or refused may come back; what is not to be kept is gone for good", () => {
  const stop = (keep: boolean): SortStep => ({ kind: "q.sort-stopped", payload: { keep } });
  const kept = sortOf(...assented, ...board, stop(true));
  expect([kept.status, kept.board.length]).toEqual(["stopped", 4]);
  expect(applySortStep(deck, kept, place("a", 1)).ignored).toBe(1);
  expect(onBoard(sortOf(...assented, ...board, stop(true), ...assented.slice(0, 1), place("a", 1)))).toBe(
    "d@-1.0 b@0.0 constructor@0.1 a@1.0",
  );
  const gone = sortOf(...assented, ...board, stop(false), ...assented, ...board);
  expect(gone).toEqual({ ...invitedSort, status: "stopped", forgotten: true, ignored: 6 });
  const refused = sortOf(...assented.slice(0, 1), { kind: "q.assent-refused", payload: {} });
  expect(refused.status).toBe("refused");
  expect(applySortStep(deck, refused, place("a", 0)).ignored).toBe(1);
  expect(applySortStep(deck, refused, { kind: "q.assented", payload: {} }).status).toBe("begun");
});

test("[L7] a finished sort is a sort of the analysis; a card left out is named", () => {
  const piles = deck.cards.map((card): SortStep => ({ kind: "q.card-piled", payload: { card, pile: "unsure" } }));
  const why: SortStep = { kind: "q.card-explained", payload: { card: "d", text: "because" } };
  const whole = sortOf(
    ...assented,
    ...piles,
    place("d", 0),
    place("a", -1),
    place("b", 1),
    place("d", 0, 1),
    place("constructor", 0),
    why,
    finished,
  );
  expect(qSortOf(deck, whole, "QYP1")).toEqual({
    kind: "sort",
    sort: {
      sorter: "QYP1",
      language: "en",
      places: [-1, 1, 0, 0],
      piles: ["unsure", "unsure", "unsure", "unsure"],
      order: [2, 3, 4, 1],
      comments: [{ statement: 3, text: "because" }],
    },
  });
  const less = sortOf(...assented, place("a", -1), place("b", 0), finished);
  expect(qSortOf(deck, less, "QYP1")).toEqual({ kind: "cards-missing", cards: ["constructor", "d"] });
  expect(qSortOf(deck, sortOf(...assented, ...board), "QYP1")).toEqual({ kind: "not-finished", status: "begun" });
  const bare = qSortOf(deck, sortOf(...assented, ...board, finished), "QYP1");
  expect(bare.kind === "sort" && [bare.sort.piles, bare.sort.comments]).toEqual([undefined, undefined]);
});

test("[L7] every board that is full fits the grid", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...deck.cards], { minLength: 4 }), (cards) => {
      const places = [place("", -1), place("", 0), place("", 0, 1), place("", 1)];
      const steps = places.flatMap((step, at) =>
        step.kind === "q.card-placed" ? [place(cards[at] ?? "", step.payload.value, step.payload.at)] : [],
      );
      const read = qSortOf(deck, sortOf(...assented, ...steps, finished), "QYP1");
      if (read.kind !== "sort") throw new Error(read.kind);
      expect(sortFaults(read.sort.places, grid)).toEqual([]);
    }),
  );
});
