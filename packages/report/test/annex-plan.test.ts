import { expect, test } from "vitest";
import { planAnnex } from "../src/annex-plan.ts";
import { crossReferences, proseText } from "../src/cross-references.ts";
import { fixtureAnnex } from "./fixtures/annex.ts";
import { coverage, sampleSizes } from "./fixtures/results.ts";

// [R2]
test("tables are numbered in the order of the sections, figures by themselves", () => {
  const plan = planAnnex(fixtureAnnex());
  expect(plan.results.map(({ table }) => table)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(plan.results.map(({ figure }) => figure)).toEqual([undefined, 1, 2, 3, 4, 5, 6, 7, 8]);
});

// [R3]
test("a released result that no section names is not lost in silence", () => {
  const annex = fixtureAnnex([sampleSizes, coverage]);
  const without = { ...annex, strandSections: [{ strand: "records", heading: "Records", results: [coverage.id] }] };
  expect(() => planAnnex(without)).toThrow("records.sample-sizes stands in 0 sections");
  const unknown = {
    ...annex,
    strandSections: [...annex.strandSections, { strand: "q", heading: "Q", results: ["q.x"] }],
  };
  expect(() => planAnnex(unknown)).toThrow("q.x, which was not released");
});

// [R4]
test("an id in prose becomes a reference, other words with dots do not", () => {
  const plan = planAnnex(fixtureAnnex());
  expect(proseText("See records.coverage. Files like a.csv stay.", plan)).toBe("See Table 2. Files like a.csv stay.");
  expect(proseText("records.coverage-notes, xrecords.coverage", plan)).toBe(
    "records.coverage-notes, xrecords.coverage",
  );
  expect(crossReferences("(records.sample-sizes)", plan).map((piece) => typeof piece)).toEqual([
    "string",
    "object",
    "string",
  ]);
});
