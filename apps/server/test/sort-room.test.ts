import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BodyOf, type ReplyOf, sortPayloads } from "@plait/api";
import { newEventId } from "@plait/journal";
import { foldSort, makeGrid, readSortStep, type SortEvent } from "@plait/q-method";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Called, SignedIn } from "../src/room.ts";
import { openSortRoom, type SortRoute } from "../src/sort-room.ts";
import type { StudyAtWork } from "../src/study-at-work.ts";
import { asParticipant, facilitator, sortingStudy } from "./sorting-study.ts";

type Sent = BodyOf<"appendSort">["events"][number];

const session = { begin: () => {}, end: () => {} };
const called = <Name extends SortRoute>(
  study: StudyAtWork,
  caller: SignedIn,
  body: Called<Name>["body"],
): Called<Name> =>
  // The query of these routes is nothing, which the compiler does not know of a name that it does not know.
  ({ study, caller, body, query: undefined, session }) as unknown as Called<Name>;

async function openedRoom() {
  const { study, ...rest } = await sortingStudy();
  const dispose = rest[Symbol.asyncDispose];
  const sorting = openSortRoom(study);
  const { room } = sorting;
  return {
    study,
    sorting,
    read: (who = "QYP1") => room.readSort(called(study, asParticipant(who), undefined)),
    send: (events: readonly Sent[], who = "QYP1", device = "tablet") =>
      room.appendSort(called(study, asParticipant(who), { participant: who, device, events: [...events] })),
    list: async () => (await room.listSorters(called(study, facilitator, undefined))).sorters,
    invite: (...participants: string[]) => room.inviteSorters(called(study, facilitator, { participants })),
    [Symbol.asyncDispose]: async () => {
      await sorting.close();
      await dispose();
    },
  };
}

let made = 0;
function sent(counter: number, kind: string, payload: Sent["payload"] = {}): Sent {
  const id = newEventId(1_700_000_000_000 + made++, (count) => new Uint8Array(count).fill(made % 256));
  return { id, kind, version: 1, counter, payload };
}

const begin = () => [sent(0, "q.sort-begun", { language: "ar" }), sent(1, "q.assented")];

function wholeSort({ cards, board }: ReplyOf<"readSort">): Sent[] {
  const places = board.columns.flatMap(({ value, cards }) => Array.from({ length: cards }, (_, at) => ({ value, at })));
  const placed = cards.map(({ id }, card) => sent(10 + card, "q.card-placed", { card: id, ...(places[card] ?? {}) }));
  return [...begin(), ...placed, sent(100, "q.sort-finished")];
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "answered",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

test("a participant reads cards, board and words, in the languages in which every card is worded", async () => {
  await using room = await openedRoom();
  const table = await room.read();
  expect([table.participant, table.study, table.cards.length]).toEqual(["QYP1", "Cards of a service", 28]);
  expect(table.board.columns.map(({ value, cards }) => [value, cards])[0]).toEqual([-3, 2]);
  expect(Object.keys(table.words)).toEqual(["en", "ar"]);
  expect(table.events).toEqual([]);

  const file = join(room.study.folder, "q/q-set.csv");
  await writeFile(file, (await readFile(file, "utf8")).replace("أشعر بالأمان حيث أنا.", ""));
  expect(Object.keys((await room.read()).words)).toEqual(["en"]);
  await writeFile(file, "nothing\n");
  expect(await refusal(room.read())).toBe("no-cards");
});

test("what was done is given back in the order declared, once, however often it was sent", async () => {
  await using room = await openedRoom();
  const [begun, assented] = begin();
  if (begun === undefined || assented === undefined) throw new Error("nothing is begun");
  expect(await room.send([assented, assented])).toEqual({ taken: [assented.id], refused: [] });
  await room.send([begun, assented]);
  const { events } = await room.read();
  expect(events.map(({ id, device }) => [id, device])).toEqual([
    [begun.id, "tablet"],
    [assented.id, "tablet"],
  ]);
  expect(await refusal(room.send([{ ...begun, payload: { language: "en" } }]))).toBe("id-taken");
  expect((await room.read("QYP2")).events).toEqual([]);
  const asOther = called<"appendSort">(room.study, asParticipant("QYP2"), {
    participant: "QYP1",
    device: "a",
    events: [begun],
  });
  expect(await refusal(room.sorting.room.appendSort(asOther))).toBe("another-participant");
});

test("what cannot be taken is named and the rest is kept", async () => {
  await using room = await openedRoom();
  const good = sent(2, "q.card-placed", { card: "s01", value: -3, at: 1 });
  const bad = [
    ["unknown-kind", sent(3, "q.sorter-invited", { participant: "QYP9", codeHash: "0" })],
    ["unknown-kind", sent(3, "toString")],
    ["misshapen", sent(3, "q.card-piled", { card: "s01", pile: "perhaps" })],
    ["misshapen", { ...sent(3, "q.assented"), version: 2 }],
    ["no-such-card", sent(3, "q.card-placed", { card: "s99", value: 0, at: 0 })],
    ["no-such-place", sent(3, "q.card-placed", { card: "s01", value: 4, at: 0 })],
    ["no-such-place", sent(3, "q.card-placed", { card: "s01", value: -3, at: 2 })],
  ] as const;
  const answer = await room.send([...begin(), good, ...bad.map(([, event]) => event)]);
  expect(answer.refused).toEqual(bad.map(([reason, { id }]) => ({ id, reason })));
  expect(answer.taken).toHaveLength(3);
  expect((await room.read()).events).toHaveLength(3);
  expect(
    await refusal(
      room.sorting.room.appendSort(
        called(room.study, facilitator, { participant: "QYP1", device: "a", events: [good] }),
      ),
    ),
  ).toBe("not-a-participant");
});

test("hosts see who is where without a placing, and finished sorts are there for the analysis", async () => {
  await using room = await openedRoom();
  const { codes } = await room.invite("QYP10", "QYP2", "QYP2");
  expect(codes.map(({ participant }) => participant)).toEqual(["QYP10", "QYP2"]);
  expect(codes.every(({ code }) => /^[0-9A-Z]{5}-[0-9A-Z]{5}$/.test(code))).toBe(true);
  expect(await room.list()).toEqual([
    { participant: "QYP2", status: "invited", piled: 0, placed: 0, cards: 28 },
    { participant: "QYP10", status: "invited", piled: 0, placed: 0, cards: 28 },
  ]);
  const table = await room.read("QYP10");
  await room.send(begin(), "QYP2");
  await room.send([...wholeSort(table)].reverse(), "QYP10");
  expect((await room.list()).map(({ status, language, placed }) => [status, language, placed])).toEqual([
    ["begun", "ar", 0],
    ["finished", "ar", 28],
  ]);
  expect(await room.sorting.collectedSorts()).toEqual([
    {
      sorter: "QYP10",
      language: "ar",
      places: table.board.columns.flatMap(({ value, cards }) => Array<number>(cards).fill(value)),
      order: table.cards.map((_, at) => at + 1),
    },
  ]);
});

test("a late event stands where it belongs, on the screen of hosts too", async () => {
  await using room = await openedRoom();
  await room.invite("QYP1");
  const table = await room.read();
  const [late, ...rest] = wholeSort(table);
  if (late === undefined) throw new Error("nothing is begun");
  await room.send(rest);
  expect((await room.list())[0]).toMatchObject({ status: "invited", placed: 0 });
  await room.send([late]);
  expect((await room.list())[0]).toMatchObject({ status: "finished", placed: 28 });
  const { events, cards, board } = await room.read();
  const deck = { cards: cards.map(({ id }) => id), grid: makeGrid(board.columns, board.shape) };
  expect(foldSort(deck, events).status).toBe("finished");
});

test("who stops and wants nothing kept is forgotten at once, and can be told so again", async () => {
  await using room = await openedRoom();
  await room.invite("QYP1");
  const all = [...begin(), sent(2, "q.sort-stopped", { keep: false })];
  await room.send(all);
  expect(await refusal(room.read())).toBe("withdrawn");
  expect(await refusal(room.send([sent(3, "q.assented")]))).toBe("withdrawn");
  expect((await room.send(all)).taken).toHaveLength(3);
  expect(await room.list()).toEqual([]);
  expect(await refusal(room.invite("QYP1"))).toBe("withdrawn");
  for await (const { content } of room.study.journal.read()) {
    expect(JSON.stringify(content)).not.toContain("QYP1");
  }
});

test("what the server takes is what the fold reads, and the other way round", () => {
  const card = fc.constantFrom("s01", "", "x");
  const payload = fc.oneof(
    fc.record(
      {
        card,
        pile: fc.constantFrom("agree", "no"),
        value: fc.constantFrom(-1, 0, 2.5),
        at: fc.constantFrom(0, 3),
        text: fc.string(),
        keep: fc.boolean(),
        language: fc.constantFrom("en", "zh-Hant", "e", "<"),
        helper: fc.constantFrom("both", "nobody", "friend"),
      },
      { requiredKeys: [] },
    ),
    fc.jsonValue(),
  );
  const kinds = Object.keys(sortPayloads) as (keyof typeof sortPayloads)[];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), payload, (kind, said) => {
      const step = readSortStep(kind, 1, said);
      const taken = sortPayloads[kind].safeParse(said);
      // The fold reads past what it does not know; the server takes nothing it does not know.
      if (taken.success) expect(step?.payload).toEqual(taken.data);
      if (step !== undefined) expect(sortPayloads[kind].safeParse(step.payload).success).toBe(true);
    }),
    { numRuns: 500 },
  );
  const event: SortEvent = { ...sent(0, "q.card-placed", { card: "a", value: -0, at: 0 }), device: "" };
  expect(sortPayloads["q.card-placed"].parse(event.payload).value).toBe(0);
});
