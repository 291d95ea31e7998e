import { readFileSync, rmSync, statSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { changeAnalysis, lockStudy, StudyProblems, standingChoices } from "@plait/build";
import { guardianshipQ } from "@plait/example-guardianship";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: TemporaryFolder;
let study: string;
const file = () => join(study, "q/analysis.yaml");
const written = () => readFileSync(file(), "utf8");

beforeEach(async () => {
  folder = await temporaryFolder("change-analysis");
  study = join(folder.path, "study");
  const settings = "title: Q\nlanguages: [en, ar]\nstrands: [q]\ndisclosure: { policy: sacro }\n";
  for (const [path, text] of [["study.yaml", settings] as const, ...guardianshipQ().files]) {
    await mkdir(dirname(join(study, path)), { recursive: true });
    await writeFile(join(study, path), text);
  }
});
afterEach(() => folder.remove());

async function codesOf(change: Promise<unknown>): Promise<string[]> {
  const error = await change.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StudyProblems)) throw new Error("nothing was refused", { cause: error });
  return error.problems.map(({ code }) => code);
}

describe("[B57] choices of the Q analysis changed from a screen", () => {
  test("stand in the file, beside what was not changed", async () => {
    const before = await standingChoices(study);
    const factors = { number: 4, reason: "A. Analyst: the fifth is one sort." };
    const after = await changeAnalysis(study, { revision: before.revision, choices: { factors } });
    expect(after.choices).toEqual({ ...before.choices, factors });
    expect(await standingChoices(study)).toEqual(after);
    expect(written()).toContain("# A group keeps its name through every re-run");
  });

  test("begin a file where there is none", async () => {
    rmSync(file());
    const { revision } = await standingChoices(study);
    const { choices } = await changeAnalysis(study, {
      revision,
      choices: { flags: { level: 0.01, majority: true, changes: [] } },
    });
    expect(choices.flags.level).toBe(0.01);
    expect(written()).toBe("flags:\n  level: 0.01\n  majority: true\n  changes: []\n");
  });

  test("are refused where the file was changed meanwhile, where they name nobody, and while a build runs", async () => {
    const { revision } = await standingChoices(study);
    const text = written();
    const groups = [{ name: "Group 9", anchors: ["QYP99"] }];
    expect(await codesOf(changeAnalysis(study, { revision, choices: { groups } }))).toEqual(["q-sorter-unknown"]);
    expect(await codesOf(changeAnalysis(study, { revision: "0".repeat(64), choices: {} }))).toEqual([
      "q-choices-changed",
    ]);
    const unlock = lockStudy(study);
    expect(await codesOf(changeAnalysis(study, { revision, choices: {} }))).toEqual(["study-in-use"]);
    unlock();
    expect(written()).toBe(text);
  });

  test("are not written where they could not be recorded, and recorded under the revision they get", async () => {
    const { revision } = await standingChoices(study);
    const choices = { extraction: { method: "horst" } } as const;
    const text = written();
    const full = changeAnalysis(study, { revision, choices, record: () => Promise.reject(new Error("disk full")) });
    await expect(full).rejects.toThrow("disk full");
    expect(written()).toBe(text);
    const recorded: string[] = [];
    const after = await changeAnalysis(study, { revision, choices, record: async (to) => void recorded.push(to) });
    expect(recorded).toEqual([after.revision]);
  });

  test("leave the file to those who could read it", async () => {
    await chmod(file(), 0o640);
    const { revision } = await standingChoices(study);
    await changeAnalysis(study, { revision, choices: { extraction: { method: "horst" } } });
    expect(statSync(file()).mode & 0o777).toBe(0o640);
  });
});
