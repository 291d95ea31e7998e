import { describe, expect, test } from "vitest";
import { studySettingsSchema } from "../src/index.ts";
import { readYamlFile } from "../src/yaml-file.ts";
import { inShort } from "./guide-study.ts";

function settings(reviews: string) {
  const text = `title: Study\nstrands: [q]\ndisclosure:\n  policy: sacro\n${reviews}`;
  return readYamlFile("study.yaml", text, studySettingsSchema);
}

const review = (changes: Readonly<Record<string, string>> = {}): string => {
  const lines = {
    result: "q.groups",
    reason: "agreed with the groups",
    requested: "{ by: A. Analyst, on: 2024-05-07 }",
    decision: "{ outcome: release, by: B. Checker, on: 2024-05-09 }",
    ...changes,
  };
  const written = Object.entries(lines).map(([key, value]) => `      ${key}: ${value}\n`);
  return `    -\n${written.join("")}`;
};

describe("[R7] reviews in study.yaml", () => {
  test("are read whole, and there are none where none is written", () => {
    expect(settings("").value?.disclosure).toMatchObject({ policy: "sacro", rules: [], reviews: [] });
    const { value, problems } = settings(`  reviews:\n${review()}`);
    expect(problems).toEqual([]);
    expect(value?.disclosure.reviews).toEqual([
      {
        result: "q.groups",
        reason: "agreed with the groups",
        requested: { by: "A. Analyst", on: "2024-05-07" },
        decision: { outcome: "release", by: "B. Checker", on: "2024-05-09" },
      },
    ]);
  });

  test.each([
    ["an id of no strand", { result: "survey.table" }, "wrong-value", "result"],
    ["an id that is only a strand", { result: "q" }, "wrong-value", "result"],
    ["no reason", { reason: '""' }, "wrong-value", "reason"],
    ["a day that does not exist", { requested: "{ by: A, on: 2024-02-30 }" }, "wrong-value", "requested.on"],
    ["another outcome", { decision: "{ outcome: maybe, by: B, on: 2024-05-09 }" }, "wrong-value", "decision.outcome"],
    ["an unknown key", { decided: "yes" }, "unknown-key", "decided"],
    [
      "a decision by who asked, in another spelling",
      { decision: "{ outcome: release, by: a.  ANALYST, on: 2024-05-09 }" },
      "wrong-value",
      "decision.by",
    ],
    [
      "a decision before the request",
      { decision: "{ outcome: refuse, by: B, on: 2024-05-06 }" },
      "wrong-value",
      "decision.on",
    ],
  ])("%s is a problem at its place", (_, changes, code, path) => {
    const { problems } = settings(`  reviews:\n${review(changes)}`);
    expect(problems.map(inShort).map((said) => said.replace(/:\d+ /, " "))).toEqual([
      `error ${code} study.yaml disclosure.reviews[0].${path}`,
    ]);
  });

  test("two of one result", () => {
    const twice = `  reviews:\n${review()}${review({ result: "q.arrays" })}${review()}`;
    expect(settings(twice).problems.map(({ message, place }) => [place.path, message])).toEqual([
      ["disclosure.reviews[2].result", "q.groups has a review already: a result has one"],
    ]);
  });
});
