import { describe, expect, test } from "vitest";
import { studySettingsSchema } from "../src/index.ts";
import { readYamlFile } from "../src/yaml-file.ts";
import { inShort } from "./guide-study.ts";

function settings(...rules: readonly string[]) {
  const lines = rules.map((rule) => `    - ${rule}\n`).join("");
  const text = `title: Study\nstrands: [q]\ndisclosure:\n  policy: sacro\n  rules:\n${lines}`;
  return readYamlFile("study.yaml", text, studySettingsSchema);
}

describe("[R8] changed rules in study.yaml", () => {
  test("are read as they are written", () => {
    const { value, problems } = settings(
      "{ rule: threshold.people, value: 5, reason: Agreement of 1 May 2024 }",
      "{ rule: published, value: as-counted }",
      "{ rule: flow_differences, value: true }",
      "{ rule: rounding, value: { method: controlled, to: 5 }, reason: Totals have to add up }",
    );
    expect(problems).toEqual([]);
    expect(value?.disclosure.rules).toEqual([
      { rule: "threshold.people", value: 5, reason: "Agreement of 1 May 2024" },
      { rule: "published", value: "as-counted" },
      { rule: "flow_differences", value: true },
      { rule: "rounding", value: { method: "controlled", to: 5 }, reason: "Totals have to add up" },
    ]);
  });

  test.each([
    ["{ value: 5 }", "error missing-key study.yaml:6 disclosure.rules[0].rule"],
    ["{ rule: threshold.people }", "error missing-key study.yaml:6 disclosure.rules[0].value"],
    ["{ rule: threshold.people, value: [5] }", "error wrong-value study.yaml:6 disclosure.rules[0].value"],
    ["{ rule: threshold.people, value: 5, reason: ' ' }", "error wrong-value study.yaml:6 disclosure.rules[0].reason"],
    ["{ rule: threshold.people, value: 5, because: x }", "error unknown-key study.yaml:6 disclosure.rules[0].because"],
  ])("%s is a problem at its place", (rule, said) => {
    expect(settings(rule).problems.map(inShort)).toEqual([said]);
  });
});
