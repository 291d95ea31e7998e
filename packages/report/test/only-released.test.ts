import { shippedPolicies } from "@plait/disclosure";
import { expect, expectTypeOf, test } from "vitest";
import { type Annex, annexHtml, renderAnnex, resultsJson, tablesWorkbook } from "../src/index.ts";
import { fixtureAnnex } from "./fixtures/annex.ts";
import { allResults, sampleSizes } from "./fixtures/results.ts";

// [R1] The type checker reads this file; a line below that compiled would fail `tsc` as an unused expectation.
test("renderers take nothing that did not pass the gate", () => {
  const annex = fixtureAnnex();
  const plain = { policy: annex.release.value.policy, results: allResults };
  // @ts-expect-error results of a strand are not a release
  const refused: Annex = { ...annex, release: plain };
  // @ts-expect-error not even in the shape of a release
  const imitated: Annex = { ...annex, release: { value: annex.release.value } };
  // @ts-expect-error a policy is not a release
  const muddled: Annex = { ...annex, release: shippedPolicies.sacro };
  // @ts-expect-error nor a single result
  const single: Annex = { ...annex, release: sampleSizes };
  expect([refused, imitated, muddled, single]).toHaveLength(4);
  for (const renderer of [annexHtml, renderAnnex, resultsJson, tablesWorkbook]) {
    expectTypeOf(renderer).parameters.toEqualTypeOf<[Annex]>();
  }
});
