import { expect, test } from "vitest";
import { renderAnnex } from "../src/index.ts";
import { fixtureAnnex } from "./fixtures/annex.ts";

// [R5]
test("the outputs folder holds one file a table and a figure beside the annex, workbook and results", async () => {
  const paths = (await renderAnnex(fixtureAnnex())).map(({ path }) => path);
  expect(paths).toEqual([
    "annex.html",
    "figures/q.scores.svg",
    "figures/q.views.svg",
    "figures/records.closure-models.svg",
    "figures/records.coverage.svg",
    "figures/records.linkage-flow.svg",
    "figures/records.monthly-trend.svg",
    "figures/records.nrm-attrition.svg",
    "figures/records.populations.svg",
    "results.json",
    "tables.xlsx",
    "tables/q.scores.csv",
    "tables/q.views.csv",
    "tables/records.closure-models.csv",
    "tables/records.coverage.csv",
    "tables/records.linkage-flow.csv",
    "tables/records.monthly-trend.csv",
    "tables/records.nrm-attrition.csv",
    "tables/records.populations.csv",
    "tables/records.sample-sizes.csv",
  ]);
});

// [R6]
test("the same annex gives the same bytes, at another time and in another zone", async () => {
  const first = await renderAnnex(fixtureAnnex());
  const zone = process.env.TZ;
  process.env.TZ = "Pacific/Auckland";
  try {
    const second = await renderAnnex(fixtureAnnex());
    for (const [index, file] of second.entries()) {
      expect(Buffer.compare(file.bytes, first[index]?.bytes ?? new Uint8Array()), file.path).toBe(0);
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

// [R7] 4 coordinators' rows of one month and 8 people of another gender are below the threshold of 10.
test("no file holds a held-back number", async () => {
  const { monthlyTrend } = await import("./fixtures/results.ts");
  const month = monthlyTrend.rows[40]?.label ?? "";
  const files = new Map(
    (await renderAnnex(fixtureAnnex())).map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]),
  );
  expect(files.get("tables/records.monthly-trend.csv")).toMatch(new RegExp(`^${month},\\d+,\\[c\\]\\r$`, "m"));
  expect(files.get("annex.html")).not.toMatch(/<td class="number">8</);
});
