import { describe, expect, test } from "vitest";
import { readStudy } from "../src/index.ts";
import { guideStudy, inShort, studyOf } from "./guide-study.ts";

async function problemsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  return (await readStudy(studyOf(files))).problems.map(inShort);
}

describe("a study without a mistake", () => {
  test("has no problem and is read whole", async () => {
    const { value, problems } = await readStudy(studyOf(guideStudy));
    expect(problems.map(inShort)).toEqual([]);
    expect(value?.settings.title).toBe("Outcomes of a guardianship service");
  });
});
void problemsOf;
