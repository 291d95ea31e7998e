import { join } from "node:path";
import { type Journal, type JsonValue, type NewEvent, openJournal } from "@plait/journal";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LiveFold, openLiveFold } from "../src/live-fold.ts";
import { testKey } from "./open-test-server.ts";

let folder: TemporaryFolder;
let journal: Journal;
beforeEach(async () => {
  folder = await temporaryFolder("live-fold");
  journal = await openJournal({ place: { kind: "sqlite", file: join(folder.path, "journal.db") }, key: testKey });
});
afterEach(async () => {
  await journal.close();
  await folder.remove();
});

let numbered = 0;
function said(stream: string, payload: JsonValue, change: Partial<NewEvent> = {}): NewEvent {
  const id = `019a0000-0000-7000-8000-${(++numbered).toString(16).padStart(12, "0")}`;
  return { id, stream, actor: "A", kind: "test.said", version: 1, payload, ...change };
}

/** What was said, in order. */
const words = (order: "arrival" | "declared" = "arrival") =>
  ({
    name: "words",
    version: 1,
    order,
    initial: [],
    apply: (state: readonly JsonValue[], { content }) =>
      content.kind === "readable" ? [...state, content.payload] : state,
  }) satisfies Parameters<typeof openLiveFold<readonly JsonValue[]>>[1]["fold"];

const takes = ({ kind }: { readonly kind: string }) => kind === "test.said";

async function statesOf(live: LiveFold<readonly JsonValue[]>): Promise<Record<string, JsonValue>> {
  await live.upToNow();
  return Object.fromEntries([...live.states()].map(([stream, state]) => [stream, [...state]]));
}

describe("[V30] a live fold", () => {
  test("begins with what is in the journal and goes on with what comes", async () => {
    await journal.append([said("a", 1), said("b", 2)]);
    const live = await openLiveFold(journal, { fold: words(), takes });
    expect(await statesOf(live)).toEqual({ a: [1], b: [2] });
    expect(live.state("c")).toEqual([]);
    await journal.append([said("a", 3), said("a", 4, { kind: "test.unsaid" }), said("c", 5)]);
    expect(await statesOf(live)).toEqual({ a: [1, 3], b: [2], c: [5] });
    await live.close();
  });

  test("holds the streams it is told, and is up with the journal where others are written to", async () => {
    await journal.append([said("a", 1), said("b", 2)]);
    const live = await openLiveFold(journal, { fold: words(), takes, streams: ["a"] });
    const written = await journal.append([said("b", 3)]);
    if (written.kind !== "appended") throw new Error(written.kind);
    await live.upTo(written.head.position);
    expect(await statesOf(live)).toEqual({ a: [1] });
    await live.close();
  });

  test("gives the same states for events that arrive in any order", async () => {
    const planned = Array.from({ length: 8 }, (_, counter) => ({ stream: `s${counter % 2}`, counter }));
    const expected = { s0: [0, 2, 4, 6], s1: [1, 3, 5, 7] };
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(planned, { minLength: planned.length }),
        fc.integer({ min: 0, max: 8 }),
        async (arriving, before) => {
          const file = join(folder.path, `${++numbered}.db`);
          const own = await openJournal({ place: { kind: "sqlite", file }, key: testKey });
          const events = arriving.map(({ stream, counter }) =>
            said(stream, counter, { declared: { device: "tablet", counter } }),
          );
          for (const event of events.slice(0, before)) await own.append([event]);
          const live = await openLiveFold(own, { fold: words("declared"), takes });
          for (const event of events.slice(before)) await own.append([event]);
          expect(await statesOf(live)).toEqual(expected);
          await own.close();
        },
      ),
      { numRuns: 15 },
    );
  });

  test("no longer holds what somebody did who was forgotten", async () => {
    await journal.append([said("a", 1, { subject: "P07" }), said("a", 2, { subject: "P08" }), said("b", 3)]);
    const changes: (string | undefined)[] = [];
    const live = await openLiveFold(journal, { fold: words(), takes, changed: (stream) => changes.push(stream) });
    await journal.forgetSubject("P07", "A");
    expect(await statesOf(live)).toEqual({ a: [2], b: [3] });
    await journal.append([said("a", 4, { subject: "P08" })]);
    expect(await statesOf(live)).toEqual({ a: [2, 4], b: [3] });
    expect(changes).toEqual([undefined, "a"]);
    await live.close();
  });

  test("gives no state any more where the journal cannot be followed", async () => {
    const fold = {
      ...words(),
      apply: (): never => {
        throw new Error("cannot be folded");
      },
    };
    const live = await openLiveFold(journal, { fold, takes });
    const waiting = live.upTo(1);
    await journal.append([said("a", 1)]);
    await expect(waiting).rejects.toThrow("cannot be folded");
    expect(() => live.state("a")).toThrow("cannot be folded");
    await expect(live.upToNow()).rejects.toThrow("cannot be folded");
    await live.close();
  });

  test("tells who waits when it is closed", async () => {
    const live = await openLiveFold(journal, { fold: words(), takes });
    const waiting = expect(live.upTo(1)).rejects.toThrow("no longer followed");
    await live.close();
    await waiting;
    expect(() => live.states()).toThrow("no longer followed");
  });
});
