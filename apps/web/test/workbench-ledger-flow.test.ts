import { expect, it } from "vitest";
import { flowOf, type LedgerEntry } from "../src/workbench/records/ledger-flow.ts";

const entry = (part: Partial<LedgerEntry>): LedgerEntry => ({
  ...{ step: "read", kind: "referral", group: "DW", rowsIn: 0, rowsOut: 0, removed: [], quarantined: [] },
  ...part,
});

it("[W8] adds the groups of a step, and what left by each rule", () => {
  const blank = (rows: number) => ({ rule: "blank", reason: "Nothing in the row", rows });
  const [step] = flowOf(
    [
      entry({ rowsIn: 10, rowsOut: 7, removed: [blank(2)], quarantined: [{ rule: "site", reason: "site", rows: 1 }] }),
      entry({ group: "RPC", rowsIn: 5, rowsOut: 4, removed: [blank(1)] }),
      entry({ kind: "monthly", rowsIn: 99, rowsOut: 99 }),
    ],
    "referral",
  );
  expect(step).toMatchObject({ step: "read", rowsIn: 15, rowsOut: 11, unexplained: 0 });
  expect(step?.departures.map(({ into, rule, rows }) => [into, rule, rows])).toEqual([
    ["removed", "blank", 3],
    ["quarantine", "site", 1],
  ]);
  expect(step?.byGroup.length).toBe(2);
});

it("[W8] says what is unexplained", () => {
  expect(flowOf([entry({ rowsIn: 10, rowsOut: 7 })], "referral")[0]?.unexplained).toBe(3);
});
