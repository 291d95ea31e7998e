import { describe, expect, it } from "vitest";
import { proposeCrosswalk, proposeRepairs } from "../src/propose-decisions.ts";
import { guardians, referrals } from "./guardians.ts";
import { memory, sheetsOf, studyOf } from "./small-study.ts";

const rows = (gender: string, exploitation: string) => [
  ["1", "28/02/2019", "Leeds", gender, "16", exploitation, ""],
  ["2", "28/02/2019", "Leeds", "Female", "16", "Labour; Sexual", ""],
];

describe("[P20] proposals are drawn from the delivered cells and change nothing", () => {
  it("a mapping for a column no decision speaks of", async () => {
    const sheets = sheetsOf([
      referrals("2019/DW/referral.csv", rows("Female", "")),
      { path: "2020/DW/referral.csv", labels: ["URN", "Date", "Site", "Gender of child"], rows: rows("Male", "") },
    ]);
    const proposals = await proposeCrosswalk(await memory(), await studyOf(guardians), sheets);
    expect(proposals).toMatchObject([
      {
        outcome: "proposed",
        variable: "gender",
        column: { delivery: "2020/DW/referral.csv", label: "Gender of child" },
      },
    ]);
  });

  it("repairs of values and of tokens, with their rows by delivery, and none that is decided already", async () => {
    const sheets = sheetsOf([referrals("2019/DW/referral.csv", rows("femlae", "Labuor; Sexual"))]);
    const study = await studyOf(guardians);
    const proposals = await proposeRepairs(await memory(), study, sheets);
    expect(proposals).toMatchObject([
      { variable: "gender", raw: "femlae", canonical: "Female" },
      { variable: "exploitation", raw: "Labuor", canonical: "Labour" },
    ]);
    const decided = await studyOf({ ...guardians, values: { gender: [["femlae", "Female"]] } });
    const left = await proposeRepairs(await memory(), decided, sheets, "gender");
    expect(left).toEqual([]);
  });
});
