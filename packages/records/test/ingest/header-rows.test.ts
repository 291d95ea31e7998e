import { describe, expect, it } from "vitest";
import { findHeaderRows, type Merge } from "../../src/ingest/header-rows.ts";

function headerOf(text: string, merges: readonly Merge[] = []) {
  const rows = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => (line === "-" ? [] : line.split("|").map((cell) => cell.trim())));
  return findHeaderRows({ rows, merges });
}
const found = (...rows: number[]) => ({ kind: "found", rows });

describe("[I10] the header is found", () => {
  it("in the first row", () => {
    expect(headerOf("URN|Date|Site\n A1|01/02/2020|Leeds\n A2|03/02/2020|York")).toEqual(found(0));
  });

  it("below a title, named values and a blank row", () => {
    const sheet = `Monthly return||
      Site:|Leeds|
      Produced on|01/02/2020|
      -
      URN|Date|Site
      A1|01/02/2020|Leeds
      A2|03/02/2020|York`;
    expect(headerOf(sheet)).toEqual(found(4));
  });

  it("in a table of words alone, where nothing but position tells it", () => {
    expect(headerOf("Name|Remark\n Ann|came by bus\n Bob|was not at home")).toEqual(found(0));
  });

  it("where it does not begin in the first column", () => {
    expect(headerOf("|Age|Count\n |Child|12\n |Adult|30")).toEqual(found(0));
  });

  it("where years or months are column names", () => {
    expect(headerOf("Nationality|2016|2017|2018\n Albanian|12|40|5\n Vietnamese|300|21|7")).toEqual(found(0));
    expect(headerOf("Site|Jan 2020|Feb 2020\n Leeds|12|40\n York|300|21")).toEqual(found(0));
  });

  it("above a single column of codes, and not in the title", () => {
    expect(headerOf("List of references\n-\nURN\nA1\nA2\nA3")).toEqual(found(2));
  });

  it("at the top when it is printed again on every page", () => {
    expect(headerOf("URN|n\nA1|2\nURN|n\nA2|4")).toEqual(found(0));
  });

  it("when nothing stands below it", () => {
    expect(headerOf("URN|Date|Site")).toEqual(found(0));
  });
});

describe("[I11] a group row belongs to the header", () => {
  const body = "A1|Leeds|1|2|3|4\n A2|York|5|6|7|8";

  it("with gaps to the right of each group", () => {
    expect(headerOf(`||Boys||Girls|\n URN|Site|under 10|over 10|under 10|over 10\n ${body}`)).toEqual(found(0, 1));
  });

  it("over merged cells, with labels merged down beside it", () => {
    const merges = [
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 1, right: 1 },
      { top: 0, left: 2, bottom: 0, right: 3 },
      { top: 0, left: 4, bottom: 0, right: 5 },
    ];
    expect(headerOf(`URN|Site|Boys||Girls|\n ||a|b|a|b\n ${body}`, merges)).toEqual(found(0, 1));
  });

  it("but not a title merged over the whole table", () => {
    const merges = [{ top: 0, left: 0, bottom: 0, right: 5 }];
    expect(headerOf(`Return of the quarter|||||\n URN|Site|a|b|c|d\n ${body}`, merges)).toEqual(found(1));
  });

  it("nor a name with its value", () => {
    expect(headerOf(`Prepared by|Ann Lee||||\n URN|Site|a|b|c|d\n ${body}`)).toEqual(found(1));
  });
});

describe("[I12] a sheet without a header says so", () => {
  it("when the first row has the shapes of the rows below", () => {
    expect(headerOf("A1|01/02/2020|5\n A2|03/02/2020|6\n A3|04/02/2020|7")).toEqual({ kind: "none", firstDataRow: 0 });
  });

  it("and does not take a header for one that stands in the middle of data", () => {
    const sheet = "A1|01/02/2020|5\n A2|03/02/2020|6\n URN|Date|Count\n A3|04/02/2020|7";
    expect(headerOf(sheet)).toEqual({ kind: "none", firstDataRow: 0 });
  });

  it("and an empty sheet is empty", () => {
    expect(findHeaderRows({ rows: [[], ["", " \u00a0"]], merges: [] })).toEqual({ kind: "empty" });
  });
});
