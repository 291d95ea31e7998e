import { expect, test } from "vitest";
import { decodeWindows1252 } from "../src/index.ts";

test("every byte of windows-1252 is the character it stands for [W1]", () => {
  const all = decodeWindows1252(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  expect([...all]).toHaveLength(256);
  expect(all.slice(0x80, 0xa0)).toBe("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ");
  for (const byte of [0x00, 0x41, 0x7f, 0xa0, 0xe9, 0xff]) expect(all.charCodeAt(byte)).toBe(byte);
});

test("a long text keeps its quotation marks and dashes [W1]", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => (at % 1000 === 0 ? 0x92 : 0x61));
  expect(decodeWindows1252(bytes).split("’")).toHaveLength(101);
});
