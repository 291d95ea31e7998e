import { createWriteStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsSql } from "../../src/ingest/cells-sql.ts";
import { readDelivery } from "../../src/ingest/read-delivery.ts";
import { splitRecords } from "../../src/ingest/record-walk.ts";
import { cellReader, codes, onlySheet } from "./read-cells.ts";

const { read, query, displayed, underlying, newScratch } = cellReader();

describe("[I1] a text file becomes plain cells", () => {
  it("[I23] numbered as in the file, with what is not data set aside and counted", async () => {
    const lines = [
      "Monthly return,,",
      "Site:,Leeds,",
      "",
      "URN,Date,Note",
      'A1,01/02/2020,"x, ""y""\nz"',
      "A2,03/02/2020,",
      ",,",
      "URN,Date,Note",
      "A3,04/02/2020,w",
      "Total,3,",
      "",
      "Note: provisional,,",
    ];
    const delivery = await read(lines.join("\r\n"));
    const sheet = onlySheet(delivery);
    expect(delivery.problems).toEqual([]);
    expect(sheet).toMatchObject({ headerRows: [4], headerFrom: "found", labels: ["URN", "Date", "Note"], dataRows: 3 });
    expect(sheet.setAside).toEqual([
      { row: 1, rows: 1, reason: "preamble", text: "Monthly return" },
      { row: 2, rows: 1, reason: "preamble", text: "Site: | Leeds" },
      { row: 3, rows: 1, reason: "blank", text: "" },
      { row: 7, rows: 1, reason: "blank", text: "" },
      { row: 8, rows: 1, reason: "repeated-header", text: "URN | Date | Note" },
      { row: 10, rows: 1, reason: "total", text: "Total | 3" },
      { row: 11, rows: 1, reason: "blank", text: "" },
      { row: 12, rows: 1, reason: "footnote", text: "Note: provisional" },
    ]);
    expect(sheet.setAsideRows).toEqual({ preamble: 2, blank: 3, footnote: 1, total: 1, "repeated-header": 1 });
    expect(await displayed(sheet)).toEqual([
      [5, "A1", "01/02/2020", 'x, "y"\nz'],
      [6, "A2", "03/02/2020", ""],
      [9, "A3", "04/02/2020", "w"],
    ]);
  });

  it("as text: leading zeros, long numbers and exponents stay as typed, and nothing lies beneath", async () => {
    const sheet = onlySheet(await read("URN,n\n00123,9007199254740993\n9e42,1.10\n"));
    expect(await displayed(sheet)).toEqual([
      [2, "00123", "9007199254740993"],
      [3, "9e42", "1.10"],
    ]);
    expect(await underlying(sheet)).toEqual([
      [2, null, null],
      [3, null, null],
    ]);
  });

  it("in place when an engine can read it, and rewritten when it cannot", async () => {
    const inPlace = onlySheet(await read("URN,n\nA1,2\nA2\nA3,4\n\nNote: provisional\n"));
    expect(inPlace.cells.kind).toBe("source");
    expect(await displayed(inPlace)).toEqual([
      [2, "A1", "2"],
      [3, "A2", ""],
      [4, "A3", "4"],
    ]);
    const rewritten = onlySheet(await read("URN,n\nA1,2\n\nA3,4\n"));
    expect(rewritten.cells.kind).toBe("rows");
    expect(await displayed(rewritten)).toEqual([
      [2, "A1", "2"],
      [4, "A3", "4"],
    ]);
  });

  it("with columns that hold nothing named, a trailing delimiter being no column", async () => {
    const sheet = onlySheet(await read("URN,Old,n,,\nA1,,2,,\nA2,,3,,\n"));
    expect(sheet).toMatchObject({ columnCount: 3, emptyColumns: [2] });
    expect(await displayed(sheet)).toEqual([
      [2, "A1", "", "2"],
      [3, "A2", "", "3"],
    ]);
  });

  it("from a path that holds an apostrophe and signs a pattern would understand", async () => {
    const sheet = onlySheet(await read("URN,n\nA1,2\n", { name: "l'été [1]*.csv" }));
    expect(await displayed(sheet)).toEqual([[2, "A1", "2"]]);
  });

  it("private to its owner where it had to be rewritten", async () => {
    const delivery = await read("URN,n\nA1,2\n\nA3,4\n");
    const [file] = await readdir(delivery.scratch);
    expect((await stat(join(delivery.scratch, file ?? ""))).mode & 0o777).toBe(0o600);
  });
});

describe("[I2] the delimiter is found", () => {
  it.each([
    ["semicolons, with decimal commas", "URN;n;m\nA1;1,5;2,5\nA2;3,5;4,5\n"],
    ["tabs, with commas in names", "URN\tName\tn\nA1\tLee, Ann\t1\nA2\tRay, Bob\t2\n"],
    ["bars", "URN|n|m\nA1|1|2\nA2|3|4\n"],
    ["what the first line says", "sep=:\nURN:n:m\nA1:1:2\nA2:3:4\n"],
  ])("%s", async (_, text) => {
    expect(onlySheet(await read(text)).columnCount).toBe(3);
  });

  it("none in a single column", async () => {
    const sheet = onlySheet(await read("Remark\ncame by bus, late\nwas out\nwas in\nwas in\nwas ill\n"));
    expect(await displayed(sheet)).toContainEqual([2, "came by bus, late"]);
  });
});

describe("[I3] the encoding is found", () => {
  const text = "URN;Name;Site\n001;Zoë – né;Łódź\n002;Bob;York\n";
  const western = text.replace("Łódź", "Genève");
  const in1252 = Buffer.from(western.replace("–", "\x96"), "latin1");
  const swapped = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  it.each([
    ["utf-8", Buffer.from(text), "Łódź"],
    ["utf-8 with mark", Buffer.from(`\ufeff${text}`), "Łódź"],
    ["utf-16le", Buffer.from(`\ufeff${text}`, "utf16le"), "Łódź"],
    ["utf-16be", swapped, "Łódź"],
    ["windows-1252", in1252, "Genève"],
  ])("%s", async (encoding, bytes, site) => {
    const sheet = onlySheet(await read(bytes));
    expect(sheet.encoding).toBe(encoding);
    expect(sheet.labels).toEqual(["URN", "Name", "Site"]);
    expect(await displayed(sheet)).toEqual([
      [2, "001", "Zoë – né", site],
      [3, "002", "Bob", "York"],
    ]);
  });

  it("when the first character beyond ASCII stands far below the head", async () => {
    const rows = Array.from({ length: 120_000 }, (_, index) => `A${index},York,x\n`).join("");
    const sheet = onlySheet(await read(Buffer.from(`URN,Site,n\n${rows}B1,Gen\xe8ve,y\n`, "latin1")));
    expect(sheet).toMatchObject({ encoding: "windows-1252", dataRows: 120_001 });
    expect(await query(`select "c2" as site from (${cellsSql(sheet)}) where "row" = 120002`)).toEqual([
      { site: "Genève" },
    ]);
  });
});

describe("[I31] the engine finds the rows and cells this package finds", () => {
  it("in any text whatever", async () => {
    const unit = fc.constantFrom("a", "7", "é", '"', '"', ",", ",", "\n", "\r\n", "\r", " ", "\t");
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, minLength: 1, maxLength: 40 }), async (tail) => {
        const text = `URN,n\nA1,1\nA2,2\n${tail}`;
        const delivery = await read(text, { overrides: [{ rows: [1] }] });
        if (codes(delivery).includes("unclosed-quote")) return;
        const sheet = onlySheet(delivery);
        const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
        const records = splitRecords(Buffer.from(text), ",", decode);
        const rows = await displayed(sheet);
        expect(rows.length).toBe(sheet.dataRows);
        for (const [row, ...cells] of rows) {
          const expected = records[row - 1]?.cells ?? [];
          expect(cells).toEqual(cells.map((_, index) => expected[index] ?? ""));
        }
        const setAside = Object.values(sheet.setAsideRows).reduce((sum, count) => sum + count, 0);
        const lastRecord = records.findLastIndex((record) => record.bytes.length > 0) + 1;
        expect(rows.length + setAside + 1).toBe(lastRecord);
      }),
      {
        numRuns: 150,
        seed: 20260611,
        // Each is read otherwise by DuckDB 1.5.5 on its own.
        examples: [[' "a'], ['"abc"def,1\n'], ["\n\nx,1\n"], [' "a,b" ,2\n']],
      },
    );
  });

  it("in two million rows, quoted line breaks and closing rows included, read in place", async () => {
    const scratch = newScratch();
    const file = join(scratch, "large.csv");
    const stream = createWriteStream(file);
    stream.write("Return,,\r\nURN,Site,Note\r\n");
    for (let block = 0; block < 200; block++) {
      let text = "";
      for (let index = block * 10_000; index < (block + 1) * 10_000; index++) {
        text += index % 10 === 0 ? `A${index},York,"two\nlines, ""${index}"""\r\n` : `A${index},York,n${index}\r\n`;
      }
      stream.write(text);
    }
    stream.end("Total,2000000,\r\n\r\nSource: made up\r\n");
    await finished(stream);
    const sheet = onlySheet(await readDelivery({ file, name: "large.csv", scratch, overrides: [] }));
    expect(sheet).toMatchObject({ headerRows: [2], dataRows: 2_000_000, cells: { kind: "source" } });
    expect(sheet.setAsideRows).toMatchObject({ preamble: 1, total: 1, footnote: 1, blank: 1 });
    const [sums] = await query(
      `select count(*)::integer as rows, min("row")::integer as first, max("row")::integer as last,
         count(*) filter ("c1" = 'A' || ("row" - 3))::integer as right_urn,
         count(*) filter ("c3" like 'two%' || ("row" - 3) || '"')::integer as two_lines from (${cellsSql(sheet)})`,
    );
    expect(sums).toEqual({ rows: 2_000_000, first: 3, last: 2_000_002, right_urn: 2_000_000, two_lines: 200_000 });
  });
});

describe("[I16] a person's word on the header", () => {
  const text = "A1,01/02/2020,5\nURN,Date,Count\nA2,03/02/2020,6\n";
  it("names its rows", async () => {
    const sheet = onlySheet(await read(text, { overrides: [{ rows: [2] }] }));
    expect(sheet).toMatchObject({ headerRows: [2], headerFrom: "override", labels: ["URN", "Date", "Count"] });
    expect(sheet.setAside).toEqual([{ row: 1, rows: 1, reason: "preamble", text: "A1 | 01/02/2020 | 5" }]);
  });

  it("says that there is none", async () => {
    const delivery = await read(text, { overrides: [{ rows: [] }] });
    expect(delivery.problems).toEqual([]);
    expect(onlySheet(delivery)).toMatchObject({
      headerRows: [],
      labels: ["(column A)", "(column B)", "(column C)"],
      dataRows: 3,
    });
  });

  it("names rows that are not there", async () => {
    expect(codes(await read(text, { overrides: [{ rows: [9] }] }))).toEqual(["header-row-outside-sheet"]);
  });

  it("leaves the file out", async () => {
    expect(await read(text, { overrides: [{ skip: true }] })).toMatchObject({
      sheets: [],
      skipped: [""],
      problems: [],
    });
  });
});
