import { expect, it } from "vitest";
import { columnLetters } from "../../src/ingest/cell-shape.ts";
import { columnLabels, duplicateLabels } from "../../src/ingest/column-labels.ts";

it("[I13] joins a group heading and a label, over the whole range of a merged heading", () => {
  const top = {
    rows: [
      ["URN", "Referral", "", "Note"],
      ["", "Date", "Site", ""],
    ],
    merges: [
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 0, right: 2 },
    ],
  };
  expect(columnLabels(top, [0, 1], 4)).toEqual(["URN", "Referral / Date", "Referral / Site", "Note"]);
});

it("[I13] without merged cells a heading reaches to the next one, unless nothing stands beneath it", () => {
  const rows = [
    ["", "Boys", "", "Girls", "", "Remark", ""],
    ["URN", "a", "b", "a", "b", "", "Site"],
  ];
  expect(columnLabels({ rows, merges: [] }, [0, 1], 7)).toEqual([
    "URN",
    "Boys / a",
    "Boys / b",
    "Girls / a",
    "Girls / b",
    "Remark",
    "Site",
  ]);
});

it("[I14] makes spaces and line breaks one space and names a column without a label by its letters", () => {
  const rows = [["Date of\nreferral ", "\u200b", "  Age \u00a0 band"]];
  expect(columnLabels({ rows, merges: [] }, [0], 4)).toEqual([
    "Date of referral",
    "(column B)",
    "Age band",
    "(column D)",
  ]);
});

it("[I15] lists labels that several columns bear, whatever their case", () => {
  expect(duplicateLabels(["URN", "Date", "Site", "date"])).toEqual([{ label: "Date", columns: [2, 4] }]);
});

it("names columns as a spreadsheet does", () => {
  expect([1, 26, 27, 702, 703, 16384].map(columnLetters)).toEqual(["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
});
