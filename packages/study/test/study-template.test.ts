import { expect, test } from "vitest";
import { readStudy, studyTemplate } from "../src/index.ts";
import { inShort, studyOf } from "./guide-study.ts";

const template = Object.fromEntries(studyTemplate());

test("a new study has no error, only the warning that nothing was delivered [T1]", async () => {
  const { value, problems } = await readStudy(studyOf(template));
  expect(problems.map(inShort)).toEqual(["warning no-deliveries records/deliveries"]);
  expect(value?.settings.strands).toEqual(["records"]);
});

test("a new study with Q-sorts has none either, alone and beside records [T1]", async () => {
  const both = await readStudy(studyOf(Object.fromEntries(studyTemplate(["records", "q"]))));
  expect(both.problems.map(inShort)).toEqual([
    "warning q-no-sorts q/sorts",
    "warning no-deliveries records/deliveries",
  ]);
  const alone = await readStudy(studyOf(Object.fromEntries(studyTemplate(["q"]))));
  expect(alone.problems.map(inShort)).toEqual(["warning q-no-sorts q/sorts"]);
  expect(alone.value?.q?.statements).toHaveLength(4);
  expect(alone.value?.records).toBeUndefined();
});

test("its policy is the strictest that Plait ships, unless another is asked for [T3]", async () => {
  const policyOf = async (text: ReadonlyMap<string, string>) => {
    const { value } = await readStudy(studyOf(Object.fromEntries(text)));
    return value?.settings.disclosure;
  };
  expect(await policyOf(studyTemplate())).toMatchObject({ policy: "strict-children", rules: [], reviews: [] });
  expect(await policyOf(studyTemplate(["q"], "uk-llc"))).toMatchObject({ policy: "uk-llc" });
});

test("its examples are right, too [T2]", async () => {
  const examples = Object.fromEntries(
    Object.entries(template).map(([file, text]) => [
      file,
      file.endsWith(".yaml") ? text.replace(/^#(?! \S)/gm, "") : text,
    ]),
  );
  expect(examples["records/rules.yaml"]).toContain("\ntrends:");
  const { value, problems } = await readStudy(studyOf(examples));
  expect(problems.map(inShort)).toEqual(["warning no-deliveries records/deliveries"]);
  expect(value?.records?.rules.trends).toHaveLength(1);
  expect(value?.settings.disclosure.rules).toHaveLength(2);
});

test("a delivery where the README says is known [T1]", async () => {
  const { value, problems } = await readStudy(
    studyOf({ ...template, "records/deliveries/2024/North/Referrals.csv": "" }),
  );
  expect(problems.map(inShort)).toEqual(["warning kind-not-mapped records/crosswalk.csv:1"]);
  expect(value?.records?.deliveries).toEqual([
    {
      file: "records/deliveries/2024/North/Referrals.csv",
      path: "2024/North/Referrals.csv",
      period: "2024",
      group: "North",
      kind: "referral",
    },
  ]);
});
