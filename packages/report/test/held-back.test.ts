import { release, shippedPolicies } from "@plait/disclosure";
import type { Cell, DisclosureReview, Result } from "@plait/study";
import { expect, test } from "vitest";
import { annexHtml, renderAnnex } from "../src/index.ts";
import { isHeldBack, printedTable } from "../src/page/held-back.ts";
import { fixtureAnnex } from "./fixtures/annex.ts";
import { released, solver } from "./fixtures/released.ts";
import { coverage, scores, views } from "./fixtures/results.ts";

const few: Result = { ...scores, rows: scores.rows.slice(8) };

// [H8]
test("in place of a table of nothing but marks stands one statement", async () => {
  const page = await annexHtml(fixtureAnnex([few]));
  expect(isHeldBack(released(few))).toBe(true);
  expect(page).not.toContain(">[c]</abbr>");
  expect(page).toContain("Table 1 is not printed. Disclosure: every number of this table is held back.");
  expect(page).toContain("It has 4 rows (Card) and these columns: z-score, By reliability (95% from, to)");
  expect(page).toContain("A number needs at least 10 people behind it");
  const csv = (await renderAnnex(fixtureAnnex([few]))).find(({ path }) => path === "tables/q.scores.csv");
  expect(new TextDecoder().decode(csv?.bytes).match(/\[c\]/g)).toHaveLength(20);
});

test("a table of texts without numbers is printed", () => {
  expect(isHeldBack(released(coverage))).toBe(false);
  expect(isHeldBack(released(views))).toBe(false);
});

// [H9]
test("many columns or rows of one heading without a number are left out and named, few are kept", () => {
  const cell = (people: number): Cell => ({
    kind: "statistic",
    value: 1,
    digits: 0,
    people: { kind: "counted", people },
  });
  const wide = (held: number): Result => ({
    ...scores,
    columns: Array.from({ length: held + 1 }, (_, at) => ({
      id: `c${at}`,
      label: `P${at}`,
      unit: "place",
      ...(at < held ? { group: "Person" } : {}),
    })),
    rows: ["a", "b"].map((id) => ({
      id,
      label: id,
      cells: Array.from({ length: held + 1 }, (_, at) => cell(at < held ? 1 : 20)),
    })),
  });
  const many = printedTable(released(wide(6)));
  expect(many.leftOut).toEqual(["6 columns of “Person”"]);
  expect(many.table.columns.map(({ label }) => label)).toEqual(["P6"]);
  expect(many.table.rows.map(({ cells }) => cells.length)).toEqual([1, 1]);
  expect(printedTable(released(wide(5))).leftOut).toEqual([]);

  const groups: Result = {
    ...scores,
    rows: scores.rows.flatMap((row) => [row, { ...row, id: `${row.id}-again` }]).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
  const printed = printedTable(released(groups));
  expect(printed.leftOut).toEqual(["8 rows of “Group few”"]);
  expect(printed.table.rows).toHaveLength(16);
});

// [R17]
test("the annex lists every review beside the policy, with a link to its table", async () => {
  const review: DisclosureReview = {
    result: "q.scores",
    reason: "agreed <with> the group",
    requested: { by: "A", on: "2024-05-02" },
    decision: { outcome: "release", by: "B", on: "2024-05-03" },
  };
  const annex = {
    ...fixtureAnnex([few]),
    release: release([few], shippedPolicies.sacro, solver, { reviews: [review] }).released,
  };
  const page = await annexHtml(annex);
  const protection = page.slice(page.indexOf('id="protection"'), page.indexOf('id="limits"'));
  expect(protection).toContain('<a href="#q-scores">Table 1</a>: z-scores with intervals. Taken to review by A');
  expect(protection).toContain("Agreed &lt;with&gt; the group.");
  expect(page).toContain("released whole after review");
  expect(page).toContain("<figcaption");
});
