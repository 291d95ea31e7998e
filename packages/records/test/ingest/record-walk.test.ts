import fc from "fast-check";
import { expect, it } from "vitest";
import { splitRecords, walkRecords } from "../../src/ingest/record-walk.ts";

const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
function cellsOf(text: string, delimiter = ","): (readonly string[])[] {
  return splitRecords(Buffer.from(text), delimiter, decode).map((record) => record.cells);
}

it("[I30] ends records at LF, CR LF and CR outside quotes, and at the end of the file", () => {
  expect(cellsOf("a,b\nc,d\r\ne,f\rg,h")).toEqual([
    ["a", "b"],
    ["c", "d"],
    ["e", "f"],
    ["g", "h"],
  ]);
});

it("[I30] keeps delimiters, line ends and doubled quotes inside quotes", () => {
  expect(cellsOf('"a,b","c\r\nd","say ""hi""",""""\n')).toEqual([["a,b", "c\r\nd", 'say "hi"', '"']]);
});

it("[I30] takes a quote inside a bare field as it stands", () => {
  expect(cellsOf('5" pipe,x"y"z\n')).toEqual([['5" pipe', 'x"y"z']]);
});

it("[I30] keeps text after a closing quote in the field", () => {
  expect(cellsOf('"abc"def,"g" ,"he said "no" twice"\n')).toEqual([["abcdef", "g ", 'he said no" twice"']]);
});

it("[I30] reads back what was written with every field quoted, however the bytes are cut into chunks", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", ";", "\n", "\r", " ", "😀"), maxLength: 6 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, chunkLength) => {
      const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
      const text = rows.map((row) => row.map(quoted).join(",")).join("\r\n");
      expect(cellsOf(text)).toEqual(rows);
      expect(await boundsInChunks(Buffer.from(text), chunkLength)).toEqual(
        await boundsInChunks(Buffer.from(text), text.length * 4),
      );
    }),
  );
});

/** The raw text of every record when the file arrives in chunks. */
async function boundsInChunks(bytes: Buffer, length: number): Promise<string[]> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
  }
  const records: string[] = [];
  await walkRecords(
    chunks(),
    ",",
    () => {},
    (chunk, from, to) => records.push(decode(chunk.subarray(from, to))),
  );
  return records;
}
