import { describe, expect, it } from "vitest";
import { mapSheets } from "../src/harmonise/mapped-sheet.ts";
import { seenValues } from "../src/seen-values.ts";
import { guardians, referrals } from "./guardians.ts";
import { memory, sheetsOf, studyOf } from "./small-study.ts";

const row = (gender: string, exploitation: string) => ["1", "28/02/2019", "Leeds", gender, "16", exploitation, ""];

describe("[P32] the raw values of a variable", () => {
  it("are counted over all deliveries, spaces not told apart, listed ones each, and words for no value left out", async () => {
    const [database, study] = [await memory(), await studyOf(guardians)];
    const sheets = await mapSheets(
      database,
      study,
      sheetsOf([
        referrals("2019/DW/referral.csv", [row("Female", "Labour; Sexual"), row(" Female ", "")]),
        referrals("2020/DW/referral.csv", [row("أنثى", "Labour"), row("", "Labour")]),
      ]),
    );
    const of = async (variable: string) => seenValues(database, study, sheets, variable);
    expect(await of("gender")).toEqual([
      { raw: "Female", rows: 2, deliveries: 1 },
      { raw: "أنثى", rows: 1, deliveries: 1 },
    ]);
    expect(await of("exploitation")).toEqual([
      { raw: "Labour", rows: 3, deliveries: 2 },
      { raw: "Sexual", rows: 1, deliveries: 1 },
    ]);
    await expect(of("nothing")).rejects.toThrow(new RangeError('there is no variable "nothing"'));
  });
});
