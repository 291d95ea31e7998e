import fc from "fast-check";
import { expect, test } from "vitest";
import { makeGrid } from "../../src/grid.ts";
import {
  applyPaperEvent,
  noPaperSort,
  type PaperEvent,
  type PaperSort,
  qSortOfPaper,
  secondTyping,
} from "../../src/paper/paper-sort.ts";
import type { ReadSort } from "../../src/paper/paper-step.ts";
import { readEntry } from "../../src/paper/read-entry.ts";

const columns = [
  { value: -1, cards: 1 },
  { value: 0, cards: 2 },
  { value: 1, cards: 1 },
];
const deck = { cards: ["a", "b", "c", "d"], grid: makeGrid(columns) };
const form = {
  columns,
  shape: "forced",
  statements: deck.cards.map((id, index) => ({ id, number: index + 1 })),
} as const;
const noPiles = { agree: "", unsure: "", disagree: "" };
const first: ReadSort = { places: { a: 0, b: 0, c: 1, d: -1 }, piles: null };
const piles = { a: "agree", b: "unsure", c: "agree", d: "disagree" };
const swapped: ReadSort = { places: { a: 0, b: 0, c: -1, d: 1 }, piles: null };

let made = 0;
const event = (kind: string, payload: object, by = "F. Acilitator"): PaperEvent => ({
  id: `event-${made++}`,
  kind,
  version: 1,
  payload,
  by,
  at: "2026-05-04T09:00:00.000Z",
});
const begun = event("q.paper-begun", { assented: true, language: "ar", wording: "0123", helper: "interpreter" });
const photograph = (shows: string) => event("q.paper-photographed", { shows, type: "image/jpeg", width: 4, height: 3 });
const folded = (...events: readonly PaperEvent[]): PaperSort => events.reduce(applyPaperEvent, noPaperSort);

test("[P16] what was written down stands with who wrote it and when", () => {
  const entered = event("q.paper-entered", first);
  const sort = folded(
    begun,
    photograph("numbers"),
    event("paper.drafted", { as: "entry", typed: { columns: ["4", "1", ""], piles: noPiles } }),
    entered,
  );
  expect(sort).toMatchObject({
    status: "entered",
    language: "ar",
    helper: "interpreter",
    begun: { by: "F. Acilitator", at: "2026-05-04T09:00:00.000Z" },
    photographs: [{ shows: "numbers", type: "image/jpeg", by: "F. Acilitator" }],
    draft: null,
    entries: [{ id: entered.id, reason: null, ...first }],
    events: 4,
  });
});

test("[P16] nothing counts before it was begun, and no sorter is taken for one who agreed", () => {
  expect(folded(photograph("board"), event("q.paper-entered", first))).toEqual({ ...noPaperSort, events: 2 });
  expect(folded(event("q.paper-begun", { assented: false, language: "en", helper: "nobody" })).status).toBe("none");
});

test("[P16] a photograph takes the place of the one before of its kind, and can be deleted", () => {
  const again = photograph("board");
  const { photographs } = folded(begun, photograph("board"), photograph("piles"), again);
  expect(photographs.map(({ id, shows }) => [id === again.id, shows])).toEqual([
    [false, "piles"],
    [true, "board"],
  ]);
  const deleted = event("q.paper-photograph-deleted", { photograph: again.id });
  expect(folded(begun, photograph("piles"), again, deleted).photographs.map(({ shows }) => shows)).toEqual(["piles"]);
});

test("[P16] a correction needs a reason and the entry that stands; the earlier one stays", () => {
  const entered = event("q.paper-entered", first);
  const sort = folded(begun, entered, event("q.paper-entered", swapped));
  expect(sort.entries).toHaveLength(1);
  const correct = (of: string, reason: string) =>
    applyPaperEvent(sort, event("q.paper-corrected", { ...swapped, of, reason }, "A. Analyst"));
  expect(correct(entered.id, "").entries).toHaveLength(1);
  expect(correct("another", "Read wrongly").entries).toHaveLength(1);
  expect(correct(entered.id, "Read wrongly").entries).toEqual([
    expect.objectContaining({ ...first, by: "F. Acilitator", reason: null }),
    expect.objectContaining({ ...swapped, by: "A. Analyst", reason: "Read wrongly" }),
  ]);
});

test("[P16] no event throws, whatever it is, and each is counted", () => {
  const kind = fc.constantFrom("begun", "photographed", "drafted", "entered", "corrected", "checked", "other");
  const payload = fc.oneof(
    fc.anything(),
    fc.record({ places: fc.dictionary(fc.string(), fc.anything()), piles: fc.anything(), of: fc.string() }),
    fc.record({ as: fc.string(), typed: fc.record({ columns: fc.array(fc.anything()), piles: fc.anything() }) }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(kind, payload)), (events) => {
      const sort = folded(
        begun,
        ...events.map(([word, said]) => event(word === "drafted" ? "paper.drafted" : `q.paper-${word}`, Object(said))),
      );
      expect(sort.events).toBe(events.length + 1);
    }),
  );
});

test("[P17] the newest entry is the sort; piles only where every card has one", () => {
  const entered = event("q.paper-entered", { ...first, piles });
  const corrected = event("q.paper-corrected", { ...swapped, of: entered.id, reason: "Read wrongly" });
  expect(qSortOfPaper(deck, folded(begun), "P07")).toEqual({ kind: "not-entered" });
  expect(qSortOfPaper(deck, folded(begun, entered), "P07")).toEqual({
    kind: "sort",
    sort: { sorter: "P07", language: "ar", places: [0, 0, 1, -1], piles: ["agree", "unsure", "agree", "disagree"] },
  });
  expect(qSortOfPaper(deck, folded(begun, entered, corrected), "P07")).toEqual({
    kind: "sort",
    sort: { sorter: "P07", language: "ar", places: [0, 0, -1, 1] },
  });
});

test("[P17] an entry of other cards or of another board is no sort", () => {
  const sort = folded(begun, event("q.paper-entered", first));
  expect(qSortOfPaper({ ...deck, cards: ["a", "b", "c", "e"] }, sort, "P07")).toMatchObject({
    kind: "faults",
    faults: [{ kind: "missing-statement", statement: 3 }, { kind: "wrong-number-in-column" }],
  });
});

test("[P18] a second typing names every card that lies elsewhere, with both places and both piles", () => {
  const entered = event("q.paper-entered", { ...first, piles });
  const differences = (sort: object, by = "A. Analyst") =>
    secondTyping(folded(begun, entered, event("q.paper-checked", { ...sort, of: entered.id }, by)))?.differences;
  expect(differences({ ...first, piles })).toEqual([]);
  expect(differences(first)).toEqual([]);
  expect(differences(swapped)).toEqual([
    { card: "c", places: [1, -1], piles: [null, null] },
    { card: "d", places: [-1, 1], piles: [null, null] },
  ]);
  expect(differences({ ...first, piles: { ...piles, a: "unsure" } })).toEqual([
    { card: "a", places: [0, 0], piles: ["agree", "unsure"] },
  ]);
  expect(differences(first, "F. Acilitator")).toBeUndefined();
});

test("[P18] after a correction a typing of the entry before counts where it says the same", () => {
  const entered = event("q.paper-entered", first);
  const check = event("q.paper-checked", { ...swapped, of: entered.id }, "A. Analyst");
  const corrected = (sort: ReadSort, by: string) =>
    secondTyping(
      folded(
        begun,
        entered,
        check,
        event("q.paper-corrected", { ...sort, of: entered.id, reason: "Looked again" }, by),
      ),
    );
  expect(corrected(swapped, "F. Acilitator")).toMatchObject({ check: { by: "A. Analyst" }, differences: [] });
  expect(corrected(swapped, "A. Analyst")).toBeUndefined();
  expect(corrected({ places: { a: -1, b: 0, c: 0, d: 1 }, piles: null }, "F. Acilitator")).toBeUndefined();
});

test("[P13] typed numbers are read by the form's own check", () => {
  expect(readEntry({ columns: ["4", "1 2", "3"], piles: noPiles }, form)).toEqual({ kind: "sort", sort: first });
  expect(readEntry({ columns: ["٤", "١ ٢", "٣"], piles: { agree: "3,1", unsure: "2", disagree: "4" } }, form)).toEqual({
    kind: "sort",
    sort: { ...first, piles: { a: "agree", b: "unsure", c: "agree", d: "disagree" } },
  });
  expect(readEntry({ columns: ["4", "1 2", ""], piles: noPiles }, form)).toMatchObject({ kind: "faults" });
});
