import { describe, expect, test } from "vitest";
import { gridFromSorts, makeGrid, placingFaults, sortFaults } from "../src/index.ts";

const grid = makeGrid([
  { value: -1, cards: 1 },
  { value: 0, cards: 2 },
  { value: 1, cards: 1 },
]);

describe("[F60] what is wrong with a placing", () => {
  test("a sort that fits has no fault", () => {
    expect(sortFaults([0, 1, -1, 0], grid)).toEqual([]);
  });

  test("a missing card, and the column that it leaves short", () => {
    expect(sortFaults([0, undefined, -1, Number.NaN], grid)).toEqual([
      { kind: "missing-statement", statement: 1 },
      { kind: "missing-statement", statement: 3 },
      { kind: "wrong-number-in-column", value: 0, cards: 1, room: 2 },
      { kind: "wrong-number-in-column", value: 1, cards: 0, room: 1 },
    ]);
  });

  test("a value off the grid", () => {
    expect(sortFaults([0, 2, -1, 0], grid)).toEqual([
      { kind: "value-off-grid", statement: 1, value: 2 },
      { kind: "wrong-number-in-column", value: 1, cards: 0, room: 1 },
    ]);
  });

  test("a card that lies twice", () => {
    const placings = [
      { statement: 0, value: 0 },
      { statement: 1, value: 1 },
      { statement: 0, value: -1 },
    ];
    expect(placingFaults(placings, 2, { ...grid, shape: "free" })).toEqual([
      { kind: "repeated-statement", statement: 0, values: [0, -1] },
    ]);
  });

  test("a free grid has no numbers of cards, and without a grid only missing cards are found", () => {
    expect(sortFaults([1, 1, 1, 5], { ...grid, shape: "free" })).toEqual([
      { kind: "value-off-grid", statement: 3, value: 5 },
    ]);
    expect(sortFaults([1, 1, undefined, 5])).toEqual([{ kind: "missing-statement", statement: 2 }]);
  });

  test("a statement that is not there is the caller's mistake", () => {
    expect(() => placingFaults([{ statement: 4, value: 0 }], 4)).toThrow(RangeError);
  });
});

describe("[F61] the grid that sorts share", () => {
  test("is forced, and columns that nobody used have no room", () => {
    const shared = gridFromSorts([{ places: [2, -1, -1, 0] }, { places: [-1, 0, -1, 2] }]);
    expect(shared).toEqual({
      shape: "forced",
      columns: [
        { value: -1, cards: 2 },
        { value: 0, cards: 1 },
        { value: 1, cards: 0 },
        { value: 2, cards: 1 },
      ],
    });
  });

  test("is absent where sorts differ, where there is none, and where all cards have one value", () => {
    expect(gridFromSorts([{ places: [1, 0, 0] }, { places: [1, 1, 0] }])).toBeUndefined();
    expect(gridFromSorts([])).toBeUndefined();
    expect(gridFromSorts([{ places: [1, 1] }])).toBeUndefined();
  });

  test("is not filled up over a range that no board has", () => {
    expect(gridFromSorts([{ places: [0, 1_000_000] }])?.columns).toHaveLength(2);
  });
});
