import { expect, test } from "vitest";
import { disclosureStatement } from "../src/disclosure-statement.ts";
import { released } from "./fixtures/released.ts";
import { populations, sampleSizes } from "./fixtures/results.ts";

// [R15]
test("a statement counts what is held back and the sentences that went with it", () => {
  expect(disclosureStatement(released(sampleSizes).disclosure)).toBe(
    "Disclosure: every number of this table was released.",
  );
  const other = { row: 2, column: 0 };
  const withSentence = { ...populations, sentences: [{ parts: ["Others were ", { cell: other }, "."], restsOn: [] }] };
  expect(disclosureStatement(released(withSentence).disclosure)).toBe(
    "Disclosure: 4 numbers are held back and shown as [c]. One sentence that rested on held-back numbers is left out.",
  );
});
