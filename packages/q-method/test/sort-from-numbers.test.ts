import { describe, expect, test } from "vitest";
import { makeGrid, type NumberEntry, sortFromNumbers } from "../src/index.ts";

const grid = makeGrid([
  { value: -1, cards: 1 },
  { value: 0, cards: 2 },
  { value: 1, cards: 1 },
]);

/** The second card bears the number 12. */
const cards = [11, 12, 13, 14];

const entry: NumberEntry = {
  sorter: "QYP1",
  language: "fa",
  columns: [
    { value: -1, numbers: [13] },
    { value: 0, numbers: [11, 14] },
    { value: 1, numbers: [12] },
  ],
  piles: { agree: [12, 14], disagree: [13], unsure: [11] },
};

describe("[F50] a sort from the numbers on the cards", () => {
  test("is in the order of the statements", () => {
    expect(sortFromNumbers(entry, cards, grid)).toEqual({
      sort: {
        sorter: "QYP1",
        language: "fa",
        places: [0, 1, -1, 0],
        piles: ["unsure", "agree", "disagree", "agree"],
      },
      faults: [],
    });
  });

  test("names what is missing, repeated and unknown, and is then no sort", () => {
    const columns = [
      { value: -1, numbers: [13] },
      { value: 0, numbers: [11, 13] },
      { value: 1, numbers: [99] },
    ];
    expect(sortFromNumbers({ sorter: "QYP1", columns }, cards, grid)).toEqual({
      faults: [
        { kind: "unknown-number", number: 99, where: 1 },
        { kind: "missing-statement", statement: 1 },
        { kind: "repeated-statement", statement: 2, values: [-1, 0] },
        { kind: "missing-statement", statement: 3 },
        { kind: "wrong-number-in-column", value: 1, cards: 0, room: 1 },
      ],
    });
  });

  test("a card in no pile or in two", () => {
    const { sort, faults } = sortFromNumbers(
      { ...entry, piles: { agree: [12, 14], unsure: [14, 11, 7] } },
      cards,
      grid,
    );
    expect(sort).toBeUndefined();
    expect(faults).toEqual([
      { kind: "unknown-number", number: 7, where: "unsure" },
      { kind: "in-no-pile", statement: 2 },
      { kind: "in-two-piles", statement: 3 },
    ]);
  });

  test("a sort that only breaks the shape of the grid is given with its faults", () => {
    const columns = [
      { value: -1, numbers: [13, 14] },
      { value: 0, numbers: [11] },
      { value: 1, numbers: [12] },
    ];
    const { sort, faults } = sortFromNumbers({ sorter: "QYP1", columns }, cards, grid);
    expect(sort?.places).toEqual([0, 1, -1, -1]);
    expect(faults.map(({ kind }) => kind)).toEqual(["wrong-number-in-column", "wrong-number-in-column"]);
  });

  test("two cards of one number are the caller's mistake", () => {
    expect(() => sortFromNumbers(entry, [1, 1], grid)).toThrow(RangeError);
  });
});
