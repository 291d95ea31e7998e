import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { wordsDigest } from "../src/index.ts";

test("[H1] the digest is that of the words as canonical JSON in UTF-8", () => {
  const ofNode = (json: string) => createHash("sha256").update(json).digest("hex");
  expect(wordsDigest({})).toBe(ofNode("{}"));
  expect(wordsDigest({ stop: "قف", leave: "አቁም 😀" })).toBe(ofNode('{"leave":"አቁም 😀","stop":"قف"}'));
  const long = "é".repeat(500);
  expect(wordsDigest({ long })).toBe(ofNode(`{"long":"${long}"}`));
});

test("[H1] words have one digest in any order, and another for any other sentence", () => {
  const texts = { stop: "قف", leave: "غادر" };
  expect(wordsDigest({ leave: "غادر", stop: "قف" })).toBe(wordsDigest(texts));
  expect(wordsDigest({ ...texts, stop: "قف." })).not.toBe(wordsDigest(texts));
  expect(wordsDigest({ ...texts, more: "" })).not.toBe(wordsDigest(texts));
});
