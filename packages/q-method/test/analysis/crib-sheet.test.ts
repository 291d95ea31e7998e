import { expect, test } from "vitest";
import { cribSheets } from "../../src/analysis/crib-sheet.ts";

const arrays = [
  { name: "F1", places: Float64Array.of(2, 1, 0, -1, -2) },
  { name: "F2", places: Float64Array.of(1, 2, 0, -2, -1) },
  { name: "F3", places: Float64Array.of(0, 1, -1, -2, 2) },
];

test("[Q26] ends, what stands higher and lower, and who ties", () => {
  const [first, , third] = cribSheets(arrays);
  expect(first).toEqual({
    highest: [0],
    higher: [
      { statement: 2, place: 0, tiedWith: ["F2"] },
      { statement: 3, place: -1, tiedWith: [] },
    ],
    lower: [{ statement: 1, place: 1, tiedWith: ["F3"] }],
    lowest: [4],
  });
  expect(third).toEqual({
    highest: [4],
    higher: [],
    lower: [
      { statement: 0, place: 0, tiedWith: [] },
      { statement: 1, place: 1, tiedWith: ["F1"] },
      { statement: 2, place: -1, tiedWith: [] },
    ],
    lowest: [3],
  });
});

test("[Q26] one array has ends and nothing to stand against", () => {
  expect(cribSheets(arrays.slice(0, 1))).toEqual([{ highest: [0], higher: [], lower: [], lowest: [4] }]);
});
