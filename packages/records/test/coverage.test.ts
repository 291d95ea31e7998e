import { describe, expect, it } from "vitest";
import type { LinkedRecords } from "../src/link-records.ts";
import { guardianRules, guardians, months, referrals } from "./guardians.ts";
import { linked } from "./small-study.ts";

const rules = {
  ...guardianRules,
  periods: { "2019": { from: "2019-11", to: "2019-12" }, "2020": { from: "2020-01", to: "2020-04" } },
  groups: {
    DW: { label: "Direct worker" },
    RPC: { label: "Coordinator", from: "2020-01", to: "2020-03" },
  },
  not_supplied: [{ kind: "monthly", group: "DW", from: "2020-02", to: "2020-03", note: "Systems changed" }],
  limited: [{ kind: "referral", from: "2020-01", to: "2020-02", variables: ["site"], note: "Only the site" }],
};

const row = (date: string, site = "Leeds") => ["1", date, site, "", "", "", ""];

async function covered(): Promise<LinkedRecords["coverage"]> {
  const { records } = await linked({ ...guardians, rules }, [
    referrals("2019/DW/referral.csv", [row("05/11/2019")]),
    referrals("2020/DW/referral.csv", [row("05/01/2020"), row("06/01/2020")]),
    referrals("2020/RPC/referral.csv", [row("05/12/2019")]),
    months("2020/DW/monthly.csv", [
      ["1", "01/2020", "", "", ""],
      ["1", "03/2020", "", "", ""],
    ]),
  ]);
  return records.coverage;
}

describe("[C1] each month of a group and kind has one status", () => {
  it("supplied, limited, empty, not supplied or not in operation", async () => {
    const { months: all, cells } = await covered();
    expect(all).toEqual(["2019-11", "2019-12", "2020-01", "2020-02", "2020-03", "2020-04"]);
    const statuses = (kind: string, group: string) =>
      cells.filter((cell) => cell.kind === kind && cell.group === group).map(({ status, rows }) => `${status} ${rows}`);
    expect(statuses("referral", "DW")).toEqual(["supplied 1", "empty 0", "limited 2", "empty 0", "empty 0", "empty 0"]);
    expect(statuses("referral", "RPC")).toEqual([
      "not-in-operation 0",
      "supplied 1",
      "empty 0",
      "empty 0",
      "empty 0",
      "not-in-operation 0",
    ]);
    expect(statuses("monthly", "DW")).toEqual([
      "not-supplied 0",
      "not-supplied 0",
      "supplied 1",
      "not-supplied 0",
      "supplied 1",
      "empty 0",
    ]);
    expect(statuses("monthly", "RPC")).toEqual([
      "not-in-operation 0",
      "not-in-operation 0",
      "not-supplied 0",
      "not-supplied 0",
      "not-supplied 0",
      "not-in-operation 0",
    ]);
  });

  it("a month declared as never supplied that holds rows is named", async () => {
    const { contradictions } = await covered();
    expect(contradictions.map(({ kind, group, month, rows }) => [kind, group, month, rows])).toEqual([
      ["monthly", "DW", "2020-03", 1],
    ]);
  });
});
