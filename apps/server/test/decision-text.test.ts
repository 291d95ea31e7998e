import { separatedText } from "@plait/study";
import fc from "fast-check";
import { expect, it } from "vitest";
import { withChangedRow, withRow } from "../src/rooms/records/decision-text.ts";

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

it("[V62] a file that is not there begins with the names of its columns", () => {
  expect(withRow("", columns, { raw: "a", canonical: "b" })).toEqual({ text: "raw,canonical\na,b\n", line: 2 });
  expect(cellsOf(withRow("raw,canonical", columns, { raw: "a", canonical: "" }).text).slice(0, 2)).toEqual([
    ["raw", "canonical"],
    ["a", ""],
  ]);
});
