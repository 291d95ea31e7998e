import { expect, it } from "vitest";
import { type CoverageCell, type MonthStatus, spanCell, yearsOf } from "../src/workbench/records/coverage-spans.ts";

function months(...statuses: MonthStatus[]): CoverageCell[] {
  return statuses.map((status, at) => {
    const month = `2020-${String(at + 1).padStart(2, "0")}`;
    return {
      kind: "referral",
      group: "DW",
      month,
      status,
      rows: status === "supplied" || status === "limited" ? 5 : 0,
    };
  });
}

const year = { name: "2020", from: "2020-01", to: "2020-12" };

it("[W7] calls a span what all its months are, and partly where some have rows and some have none", () => {
  const statusOf = (...statuses: MonthStatus[]) => spanCell(months(...statuses), year)?.status;
  expect(statusOf("supplied", "supplied")).toBe("supplied");
  expect(statusOf("not-supplied", "not-supplied")).toBe("not-supplied");
  expect(statusOf("supplied", "not-supplied")).toBe("partly");
  expect(statusOf("supplied", "empty")).toBe("partly");
  expect(statusOf("empty", "not-supplied")).toBe("partly");
  expect(statusOf("supplied", "limited")).toBe("limited");
});

it("[W7] leaves months out in which a group did not work", () => {
  expect(spanCell(months("not-in-operation", "supplied", "supplied"), year)).toMatchObject({
    ...{ status: "supplied", supplied: 2, expected: 2, rows: 10 },
  });
  expect(spanCell(months("not-in-operation"), year)?.status).toBe("not-in-operation");
  expect(spanCell(months("supplied"), { name: "2021", from: "2021-01", to: "2021-12" })).toBe(null);
});

it("[W7] names the years that months fall in", () => {
  expect(yearsOf(["2019-12", "2020-01", "2020-02"]).map(({ name }) => name)).toEqual(["2019", "2020"]);
});
