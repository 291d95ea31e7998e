import { expect, test } from "vitest";
import { disclosureNotes, disclosureStatement, reviewStatement } from "../src/disclosure-statement.ts";
import { released } from "./fixtures/released.ts";
import { populations, sampleSizes, views } from "./fixtures/results.ts";

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

// [R15]
test("a statement counts the texts that nobody has looked at", () => {
  const { disclosure } = released(sampleSizes);
  expect(disclosureStatement({ ...disclosure, awaitingReview: 1 })).toBe(
    "Disclosure: every number of this table was released. One text that people wrote is left out until somebody has looked whether it tells who is meant.",
  );
  expect(disclosureStatement({ ...disclosure, awaitingReview: 2 })).toContain("2 texts that people wrote are left out");
});

// [R16]
test("notes name what leaves whole and what a number needs", () => {
  const need =
    "A number needs at least 10 people behind it: groups of fewer cannot be described one by one under this policy, what at least 10 people say together can.";
  expect(disclosureNotes(released(sampleSizes).disclosure)).toEqual([]);
  expect(disclosureNotes(released(views).disclosure)).toEqual([
    "Released as it stands: the columns “Place: Group near”, “Place: Group far”, “Marks: Group near”, “Marks: Group far”.",
    need,
  ]);
  const held = released({ ...views, columns: views.columns.slice(2, 3), rows: onlyColumn(2) });
  expect(disclosureStatement(held.disclosure)).toBe("Disclosure: every number of this table is held back.");
  expect(disclosureNotes(held.disclosure)).toEqual([need]);
});

test("long lists of what leaves whole are cut short", () => {
  const rows = Array.from({ length: 12 }, (_, row) => ({ id: `r${row}`, label: `${row}` }));
  const record = { ...released(views).disclosure, releasable: { leastPeople: 8, rows, columns: [] } };
  expect(disclosureNotes(record)[0]).toBe(
    "Released as it stands: the rows “0”, “1”, “2”, “3”, “4”, “5”, “6”, “7”, 4 more.",
  );
});

// [R17]
test("a review is told with its reason, its people and its days", () => {
  const asked = { reason: "the group agreed", requested: { by: "A. Analyst", on: "2024-05-02" } };
  const decided = { by: "B. Checker", on: "2024-05-09" };
  expect(reviewStatement({ ...asked, outcome: { kind: "undecided" } })).toBe(
    "Taken to review by A. Analyst on 2 May 2024. Reason: The group agreed. Not decided yet, so the policy holds.",
  );
  expect(reviewStatement({ ...asked, outcome: { kind: "refused", ...decided, note: "too few" } })).toBe(
    "Taken to review by A. Analyst on 2 May 2024. Reason: The group agreed. Refused by B. Checker on 9 May 2024. Too few.",
  );
  expect(reviewStatement({ ...asked, outcome: { kind: "released", ...decided, failing: 12 } })).toBe(
    "Taken to review by A. Analyst on 2 May 2024. Reason: The group agreed. Released by B. Checker on 9 May 2024. It shows 12 cells that fail the policy.",
  );
});

function onlyColumn(column: number): typeof views.rows {
  return views.rows.map((row) => ({ ...row, cells: row.cells.slice(column, column + 1) }));
}
