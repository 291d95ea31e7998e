import fc from "fast-check";
import { expect, test } from "vitest";
import { makeGrid } from "../../src/grid.ts";
import { checkEntry, type EntryForm, faultFields, type TypedSort } from "../../src/paper/entry-check.ts";
import { sortFromNumbers } from "../../src/sort-from-numbers.ts";

const form: EntryForm = {
  columns: [
    { value: -1, cards: 1 },
    { value: 0, cards: 2 },
    { value: 1, cards: 1 },
  ],
  shape: "forced",
  statements: [1, 2, 3, 4].map((number) => ({ id: `s${number}`, number })),
};
const noPiles = { agree: "", unsure: "", disagree: "" };
const typed = (columns: readonly string[], more: Partial<TypedSort> = {}): TypedSort => ({
  sorter: "QYP1",
  columns,
  piles: noPiles,
  ...more,
});

test("[P12] a possible sort has no faults and gives a place for every statement", () => {
  const check = checkEntry(typed(["4", "1 2", "3"], { piles: { agree: "3,1", unsure: "2", disagree: "4" } }), form, []);
  expect(check).toEqual({
    faults: [],
    filled: [1, 2, 1],
    places: [0, 0, 1, -1],
    piles: ["agree", "unsure", "agree", "disagree"],
  });
});

test("[P12] everything that is wrong is said: which card, where, and what is missing", () => {
  expect(checkEntry(typed(["4 x", "1 2 2", "9"], { sorter: "A B" }), form, []).faults).toEqual([
    { kind: "bad-code" },
    { kind: "not-a-number", field: 0, typed: "x" },
    { kind: "too-many", field: 1, has: 3, room: 2 },
    { kind: "unknown-card", field: 2, typed: "9" },
    { kind: "too-few", field: 2, has: 0, room: 1 },
    { kind: "card-twice", field: 1, card: 2, others: [1] },
    { kind: "cards-missing", cards: [3] },
  ]);
});

test("[P12] a card in two columns has no place until it is settled", () => {
  const { faults, places } = checkEntry(typed(["1", "1 2", "3"]), form, []);
  expect(faults).toEqual([
    { kind: "card-twice", field: 0, card: 1, others: [1] },
    { kind: "cards-missing", cards: [4] },
  ]);
  expect(places).toEqual([undefined, 0, 1, undefined]);
});

test("[P12] the code must be there, be a code, and be new", () => {
  const faultsOf = (sorter: string) => checkEntry(typed(["4", "1 2", "3"], { sorter }), form, ["QYP1"]).faults;
  expect(faultsOf(" ")).toEqual([{ kind: "no-code" }]);
  expect(faultsOf("=1+1")).toEqual([{ kind: "bad-code" }]);
  expect(faultsOf("QYP1 ")).toEqual([{ kind: "code-taken" }]);
  expect(faultsOf("ش٣")).toEqual([]);
});

test("[P12] piles are noted for all cards or for none", () => {
  const piles = { agree: "1", unsure: "1 2", disagree: "" };
  expect(checkEntry(typed(["4", "1 2", "3"], { piles }), form, []).faults).toEqual([
    { kind: "card-twice", field: "agree", card: 1, others: ["unsure"] },
    { kind: "piles-missing", cards: [3, 4] },
  ]);
});

test("[P12] figures and commas of other scripts are read", () => {
  expect(checkEntry(typed(["٤", "۱،2", " 3; "]), form, []).faults).toEqual([]);
});

test("[P12] in a free grid columns may hold what they will", () => {
  expect(checkEntry(typed(["1 2 3", "", "4"]), { ...form, shape: "free" }, []).faults).toEqual([]);
});

test("[P12] every fault but those of the whole belongs to a field", () => {
  const { faults } = checkEntry(typed(["1 x", "1 2 9", ""], { sorter: "" }), form, []);
  expect(faults.map((fault) => [fault.kind, faultFields(fault)])).toEqual([
    ["no-code", ["sorter"]],
    ["not-a-number", [0]],
    ["unknown-card", [1]],
    ["too-few", [2]],
    ["card-twice", [0, 1]],
    ["cards-missing", []],
  ]);
});

test("[P13] the form accepts exactly the sorts that the library accepts, and reads them alike", () => {
  const grid = makeGrid(form.columns);
  const numbers = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 });
  const deal = fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 });
  const columns = fc.oneof(
    fc.tuple(numbers, numbers, numbers),
    deal.map(([a = 0, b = 0, c = 0, d = 0]) => [[a], [b, c], [d]]),
  );
  const piles = fc.option(
    fc.oneof(
      fc.tuple(numbers, numbers, numbers),
      deal.map((cards) => [cards.slice(0, 2), cards.slice(2), []]),
    ),
    { nil: undefined },
  );
  let accepted = 0;
  fc.assert(
    fc.property(columns, piles, (placed, dealt) => {
      const [agree = [], unsure = [], disagree = []] = dealt ?? [];
      const noted = [agree, unsure, disagree].some((pile) => pile.length > 0);
      const check = checkEntry(
        typed(
          placed.map((cards) => cards.join(" ")),
          {
            piles: { agree: agree.join(","), unsure: unsure.join(","), disagree: disagree.join(",") },
          },
        ),
        form,
        [],
      );
      const { sort, faults } = sortFromNumbers(
        {
          sorter: "QYP1",
          columns: form.columns.map(({ value }, index) => ({ value, numbers: placed[index] ?? [] })),
          ...(noted && { piles: { agree, unsure, disagree } }),
        },
        form.statements.map(({ number }) => number),
        grid,
      );
      expect(check.faults.length === 0).toBe(faults.length === 0);
      if (check.faults.length === 0) {
        accepted += 1;
        expect(check.places).toEqual(sort?.places);
        if (noted) expect(check.piles).toEqual(sort?.piles);
      }
    }),
    { numRuns: 400 },
  );
  expect(accepted).toBeGreaterThan(20);
});
