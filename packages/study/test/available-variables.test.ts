import { expect, test } from "vitest";
import { kindVariables, longVariables, type RecordsStudy, readStudy, wideVariables } from "../src/index.ts";
import { guideStudy, studyOf } from "./guide-study.ts";

async function study(change: (crosswalk: string) => string = (same) => same): Promise<RecordsStudy> {
  const crosswalk = change(guideStudy["records/crosswalk.csv"] ?? "");
  const { value } = await readStudy(studyOf({ ...guideStudy, "records/crosswalk.csv": crosswalk }));
  if (value?.records === undefined) throw new Error("the study of the guide has a problem");
  return value.records;
}

test("the wide file has the spine's variables, indicators, summaries and derived variables [A1]", async () => {
  const { rules, crosswalk } = await study();
  const wide = wideVariables(rules, crosswalk);
  expect([...wide.keys()].toSorted()).toEqual([
    "age",
    "closure_date",
    "closure_reason",
    "episode",
    "exploitation",
    "exploitation_count",
    "exploitation_labour",
    "exploitation_organ_harvesting",
    "exploitation_sexual",
    "gender",
    "group",
    "months_recorded",
    "nationality",
    "period",
    "referral_date",
    "site",
    "time_in_service",
    "uk_national",
    "urn",
  ]);
  expect(wide.get("closure_reason")?.values).toEqual(["Turning 18", "Other"]);
  expect(wide.get("uk_national")).toEqual({ type: "category", values: ["UK", "Non-UK"], open: false, unknown: [] });
});

test("a kind has what its crosswalk rows map, and anything where none does [A2]", async () => {
  const { rules, crosswalk } = await study();
  expect([...kindVariables(rules, crosswalk, "contact").keys()]).toEqual(["urn", "contact_date", "period", "group"]);
  const unmapped = crosswalk.filter(({ kind }) => kind !== "contact");
  expect(kindVariables(rules, unmapped, "contact").has("nationality")).toBe(true);
  expect(kindVariables(rules, null, "contact").has("nationality")).toBe(true);
});

test("the long file calls the spine's variables after it where another kind has them, too [A3]", async () => {
  const { rules, crosswalk } = await study((text) => `${text}site,monthly,*,Site,,,A. Analyst,2024-05-01\n`);
  const names = new Set(longVariables(rules, crosswalk).keys());
  for (const name of ["kind", "date", "episode", "urn", "site", "referral_site", "gender", "closure"]) {
    expect(names).toContain(name);
  }
  for (const name of ["referral_urn", "referral_gender", "referral_period"]) expect(names).not.toContain(name);
});
