import { separatedText } from "@plait/study";
import fc from "fast-check";
import { expect, it } from "vitest";
import { withChangedRow, withoutRow, withRow } from "../src/rooms/records/decision-text.ts";

const columns = ["raw", "canonical"];
const cell = fc.string({ unit: fc.constantFrom("a", "B", ",", '"', "\n", " ", "é", "'") }).map((text) => `x${text}x`);
const lineEnd = fc.constantFrom("\n", "\r\n");
const cellsOf = (text: string) => separatedText("file", text, 1000).rows.map(({ cells }) => cells);

it("[V62] an added row reads back, and all before it is left byte for byte", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell)),
      lineEnd,
      fc.boolean(),
      cell,
      cell,
      (rows, end, ends, raw, canonical) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const before = `canonical,raw${end}${rows.map((row) => row.map(quoted).join(",")).join(end)}`;
        const text = ends ? `${before}${end}` : before;
        const { text: after, line } = withRow(text, columns, { raw, canonical });
        expect(after.startsWith(text)).toBe(true);
        const read = separatedText("file", after, 1000).rows.filter(({ cells }) => cells.length > 1);
        expect(read.at(-1)).toEqual({ cells: [canonical, raw], line });
      },
    ),
  );
});

it("[V62] a changed row reads back, and the others are left byte for byte", () => {
  const text = '\uFEFFraw,canonical,who\r\n"a\r\nb",c,Ada\r\nd,e,Ada\r\n\r\nf,g,Ada';
  expect(withChangedRow(text, 4, { canonical: "new, one" }).text).toBe(text.replace("d,e,Ada", 'd,"new, one",Ada'));
  expect(withChangedRow(text, 2, { who: "Bea" }).text).toBe(text.replace("c,Ada", "c,Bea").replace("a\r\nb", "a\nb"));
  expect(withChangedRow(text, 6, { raw: "h" }).text).toBe(text.replace("f,g", "h,g"));
  expect(() => withChangedRow(text, 3, {})).toThrow(RangeError);
});

it("[V85] a row that is taken out is gone with its line end, says what it said, and all else is left byte for byte", () => {
  const text = '\uFEFFraw,canonical,who\r\n"a\r\nb",c,Ada\r\nd,e,Ada\r\n\r\nf,g,Ada';
  expect(withoutRow(text, 2)).toEqual({
    ...{ text: text.replace('"a\r\nb",c,Ada\r\n', ""), line: 2 },
    cells: { raw: "a\nb", canonical: "c", who: "Ada" },
  });
  expect(withoutRow(text, 4).text).toBe(text.replace("d,e,Ada\r\n", ""));
  expect(withoutRow(text, 6).text).toBe(text.replace("f,g,Ada", ""));
  expect(() => withoutRow(text, 3)).toThrow(RangeError);
});

it("[V85] a row that was added is taken out again without a trace", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), lineEnd, cell, cell, (rows, end, raw, canonical) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const before = [["raw", "canonical"], ...rows].map((row) => `${row.map(quoted).join(",")}${end}`).join("");
      const { text, line } = withRow(before, columns, { raw, canonical });
      expect(withoutRow(text, line)).toEqual({ text: before, line, cells: { raw, canonical } });
    }),
  );
});

it("[V62] a file that is not there begins with the names of its columns", () => {
  expect(withRow("", columns, { raw: "a", canonical: "b" })).toEqual({ text: "raw,canonical\na,b\n", line: 2 });
  expect(cellsOf(withRow("raw,canonical", columns, { raw: "a", canonical: "" }).text).slice(0, 2)).toEqual([
    ["raw", "canonical"],
    ["a", ""],
  ]);
});
