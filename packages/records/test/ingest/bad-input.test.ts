import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { CFB, write } from "@e965/xlsx";
import type { Problem } from "@plait/study";
import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { type DeliveryRead, readDelivery } from "../../src/ingest/read-delivery.ts";
import { bytesOf, sheetOf, textCell, workbookOf, xlsxWith } from "./made-workbooks.ts";
import { cellReader, codes, onlySheet } from "./read-cells.ts";

const { read, displayed, newScratch } = cellReader();

/** The one problem of a delivery of which nothing was read and nothing is left behind. */
async function onlyProblem(delivery: DeliveryRead & { scratch: string }, code: string): Promise<Problem> {
  expect(delivery.sheets).toEqual([]);
  expect(await readdir(delivery.scratch)).toEqual([]);
  expect(codes(delivery)).toContain(code);
  const problem = delivery.problems.find((each) => each.code === code);
  if (problem === undefined) throw new RangeError(`no problem ${code}`);
  expect(problem.severity).toBe("error");
  expect(problem.remedy).not.toBe("");
  return problem;
}

const table = [
  ["URN", "Date", "Site"],
  ["A1", 43831, "Leeds"],
  ["A2", 43832, "York"],
];
const xlsx = (): Buffer => bytesOf(workbookOf({ S: sheetOf(table) }), "xlsx");
const xls = (): Buffer => bytesOf(workbookOf({ S: sheetOf(table) }), "biff8");

describe("[I40] a file that cannot be opened", () => {
  it("is missing", async () => {
    const scratch = newScratch();
    const delivery = await readDelivery({ file: join(scratch, "gone.csv"), name: "gone.csv", scratch, overrides: [] });
    expect(await onlyProblem({ ...delivery, scratch }, "missing-file")).toMatchObject({ place: { file: "gone.csv" } });
  });

  it("is a folder", async () => {
    const scratch = newScratch();
    const file = join(newScratch(), "folder.csv");
    mkdirSync(file);
    await onlyProblem(
      { ...(await readDelivery({ file, name: "folder.csv", scratch, overrides: [] })), scratch },
      "unreadable-file",
    );
  });

  it.skipIf(process.getuid?.() === 0)("may not be read", async () => {
    const scratch = newScratch();
    const file = join(newScratch(), "secret.csv");
    writeFileSync(file, "URN\nA1\n");
    chmodSync(file, 0o000);
    await onlyProblem(
      { ...(await readDelivery({ file, name: "secret.csv", scratch, overrides: [] })), scratch },
      "unreadable-file",
    );
  });

  it("is empty, or only spaces", async () => {
    await onlyProblem(await read(""), "empty-file");
    await onlyProblem(await read(" \r\n\r\n"), "empty-file");
    await onlyProblem(await read("\ufeff"), "empty-file");
  });

  it("is named by a path that is not absolute: the caller's mistake", async () => {
    const request = { file: "here.csv", name: "here.csv", scratch: newScratch(), overrides: [] };
    await expect(readDelivery(request)).rejects.toThrow(RangeError);
  });
});

describe("[I41] a text file with a fault", () => {
  it("in an unknown encoding", async () => {
    const problem = await onlyProblem(
      await read(Buffer.from("URN,Name\nA1,x\nA2,Zo\x81\n", "latin1")),
      "unknown-encoding",
    );
    expect(problem.place).toEqual({ file: "delivery.csv", line: 3 });
    expect(problem.message).toContain("0x81");
  });

  it("of binary noise", async () => {
    await onlyProblem(await read(Buffer.from([0x17, 0x00, 0x42, 0xfe, 0x00, 0x0a, 0x2c, 0x99])), "unknown-encoding");
  });

  it("of UTF-16 cut in the middle of a character", async () => {
    const whole = Buffer.from("\ufeffURN\tName\r\nA1\tx\r\n", "utf16le");
    await onlyProblem(await read(whole.subarray(0, whole.length - 1)), "unknown-encoding");
  });

  it("of two encodings", async () => {
    const mixed = Buffer.concat([Buffer.from("URN,Name\nA1,Zoë\nA2,Renée\n"), Buffer.from("A3,Andr\xe9\n", "latin1")]);
    const problem = await onlyProblem(await read(mixed), "mixed-encoding");
    expect(problem.place.line).toBe(4);
  });

  it("with a quote that is never closed", async () => {
    const problem = await onlyProblem(await read('URN,Note\nA1,x\nA2,"was in\nA3,y\n'), "unclosed-quote");
    expect(problem.place.line).toBe(3);
  });

  it("with quotes that are not doubled: kept, and said", async () => {
    const delivery = await read('URN,Note\nA1,"said "no" twice"\n');
    expect(delivery.problems).toMatchObject([{ severity: "warning", code: "stray-quote", place: { line: 2 } }]);
    expect(await displayed(onlySheet(delivery))).toEqual([[2, "A1", 'said no" twice"']]);
  });

  it("with a cell that swallowed other rows", async () => {
    const swallowed = Array.from({ length: 150 }, (_, index) => `A${index},some words`).join("\n");
    const delivery = await read(`URN,Note\nA,"x\n${swallowed}",y\n`);
    expect(delivery.problems).toMatchObject([{ severity: "warning", code: "long-quoted-cell", place: { line: 2 } }]);
  });

  it("without a header: everything is kept and the remedy names the override", async () => {
    const delivery = await read("A1,01/02/2020,5\nA2,03/02/2020,6\nA3,04/02/2020,7\n");
    expect(delivery.problems).toMatchObject([{ severity: "error", code: "no-header", place: { line: 1 } }]);
    expect(delivery.problems[0]?.remedy).toContain("headers");
    expect(onlySheet(delivery)).toMatchObject({ dataRows: 3, headerRows: [], headerFrom: "none" });
  });

  it("with duplicate headers: both columns are kept", async () => {
    const delivery = await read("URN,Date,Site,Date\nA1,01/02/2020,York,03/02/2020\nA2,02/02/2020,Hull,04/02/2020\n");
    expect(delivery.problems).toMatchObject([{ severity: "warning", code: "duplicate-header", place: { cell: "B1" } }]);
    expect(delivery.problems[0]?.message).toContain("B, D");
    expect(onlySheet(delivery).labels).toEqual(["URN", "Date", "Site", "Date"]);
    expect(await displayed(onlySheet(delivery))).toContainEqual([2, "A1", "01/02/2020", "York", "03/02/2020"]);
  });

  it("with more columns than a table has", async () => {
    await onlyProblem(await read(`${"a,".repeat(2_500)}b\n${"1,".repeat(2_500)}2\n`), "too-many-columns");
  });
});

describe("[I42] a workbook with a fault", () => {
  it("is protected by a password, as a package or record by record", async () => {
    const container = CFB.utils.cfb_new();
    CFB.utils.cfb_add(container, "/EncryptionInfo", Buffer.alloc(64));
    CFB.utils.cfb_add(container, "/EncryptedPackage", Buffer.alloc(6000, 7));
    const encryptedPackage = Buffer.from(CFB.write(container, { type: "buffer" }));
    await onlyProblem(await read(encryptedPackage, { name: "a.xlsx" }), "encrypted-workbook");
    await onlyProblem(await read(withFilePass(xls()), { name: "a.xls" }), "encrypted-workbook");
  });

  it.each([0.3, 0.7, 0.97])("is cut short at %s of its length", async (share) => {
    for (const whole of [xlsx(), xls()]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      await onlyProblem(await read(cut, { name: "a.xls" }), "damaged-workbook");
    }
  });

  it.each([true, false])("has a flipped bit: a package says so by its checksum (packed: %s)", async (compression) => {
    const whole: Buffer = write(workbookOf({ S: sheetOf(table) }), { type: "buffer", bookType: "xlsx", compression });
    const at = compression ? whole.indexOf("xl/worksheets/sheet1.xml") + 60 : whole.indexOf("43831");
    whole[at] = (whole[at] ?? 0) ^ 0x01;
    const problem = await onlyProblem(await read(whole, { name: "a.xlsx" }), "damaged-workbook");
    expect(problem.message).toContain("sheet1.xml");
  });

  it("has flipped bits anywhere: it is read or refused, and the reader ends", async () => {
    const whole = xls();
    for (let index = 0; index < 12; index++) {
      const flipped = Buffer.from(whole);
      const at = (index * 7919 + 600) % flipped.length;
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (index % 8));
      const delivery = await read(flipped, { name: "a.xls", limits: { milliseconds: 20_000 } });
      expect(delivery.sheets.length > 0 || delivery.problems.some(({ severity }) => severity === "error")).toBe(true);
    }
  });

  it("takes too long: its reader is ended", async () => {
    const delivery = await read(xlsx(), { name: "a.xlsx", limits: { milliseconds: 1 } });
    await onlyProblem(delivery, "slow-workbook");
  });

  it("takes too much memory: its reader ends itself", async () => {
    const delivery = await read(xlsx(), { name: "a.xlsx", limits: { residentMegabytes: 8 } });
    await onlyProblem(delivery, "heavy-workbook");
  });

  it("overflows the heap: its reader ends", async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => [`A${index}`, `some words about ${index}`]);
    const large = bytesOf(workbookOf({ S: sheetOf([["URN", "Note"], ...rows]) }), "xlsx");
    await onlyProblem(await read(large, { name: "a.xlsx", limits: { heapMegabytes: 24 } }), "heavy-workbook");
  });

  it("turns into more cells than allowed", async () => {
    await onlyProblem(await read(xlsx(), { name: "a.xlsx", limits: { cellBytes: 30 } }), "oversized-workbook");
  });
});

describe("[I43] a workbook that would fill the machine is refused before it is unpacked", () => {
  it("by the sizes its directory declares", async () => {
    const bomb = xlsxWith("", { parts: { "xl/media/zeros.bin": new Uint8Array(100 * 1024 * 1024) } });
    const problem = await onlyProblem(await read(bomb, { name: "a.xlsx" }), "oversized-workbook");
    expect(problem.message).toMatch(/unpacks to 100 MB, \d+ times its size/);
    const part = await read(xlsxWith(""), { name: "a.xlsx", limits: { partBytes: 100 } });
    await onlyProblem(part, "oversized-workbook");
    const sum = await read(xlsxWith(""), { name: "a.xlsx", limits: { inflatedBytes: 500 } });
    await onlyProblem(sum, "oversized-workbook");
    const many = await read(xlsxWith(""), { name: "a.xlsx", limits: { zipEntries: 3 } });
    await onlyProblem(many, "oversized-workbook");
    const file = await read(xlsxWith(""), { name: "a.xlsx", limits: { workbookBytes: 100 } });
    await onlyProblem(file, "oversized-workbook");
  });

  it("and when the directory lies about them, while it is unpacked", async () => {
    const row = `<row r="1">${textCell("A1", "<t>URN</t>")}</row>`;
    const bomb = xlsxWith(`${row}${" ".repeat(5_000_000)}`);
    await onlyProblem(await read(understated(bomb, 200), { name: "a.xlsx" }), "damaged-workbook");
  });

  it("by the number of its last row, two million", async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => {
      const row = (index + 1) * 1_000;
      return `<row r="${row}"><c r="A${row}"><v>${row}</v></c></row>`;
    });
    const problem = await onlyProblem(await read(xlsxWith(rows.join("")), { name: "a.xlsx" }), "too-many-rows");
    expect(problem.message).toContain("2000000");
  });

  it("by a stray cell in the last corner of the sheet", async () => {
    const corner = `<row r="1">${textCell("A1", "<t>URN</t>")}</row><row r="1048576">${textCell("XFD1048576", "<t>x</t>")}</row>`;
    const problem = await onlyProblem(await read(xlsxWith(corner), { name: "a.xlsx" }), "too-many-columns");
    expect(problem.place).toMatchObject({ sheet: "S" });
    expect(problem.remedy).toContain("stray value");
  });
});

describe("[I44] an interrupt", () => {
  it("before reading throws the signal's reason", async () => {
    const reason = new Error("stopped by hand");
    await expect(read(xlsx(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("while a workbook is read ends its reader, throws the reason and leaves nothing", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped by hand");
    const scratch = newScratch();
    const rows = Array.from({ length: 30_000 }, (_, index) => [`A${index}`, index]);
    const bytes = bytesOf(workbookOf({ S: sheetOf([["URN", "n"], ...rows]) }), "xlsx");
    const reading = read(bytes, { scratch, signal: stop.signal });
    setImmediate(() => stop.abort(reason));
    await expect(reading).rejects.toBe(reason);
    expect(await readdir(scratch)).toEqual([]);
  });

  it("while a text file is rewritten throws the reason and leaves nothing", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped by hand");
    const scratch = newScratch();
    const reading = read(`URN,n\n\n${"A1,2\n".repeat(1_000_000)}`, { scratch, signal: stop.signal });
    setImmediate(() => stop.abort(reason));
    await expect(reading).rejects.toBe(reason);
    expect(await readdir(scratch)).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("[I45] a disk without room", () => {
  it.each([
    ["a text file that must be rewritten", () => Buffer.from(`URN,n\n\n${"A1,2\n".repeat(50_000)}`)],
    ["a workbook", () => bytesOf(workbookOf({ S: sheetOf([["URN", "n"], ...manyRows()]) }), "xlsx")],
  ])("is a problem with a remedy, and nothing is left of %s", async (_, content) => {
    const scratch = newScratch();
    const file = join(newScratch(), "delivery");
    writeFileSync(file, content());
    const program = `
      const { readDelivery } = await import(process.argv[1]);
      const [file, scratch] = process.argv.slice(2);
      console.log(JSON.stringify(await readDelivery({ file, name: "delivery", scratch, overrides: [] })));`;
    const reader = new URL("../../src/ingest/read-delivery.ts", import.meta.url).href;
    // No file may grow past 8 blocks, which the process meets as it would a full disk.
    const limited = ["-c", 'ulimit -f 8; exec "$@"', "sh", process.execPath, "--input-type=module", "-e", program];
    const output = execFileSync("/bin/sh", [...limited, reader, file, scratch]);
    expect(JSON.parse(output.toString())).toMatchObject({ sheets: [], problems: [{ code: "disk-full" }] });
    expect(await readdir(scratch)).toEqual([]);
  });
});

function manyRows(): (string | number)[][] {
  return Array.from({ length: 20_000 }, (_, index) => [`A${index}`, index]);
}

/** An .xls whose first record after its beginning says that all others are encrypted. */
function withFilePass(file: Buffer): Buffer {
  const container = CFB.read(file, { type: "buffer" });
  const stream = CFB.find(container, "/Workbook");
  if (stream === null) throw new RangeError("no workbook stream");
  const records = Buffer.from(stream.content);
  const next = 4 + records.readUInt16LE(2);
  records.writeUInt16LE(0x002f, next);
  CFB.utils.cfb_add(container, "/Workbook", records);
  return Buffer.from(CFB.write(container, { type: "buffer" }));
}

/** The same archive whose directory declares a smaller worksheet, with a checksum to match the smaller one. */
function understated(archive: Buffer, bytes: number): Buffer {
  const lying = Buffer.from(archive);
  const at = lying.lastIndexOf("xl/worksheets/sheet1.xml") - 46;
  lying.writeUInt32LE(crc32(strToU8(" ".repeat(bytes))), at + 16);
  lying.writeUInt32LE(bytes, at + 24);
  return lying;
}
