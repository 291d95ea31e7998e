import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256OfText, wordsDigest } from "../src/index.ts";

test("[H1] the digest of FIPS 180-4's own example", () => {
  expect(sha256OfText("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("[H1] every text has the digest that Node.js gives it, at all lengths around a block", () => {
  const ofNode = (text: string) => createHash("sha256").update(text).digest("hex");
  for (let length = 0; length < 200; length++)
    expect(sha256OfText("a".repeat(length))).toBe(ofNode("a".repeat(length)));
  for (const text of ["é", "ت", "አ", "😀", "\ud800x", "x\udc00"]) expect(sha256OfText(text)).toBe(ofNode(text));
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => sha256OfText(text) === ofNode(text)));
});

test("[H1] words have one digest in any order, and another for any other sentence", () => {
  const texts = { stop: "قف", leave: "غادر" };
  expect(wordsDigest({ leave: "غادر", stop: "قف" })).toBe(wordsDigest(texts));
  expect(wordsDigest({ ...texts, stop: "قف." })).not.toBe(wordsDigest(texts));
  expect(wordsDigest({ ...texts, more: "" })).not.toBe(wordsDigest(texts));
});
