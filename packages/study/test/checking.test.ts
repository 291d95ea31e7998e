import { expect, test } from "vitest";
import { readStudy, studySettingsSchema } from "../src/index.ts";
import { readYamlFile } from "../src/yaml-file.ts";
import { studyOf } from "./guide-study.ts";

const settings = (rest = "") => `title: Study\nstrands: [q]\ndisclosure:\n  policy: sacro\n${rest}`;
const read = (rest?: string) => readYamlFile("study.yaml", settings(rest), studySettingsSchema);

test("checking is team unless it says single [R9]", () => {
  expect(read().value?.disclosure.checking).toBe("team");
  expect(read("  checking: single\n").value?.disclosure.checking).toBe("single");
  const { problems } = read("  checking: nobody\n");
  expect(problems.map(({ place, message }) => [place.path, message])).toEqual([
    ["disclosure.checking", "expected team or single"],
  ]);
});

test("the releases folder is no part of the study [R9]", async () => {
  const files = { "study.yaml": settings(), "releases/log.jsonl": "", "releases/0001/request/review.html": "" };
  const before = await readStudy(studyOf({ "study.yaml": settings() }));
  expect((await readStudy(studyOf(files))).problems).toEqual(before.problems);
});
