import { describe, expect, it } from "vitest";
import { closingRows, type NumberedRow } from "../../src/ingest/closing-rows.ts";
import type { Merge } from "../../src/ingest/header-rows.ts";

function closingOf(text: string, merges: readonly Merge[] = []) {
  const rows = text.split("\n").map((line, index): NumberedRow => {
    return { row: index + 1, cells: line.trim() === "-" ? [] : line.split("|").map((cell) => cell.trim()) };
  });
  const sample = rows.filter((row) => row.cells.length > 0);
  const above = (row: number) => sample.filter((each) => each.row < row);
  return Object.fromEntries(closingRows(rows, { sample, above, merges }));
}
const cases = "A1|Leeds|01/02/2020|x\nA2|York|02/02/2020|y\nA3|Hull|03/02/2020|z";
const figures = "Leeds|North|1|10\nYork|North|2|20\nHull|East|3|30";

describe("[I20] notes under a table are set aside", () => {
  it.each([
    "Note: figures are provisional",
    "Source: Home Office",
    "* includes re-entries of earlier years",
    "1. Site as at referral",
    "1 Site as at referral",
    "[c] held back for confidentiality",
    "Extracted on 4 May 2021",
    "© Crown copyright 2021",
    "Cases closed before the change of system are not shown",
  ])("%s", (note) => {
    expect(closingOf(`${cases}\n-\n${note}|||`)).toEqual({ 5: "footnote" });
  });

  it("with every one-celled row below the first", () => {
    expect(closingOf(`${cases}\n-\nNotes|||\nprovisional|||\n|see the web page||`)).toEqual({
      5: "footnote",
      6: "footnote",
      7: "footnote",
    });
  });

  it("with a word and its text in two cells", () => {
    expect(closingOf(`${cases}\nSource:|Home Office||`)).toEqual({ 4: "footnote" });
  });

  it("by being merged over the table", () => {
    expect(closingOf(`${cases}\nkeep safe|||`, [{ top: 3, left: 0, bottom: 3, right: 3 }])).toEqual({ 4: "footnote" });
  });
});

describe("[I21] totals are set aside", () => {
  it.each(["Total", "Grand total", "TOTAL:", "All", "Sub-total"])("%s beside figures", (label) => {
    expect(closingOf(`${figures}\n${label}||6|60`)).toEqual({ 4: "total" });
  });

  it("above notes, and several of them", () => {
    expect(closingOf(`${figures}\nSub-total||6|60\nTotal||6|60\n-\nNote: provisional|||`)).toEqual({
      4: "total",
      5: "total",
      7: "footnote",
    });
  });

  it("without a word, when every figure is the sum of those above", () => {
    expect(closingOf(`${figures}\n||6|60`)).toEqual({ 4: "total" });
  });
});

describe("[I22] in doubt a row is data", () => {
  it.each([
    ["a row with only its reference", `${cases}\nA4|||`],
    ["a row with only a name", `${cases}\nNewcastle|||`],
    ["a row named All that has words beside it", `${figures}\nAll|Saints|4|40`],
    ["subtotals that stand among the rows", `Total||3|30\n${figures}\nTotal||6|60`],
    ["figures that are not the sums of those above", `${figures}\n||7|60`],
    ["a row of sums as wide as the others", "1|10\n2|20\n3|30"],
    ["a total with rows below it", `${figures}\nTotal||6|60\nRipon|West|4|40`],
    ["a single column of sentences", "came by bus to the town\nwas not at home that day at all"],
  ])("%s", (_, text) => {
    expect(closingOf(text)).toEqual({});
  });
});
