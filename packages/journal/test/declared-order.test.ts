import { inDeclaredOrder, type JournalEvent } from "@plait/journal";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idOf } from "./planned-events.ts";

interface Move {
  readonly id: string;
  readonly stream: string;
  readonly device: string;
  readonly counter: number | undefined;
  readonly card: number;
  readonly column: number | null;
}

const move = fc.record({
  stream: fc.constantFrom("q/sort-1", "q/sort-2"),
  device: fc.constantFrom("tablet-1", "tablet-2"),
  counter: fc.option(fc.nat(8), { nil: undefined }),
  card: fc.nat(4),
  column: fc.option(fc.integer({ min: -2, max: 2 })),
});

/** Each with an id of its own. */
const moves = fc
  .array(move, { maxLength: 30 })
  .map((drawn) => drawn.map((one, at): Move => ({ ...one, id: idOf((at * 7919) % 4_093) })));

function arrived(all: readonly Move[]): JournalEvent[] {
  return all.map(({ id, stream, device, counter, card, column }, at) => ({
    position: at + 1,
    id,
    sequence: at + 1,
    kind: "q.card-placed",
    version: 1,
    at: "2026-05-04T09:00:00.000Z",
    content: {
      kind: "readable",
      stream,
      actor: device,
      ...(counter === undefined ? {} : { declared: { device, counter } }),
      payload: { card, column },
    },
  }));
}

/** Where each card lies at the end: the last move of a card decides, so order matters. */
function boards(events: readonly JournalEvent[]): Record<string, unknown> {
  const board: Record<string, unknown> = {};
  for (const { content } of events) {
    if (content.kind !== "readable") continue;
    const { card, column } = content.payload as { card: number; column: number | null };
    board[`${content.stream} ${card}`] = column;
  }
  return board;
}

describe("[K41] events that arrive late", () => {
  test("give the same state in any order of arrival as replayed from scratch, in one go or in parts", () => {
    fc.assert(
      fc.property(moves, fc.infiniteStream(fc.nat()), fc.nat(30), (all, draws, part) => {
        const shuffled = [...all]
          .map((one) => ({ one, key: Number(draws.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const ids = (events: readonly JournalEvent[]) => events.map(({ id }) => id);
        const scratch = inDeclaredOrder(arrived(all));
        const late = inDeclaredOrder(arrived(shuffled));
        expect(ids(late)).toEqual(ids(scratch));
        expect(boards(late)).toEqual(boards(scratch));
        const events = arrived(shuffled);
        const inParts = inDeclaredOrder([...inDeclaredOrder(events.slice(0, part)), ...events.slice(part)]);
        expect(ids(inParts)).toEqual(ids(scratch));
      }),
      { numRuns: 300 },
    );
  });

  test("stand by stream, then counter, then device, then id; those that declare nothing last", () => {
    const plan: Omit<Move, "card" | "column">[] = [
      { id: idOf(1), stream: "a", device: "x", counter: 1 },
      { id: idOf(9), stream: "a", device: "x", counter: 2 },
      { id: idOf(2), stream: "a", device: "y", counter: 2 },
      { id: idOf(3), stream: "a", device: "y", counter: 2 },
      { id: idOf(0), stream: "a", device: "x", counter: 10 },
      { id: idOf(4), stream: "a", device: "x", counter: undefined },
      { id: idOf(5), stream: "b", device: "x", counter: 1 },
    ];
    const events = arrived(plan.map((one) => ({ ...one, card: 0, column: 0 })));
    const gone: JournalEvent = {
      ...arrived([{ ...plan[0], id: idOf(6) } as Move])[0],
      content: { kind: "forgotten" },
    } as JournalEvent;
    expect(inDeclaredOrder([gone, ...events].reverse()).map(({ id }) => id)).toEqual([
      ...plan.map(({ id }) => id),
      idOf(6),
    ]);
  });

  test("leave the list they came in as it was", () => {
    const events = arrived(
      [2, 1].map((counter) => ({ id: idOf(counter), stream: "a", device: "x", counter, card: 0, column: 0 })),
    );
    inDeclaredOrder(events);
    expect(events.map(({ id }) => id)).toEqual([idOf(2), idOf(1)]);
  });
});
