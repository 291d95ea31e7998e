import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fontCharacters } from "../../src/pdf/font-characters.ts";
import { readFontFiles } from "../../src/pdf/font-files.ts";
import { MissingGlyphs, typstPdf } from "../../src/pdf/typst-pdf.ts";

const everyScript = `#set document(title: "Cards", date: auto)
Library, thư viện, bibliotekë, библиотека, #text(lang: "ar", dir: rtl)[المكتبة مفتوحة], #text(lang: "ti")[ቤተ መጻሕፍቲ] *bold*`;

test("[P1] the same source gives the same bytes, and the time given is the time written", () => {
  const first = typstPdf(everyScript);
  expect(digest(typstPdf(everyScript))).toBe(digest(first));
  expect(text(first)).toContain("D:20000101000000");
  expect(text(typstPdf(everyScript, { createdAt: new Date("2024-05-01T00:00:00Z") }))).toContain("D:20240501000000");
});

test("[P2] only our fonts are in the file, whatever the machine has", () => {
  const names = new Set(
    [...text(typstPdf(everyScript)).matchAll(/\/BaseFont\s*\/[A-Z]{6}\+([\w-]+)/g)].map(([, n]) => n),
  );
  expect([...names].sort()).toEqual([
    "NotoSans-Bold",
    "NotoSans-Regular",
    "NotoSansEthiopic-Regular",
    "Vazirmatn-Regular",
  ]);
});

test("[P3] characters without a glyph are named, all of them, and nothing is printed", () => {
  expect(() => typstPdf('#text("漢字 and 😀, 漢 again")')).toThrowError(MissingGlyphs);
  expect(() => typstPdf('#text("漢字 and 😀, 漢 again")')).toThrowError(
    "No font of the document has 漢 (U+6F22), 字 (U+5B57), 😀 (U+1F600).",
  );
});

test("[P3] a character that slips past the source is refused by the exporter", () => {
  expect(() => typstPdf('#"\\u{6F22}"')).toThrowError(/could not be displayed/);
});

test("[P3] joiners and marks of direction need no glyph", () => {
  const source = `#text(lang: "fa", dir: rtl, "می\u200cخواهم \u2066+3\u2069 \u200e+3 \u061c")`;
  expect(typstPdf(source).length).toBeGreaterThan(1000);
});

test("[P4] a document reads no file and fetches no package", () => {
  expect(() => typstPdf('#read("/etc/passwd")')).toThrowError(/Typst: file not found/);
  expect(() => typstPdf('#read("../typst-pdf.ts")')).toThrowError(/Typst: failed to load file/);
  expect(() => typstPdf('#import "@preview/cetz:0.3.0"')).toThrowError(RangeError);
  expect(() => typstPdf('#text("#import \\"@preview/cetz:0.3.0\\"")')).not.toThrow();
});

test("[P4] a document that fails says why and does not spoil the next", () => {
  expect(() => typstPdf('#assert(false, message: "too long")')).toThrowError(/Typst: .*too long/);
  expect(typstPdf("fine").length).toBeGreaterThan(1000);
});

test("[P3] cmap tables of both formats are read", () => {
  const [noto, , vazirmatn, , ethiopic] = readFontFiles().map(fontCharacters);
  expect(["a", "ệ", "Ж"].every((letter) => noto?.has(letter.codePointAt(0) ?? 0))).toBe(true);
  expect(["ش", "ڵ", "ۆ"].every((letter) => vazirmatn?.has(letter.codePointAt(0) ?? 0))).toBe(true);
  expect(ethiopic?.has("ሰ".codePointAt(0) ?? 0)).toBe(true);
  expect(noto?.has("漢".codePointAt(0) ?? 0)).toBe(false);
});

test("[P3] bytes that are no font are refused", () => {
  expect(() => fontCharacters(Buffer.alloc(64))).toThrowError(RangeError);
});

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
