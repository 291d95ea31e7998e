import { release } from "@plait/disclosure";
import type { DisclosureReview, Result } from "@plait/study";
import { accessibilityFaults, openBrowser } from "@plait/testkit";
import { expect, test } from "vitest";
import { at, column, people, solver, under, withMargins } from "../../../disclosure/test/made-up-results.ts";
import { reviewPage } from "../../src/release-register/review-page.ts";

const table: Result = {
  ...withMargins([
    [3, 21],
    [30, 40],
  ]),
  id: "records.by-site",
  title: "People by <site>",
  sentences: [
    { parts: ["The first row has ", { cell: at(0, 0) }, " people."], restsOn: [] },
    { parts: ["There are ", { cell: at(2, 2) }, " people."], restsOn: [] },
  ],
  models: [
    {
      id: "m",
      label: "Closure",
      estimator: "OLS",
      observations: 94,
      parameters: 4,
      residualDegreesOfFreedom: 90,
      levels: [{ term: "male", people: 40, complement: 54, events: 12, complementEvents: 20 }],
    },
  ],
};
const excepted = column([people(4), people(12)], { id: "q.groups", title: "Groups" });
const review: DisclosureReview = {
  result: "q.groups",
  reason: "The groups agreed",
  requested: { by: "A. Analyst", on: "2026-02-01" },
  decision: { outcome: "release", by: "B. Checker", on: "2026-02-02" },
};

/** What readers have of the table as it was. */
const before = {
  id: "0001",
  counts: release(
    [
      {
        ...withMargins([
          [3, 21],
          [30, 52],
        ]),
        id: "records.by-site",
      },
    ],
    under(10),
    solver,
  ).evidence.counts,
};

const alike = {
  kind: "class-disclosure",
  row: 0,
  column: 1,
  message: "21 of 24 people are in one column.",
} as const;

function page(first: Result = table): string {
  const results = [first, excepted];
  const { released, evidence, audit } = release(results, under(10), solver, { reviews: [review], earlier: [before] });
  const outputs = results.map(({ id, title }) => ({ id, title, digest: id === "q.groups" ? "a1" : "b2" }));
  return reviewPage({
    event: {
      kind: "requested",
      at: "2026-03-01T09:30:00.000Z",
      release: 2,
      by: "A. Analyst",
      outputs: outputs.map(({ id }) => id),
      purpose: "An appendix",
      checking: "single",
    },
    asked: {
      format: "plait-release-request",
      formatVersion: 1,
      plaitVersion: "0.1.0",
      checking: "single",
      policy: released.value.policy,
      data: "d0",
      audited: audit,
      words: { title: "A study", synthetic: "Made up." },
      outputs,
    },
    results,
    released: released.value.results,
    evidence: evidence.results.map((one) => (one.id === "records.by-site" ? { ...one, findings: [alike] } : one)),
    earlier: [
      { id: "q.groups", digest: "a1", release: 1 },
      { id: "records.by-site", digest: "old", release: 1 },
    ],
  });
}

test("[B60] the page shows what is lost and what stands behind it, what to look at, exceptions, models and what left before", async () => {
  await using browser = await openBrowser();
  const { page: shown, requested, complaints } = await browser.openPage(page(), { width: 1280 });
  expect(await accessibilityFaults(shown)).toEqual([]);
  expect([requested, complaints]).toEqual([[], []]);
  const sections = await shown.locator("section.output").allInnerTexts();
  const [site = "", groups = ""] = sections.map((text) => text.replaceAll(/\s+/gu, " "));
  expect(site).toContain("People by <site>");
  expect(site).toMatch(/\[c\] threshold.{0,12}inside: 3 · 3 people/u);
  expect(site).toMatch(/inside: 70 · 70 people · release 0001 printed 82/u);
  expect(site).toContain("r0, Column 1: 21 of 24 people are in one column.");
  expect(site).toContain("1 sentence left out");
  expect(site).toContain("There are 94 people.");
  expect(site).not.toContain("The first row has");
  expect(site).toContain("94 observations, 90 residual degrees of freedom");
  expect(site).toMatch(/male 40 12 54 20/u);
  expect(site).toContain("In release 0001, not the same: compare them");
  expect(groups).toContain("Asked for by A. Analyst on 2026-02-01: The groups agreed");
  expect(groups).toContain("1 of its cells fail the policy");
  expect(groups).toContain("In release 0001, the same, to the last word");
  await shown.locator("#output-1").scrollIntoViewIfNeeded();
  const banner = shown.locator("header.inside-only");
  expect((await banner.boundingBox())?.y).toBe(0);
  expect(await shown.locator("body").innerText()).toContain("One person, who may be the one who asked");
});

test("[B60] a table of many columns is whole on a sheet of paper laid across", async () => {
  const columns = Array.from({ length: 28 }, (_, at) => at + 1);
  const wide = { ...withMargins([columns, columns]), id: table.id, title: table.title };
  await using browser = await openBrowser();
  // A4 laid across, less the margins of 10 mm.
  const { page: shown } = await browser.openPage(page(wide), { width: 1047 });
  await shown.emulateMedia({ media: "print" });
  const printed = await shown.locator("#output-1 ~ .wide .evidence").boundingBox();
  expect(printed?.width).toBeGreaterThan(900);
  expect((printed?.x ?? 0) + (printed?.width ?? 0)).toBeLessThanOrEqual(1047);
  expect(await shown.locator(".wide").count()).toBe(1);
});
