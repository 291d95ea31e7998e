import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { detectFormat, readQFile, writeKadeWorkbook, writeKadeZip, writePqMethodDat } from "../../src/index.ts";
import { bytesOf, codes, contentOf, fixture, SEVEN } from "./study-of-seven.ts";

const workbook = contentOf(writeKadeWorkbook(SEVEN, 2, { file: "s.xlsx" }));
const archive = contentOf(writeKadeZip(SEVEN, { file: "s.zip" }));

/** The place of a part's record in the directory of an archive. */
function directoryOf(bytes: Uint8Array, name: string): number {
  const text = Buffer.from(bytes).toString("latin1");
  return text.lastIndexOf(name) - 46;
}

function changed(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = Uint8Array.from(bytes);
  change(new DataView(copy.buffer));
  return copy;
}

/** The archive with another unpacked size in its directory than its part has. */
function declaring(bytes: Uint8Array, name: string, size: number): Uint8Array {
  return changed(bytes, (view) => view.setUint32(directoryOf(bytes, name) + 24, size, true));
}

describe("[F5] files that are not what they seem", () => {
  test("too large a file is refused before it is opened", () => {
    const { problems } = readQFile("big.csv", new Uint8Array(17 * 1024 * 1024));
    expect(problems).toMatchObject([
      { code: "file-too-large", message: "the file has 17 MiB; at most 16 MiB are read" },
    ]);
  });

  test("an empty file", () => {
    expect(codes(readQFile("a.csv", new Uint8Array()).problems)).toEqual(["file-empty"]);
  });

  test("a bomb that declares its size is refused by its directory", () => {
    expect(readQFile("s.zip", declaring(archive, "sorts.txt", 70 * 1024 * 1024)).problems).toMatchObject([
      { code: "zip-too-large", message: "the file is a zip archive whose parts would unpack to 71 MiB" },
    ]);
  });

  test("a bomb that lies about its size is inflated no further than it says", () => {
    const bomb = zipSync({ "sorts.txt": new Uint8Array(8 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(10_000);
    expect(readQFile("s.zip", declaring(bomb, "sorts.txt", 1_000)).problems).toMatchObject([
      {
        code: "zip-damaged",
        message: 'the file is a zip archive whose part "sorts.txt" does not unpack to its declared size',
      },
    ]);
  });

  test("a workbook that is a bomb", () => {
    const bomb = declaring(workbook, "xl/workbook.xml", 70 * 1024 * 1024);
    expect(codes(readQFile("s.xlsx", bomb).problems)).toEqual(["zip-too-large"]);
  });

  test("too many files in a directory", () => {
    const many = zipSync(Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`${at}.xml`, new Uint8Array()])));
    expect(codes(readQFile("s.xlsx", many).problems)).toEqual(["zip-too-large"]);
  });

  test.each([
    ["an archive", archive, "s.zip"],
    ["a workbook", workbook, "s.xlsx"],
  ])("%s that was cut short", (_, bytes, name) => {
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const { value, problems } = readQFile(name, bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(value).toBeUndefined();
      expect(codes(problems)).toEqual(["zip-damaged"]);
    }
  });

  test("a flipped bit is found by the checksum", () => {
    const at = Buffer.from(archive).toString("latin1").indexOf("sorts.txt") + 12;
    const { problems } = readQFile(
      "s.zip",
      changed(archive, (view) => view.setUint8(at, view.getUint8(at) ^ 4)),
    );
    expect(codes(problems)).toEqual(["zip-damaged"]);
  });

  test("a password, a directory out of place, and a workbook without its parts", () => {
    const entry = directoryOf(archive, "sorts.txt");
    const locked = changed(archive, (view) => view.setUint16(entry + 8, 1, true));
    expect(readQFile("s.zip", locked).problems).toMatchObject([
      { message: expect.stringContaining("is protected by a password") },
    ]);
    const end = archive.length - 22;
    const outside = changed(archive, (view) => view.setUint32(end + 16, 0x7fffffff, true));
    expect(readQFile("s.zip", outside).problems).toMatchObject([
      { message: expect.stringContaining("lies outside the file") },
    ]);
    expect(codes(readQFile("s.xlsx", zipSync({ "a.xml": strToU8("<a/>") })).problems)).toEqual(["workbook-damaged"]);
  });

  test("an old workbook that is noise", () => {
    const noise = Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7919) % 256);
    noise.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(codes(readQFile("s.xls", noise).problems)).toEqual(["workbook-damaged"]);
  });

  test("JSON nested beyond sense, bare or in a field", () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    expect(readQFile("a.json", bytesOf(deep)).value?.sorts ?? []).toEqual([]);
    const { value } = readQFile("a.json", bytesOf(`{"k":{"sort":"1|0","x":${deep}}}`));
    expect(value?.sorts ?? []).toHaveLength(1);
  });

  test("a number of cards or a value beyond sense asks for no memory", () => {
    expect(readQFile("e.csv", bytesOf("sorter,A\n0,1,999999999\n1,2\n")).value?.statements.length).toBe(1_000);
    expect(codes(readQFile("w.csv", bytesOf("s,a,b\nA,99999999999999,1\n")).problems)).toContain("not-a-number");
  });

  test("more columns than any Q-set has", () => {
    const { problems } = readQFile("w.csv", bytesOf(`s${",a".repeat(2_001)}\n`));
    expect(codes(problems)).toEqual(["too-many-cells"]);
  });

  test("records with the names of an object's own machinery", () => {
    const text = '{"__proto__":{"sort":"1|0","__proto__":"x","constructor":"y"}}';
    const { value } = readQFile("a.json", bytesOf(text));
    expect(value?.sorts).toHaveLength(1);
    expect(Object.keys({})).toEqual([]);
    expect(Object.keys(value?.sorts[0]?.details ?? {})).toEqual(["__proto__", "constructor"]);
  });
});

describe("[F5] no file makes a reader throw", () => {
  const files = [
    workbook,
    archive,
    contentOf(writePqMethodDat(SEVEN, { file: "s.dat" })),
    ...["eq-firebase.json", "eq-netlify.csv", "quince.csv", "htmlq.csv", "photograph.csv", "tidy.csv"].map(fixture),
  ];
  const change = fc.record({ at: fc.nat(), byte: fc.nat({ max: 255 }) });

  test("whatever bytes of it are changed or cut off", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(change, { maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (file, changes, cut) => {
          const bytes = Uint8Array.from(file).subarray(0, Math.ceil(file.length * Math.sqrt(cut)));
          for (const { at, byte } of changes) bytes[at % Math.max(1, bytes.length)] = byte;
          const { value, problems } = readQFile("file", bytes);
          for (const sort of value?.sorts ?? []) expect(sort.places).toHaveLength(value?.statements.length ?? 0);
          expect(value !== undefined || problems.length > 0).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("[F6] encodings", () => {
  const text = "sorter;a;b\nZoë;1;0\n";

  test.each([
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`, "utf8"), []],
    ["UTF-16, little end first", Buffer.from(`\uFEFF${text}`, "utf16le"), []],
    ["UTF-16, big end first", Buffer.from(`\uFEFF${text}`, "utf16le").swap16(), []],
    ["windows-1252", Buffer.from(text, "latin1"), ["encoding-guessed"]],
  ])("%s", (_, bytes, expected) => {
    const { value, problems } = readQFile("a.csv", bytes);
    expect(value?.sorts).toEqual([{ sorter: "Zoë", places: [1, 0] }]);
    expect(codes(problems)).toEqual(expected);
  });
});

describe("[F7] a format is told by content", () => {
  test("whatever the file is called", () => {
    expect(detectFormat("x", workbook)).toBe("kade-type-2");
    expect(detectFormat("x.csv", archive)).toBe("kade-zip");
    expect(detectFormat("x.json", bytesOf("sorter,statement,place\nA,a,1\n"))).toBe("tidy-table");
    expect(detectFormat("x", bytesOf('{"k":{"sort":"1|0"}}'))).toBe("web-sort-json");
  });

  test("only a list of statements needs its name", () => {
    const bytes = bytesOf("I feel safe\nI am heard\n");
    expect(detectFormat("x.sta", bytes)).toBe("statement-list");
    expect(detectFormat("x.txt", bytes)).toBe("statement-list");
    expect(detectFormat("x.bin", bytes)).toBeUndefined();
  });

  test("a file of no known format says what would do", () => {
    const { problems } = readQFile("x.bin", bytesOf("hello\n"));
    expect(problems).toMatchObject([
      { code: "unknown-format", remedy: expect.stringContaining("sorter, statement and place") },
    ]);
  });
});
