import type { AuditFault } from "@plait/disclosure";
import { expect, test } from "vitest";
import { auditProblems } from "../src/audit-problems.ts";

const cell = { result: "records.sites", row: "north", column: "people" };
const fault = (parts: Partial<AuditFault>): AuditFault => ({
  what: { kind: "count", cells: [cell] },
  lowest: 7,
  highest: 7,
  needed: 5,
  undecided: false,
  givenAwayBy: [{ result: "records.ages", rows: ["under-16", "all"], columns: ["people"] }],
  ...parts,
});

// [B56]
test("a number that can be worked out is named with what gives it away, and without its value", () => {
  const [problem] = auditProblems({ counts: 1, derived: 0, faults: [fault({})] });
  expect(problem).toMatchObject({ severity: "error", code: "can-be-worked-out", place: { file: "records.sites" } });
  expect(problem?.message).toBe(
    "readers could work out the number withheld in (north, people), exactly or too closely, from records.ages, rows under-16, all",
  );
  expect(JSON.stringify(problem)).not.toContain("7");
});

test.each([
  [{ kind: "earlier-count", release: "0001", cells: [cell] }, "that release 0001 withheld in (north, people)"],
  [{ kind: "parts", cells: [cell, { ...cell, row: "south" }] }, "withheld in (north, people), (south, people)"],
  [{ kind: "change", since: "0002", cells: [cell] }, "(north, people) has changed since release 0002"],
  [{ kind: "difference", boxes: [[cell], [{ ...cell, row: "south" }]] }, "boxes (north, people) and (south, people)"],
  [{ kind: "total", name: "everyone" }, "a total that no table prints, of everyone"],
] as const)("%j", (what, words) => {
  expect(auditProblems({ counts: 0, derived: 1, faults: [fault({ what })] })[0]?.message).toContain(words);
});

test("what could not be proved is said as such", () => {
  const [problem] = auditProblems({ counts: 1, derived: 0, faults: [fault({ undecided: true })] });
  expect(problem).toMatchObject({ code: "not-proved-safe" });
});
