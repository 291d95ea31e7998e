import { read } from "@e965/xlsx";
import { adjustedPolicy, release, shippedPolicies } from "@plait/disclosure";
import type { Cell, DisclosureReview, Result } from "@plait/study";
import { expect, test } from "vitest";
import { annexHtml, renderAnnex, resultsJson, tablesWorkbook } from "../src/index.ts";
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

// [R19]
test("the annex lists every rule that the study changed beside the policy, and of rules for amounts no value", async () => {
  const changes = [
    { rule: "threshold.people", value: 8, reason: "agreed with <the> service" },
    { rule: "magnitudes.dominance", value: { largest: 3, share: 0.77, operator: ">=" } },
  ];
  const { value: policy } = adjustedPolicy(shippedPolicies.sacro, changes, { file: "study.yaml" });
  if (policy === undefined) throw new Error("the changes are not accepted");
  const annex = { ...fixtureAnnex([few]), release: release([few], policy, solver).released };
  const page = await annexHtml(annex);
  const protection = page.slice(page.indexOf('id="protection"'), page.indexOf('id="limits"'));
  expect(protection).toContain("<p>This study changed 2 rules of that policy:</p>");
  expect(protection).toContain(
    "<li>The rule threshold.people is looser than in the policy: 8 instead of 10. Reason: Agreed with &lt;the&gt; service.</li>",
  );
  expect(protection).toContain(
    "<li>The rule magnitudes.dominance is stricter than in the policy; its values are told to nobody.</li>",
  );
  const json = resultsJson(annex);
  expect(JSON.parse(json)).toMatchObject({
    policy: {
      changes: [
        { rule: "threshold.people", values: { was: "10", is: "8" }, looser: true },
        { rule: "magnitudes.dominance", looser: false },
      ],
    },
  });
  const cover = read(await tablesWorkbook(annex)).Sheets.Cover;
  const lines = Object.values(cover ?? {}).map((cell) => String(cell?.v ?? ""));
  expect(lines).toContainEqual(
    "Changed by this study. The rule threshold.people is looser than in the policy: 8 instead of 10. Reason: Agreed with <the> service.",
  );
  for (const written of [page, json, lines.join()]) expect(written).not.toContain("0.77");
});

test("an annex under a policy as it is says nothing of changes", async () => {
  expect(await annexHtml(fixtureAnnex([few]))).not.toContain("This study changed");
});
