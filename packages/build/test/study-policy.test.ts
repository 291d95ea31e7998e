import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildStudy, checkStudy } from "@plait/build";
import { adjustedPolicy, readPolicy, shippedPolicy } from "@plait/disclosure";
import { describePlace, studySettingsSchema } from "@plait/study";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openRecords } from "../src/open-study.ts";
import { writeIn, writeSmallStudy } from "./small-study.ts";

let folder: TemporaryFolder;
let study: string;

beforeEach(async () => {
  folder = await temporaryFolder("policy");
  study = join(folder.path, "study");
  writeSmallStudy(study);
});
afterEach(() => folder.remove());

/** Puts rules of its own into the study, in the place of any it has. */
function changeRules(...rules: readonly string[]): void {
  const [others] = readFileSync(join(study, "study.yaml"), "utf8").split("disclosure:");
  const lines = rules.map((rule) => `    - { ${rule} }\n`).join("");
  writeIn(study, "study.yaml", `${others}disclosure:\n  policy: sacro\n  rules:\n${lines}`);
}

/** The first YAML of a page that begins so. */
function yamlOf(page: string, begins: string): unknown {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), "utf8");
  const blocks = [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, block = ""]) => block);
  return parse(blocks.find((block) => block.startsWith(begins)) ?? "");
}

describe("[D60] the pages' own examples", () => {
  test("the policy is one", () => {
    const { value, problems } = readPolicy(yamlOf("methods/disclosure-gate.md", "name: our-agreement"), "page");
    expect(problems).toEqual([]);
    expect(value?.name).toBe("our-agreement");
  });

  test("the rules that a study changes are accepted", () => {
    const { disclosure } = studySettingsSchema.parse(yamlOf("guides/study-folder.md", "plait: 1"));
    const policy = shippedPolicy(disclosure.policy, { file: "page" }).value;
    if (policy === undefined) throw new Error("the guide names no policy");
    const { value, problems } = adjustedPolicy(policy, disclosure.rules, { file: "page" });
    expect(problems).toEqual([]);
    expect(value?.changes?.map(({ rule, looser }) => [rule, looser])).toEqual([
      ["rounding", true],
      ["statistics.significant_digits", false],
      ["published", false],
    ]);
  });
});

describe("[B55] rules that a study changes", () => {
  test("are in the annex, with their reasons, and in results.json", async () => {
    changeRules(
      "rule: threshold.people, value: 8, reason: Agreement of 1 May 2024",
      "rule: published, value: as-counted",
    );
    expect(await checkStudy(study)).toEqual([]);
    const out = join(folder.path, "out");
    await buildStudy(study, { out });
    const page = readFileSync(join(out, "annex.html"), "utf8");
    expect(page).toContain("This study changed 2 rules of that policy");
    expect(page).toContain(
      "The rule threshold.people is looser than in the policy: 8 instead of 10. Reason: Agreement of 1 May 2024.",
    );
    const { policy } = JSON.parse(readFileSync(join(out, "results.json"), "utf8"));
    expect(policy.changes.map(({ rule, looser }: { rule: string; looser: boolean }) => [rule, looser])).toEqual([
      ["threshold.people", true],
      ["published", false],
    ]);
    expect(policy.rules[1]).toContain("fewer than 8 people");
  });

  test("are problems of the study where they loosen without a reason, and nothing is built", async () => {
    changeRules("rule: threshold.people, value: 8", "rule: thresholds, value: 8");
    const problems = await checkStudy(study);
    expect(problems.map((one) => `${one.severity} ${one.code}: ${describePlace(one.place)}`)).toEqual([
      "error looser-without-reason: study.yaml, disclosure.rules[0]",
      "error unknown-disclosure-rule: study.yaml, disclosure.rules[1].rule",
    ]);
    const out = join(folder.path, "out");
    await expect(buildStudy(study, { out })).rejects.toThrow();
  });

  test("do not hold under a policy that is named in the place of the study's", async () => {
    changeRules("rule: threshold.people, value: 8");
    expect(await checkStudy(study, { policy: "uk-llc" })).toEqual([]);
  });

  test("make other inputs, their reasons too", async () => {
    const digests = new Set<string>();
    for (const value of ["6", "7", "7, reason: Asked for"]) {
      changeRules(`rule: protection.range, value: ${value}`);
      const records = await openRecords(study);
      digests.add(records.inputsDigest);
      await records.close();
    }
    expect(digests.size).toBe(3);
  });
});
