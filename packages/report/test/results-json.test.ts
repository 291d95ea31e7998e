import { canonicalJson } from "@plait/study";
import { expect, test } from "vitest";
import { resultsJson } from "../src/index.ts";
import { fixtureAnnex } from "./fixtures/annex.ts";
import { allResults } from "./fixtures/results.ts";

// [R30] to [R33]
test("every result is listed with what made it and what the gate did", () => {
  const parsed: unknown = JSON.parse(resultsJson(fixtureAnnex()));
  expect(parsed).toMatchObject({
    format: "plait-results",
    formatVersion: 1,
    policy: { name: "sacro" },
    results: allResults.map(({ id, strand, title, method }) => ({
      id,
      strand,
      title,
      method,
      disclosure: { status: expect.any(String), checks: expect.any(Array) },
      provenance: { inputs: expect.any(Array), steps: expect.any(Array) },
    })),
  });
});

test("nothing of the people behind a cell is left, and no held-back number", () => {
  const json = resultsJson(fixtureAnnex());
  expect(json).not.toContain('"people":');
  expect(json).not.toContain('"value": 8,');
  expect(json).toContain('"kind": "withheld"');
});

test("[R30] it is canonical JSON, set in by two spaces", () => {
  const json = resultsJson(fixtureAnnex());
  expect(json).toBe(canonicalJson(JSON.parse(json), "indented"));
});
