import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@plait/testkit";
import { expect, it } from "vitest";
import { lockStudy, openReviewableRecords, StudyProblems } from "../src/index.ts";
import { writeSmallStudy } from "./small-study.ts";

async function smallStudy() {
  const folder = await temporaryFolder("reviewable");
  writeSmallStudy(folder.path);
  const change = async (path: string, from: string | RegExp, to: string): Promise<void> => {
    const text = await readFile(join(folder.path, path), "utf8");
    await writeFile(join(folder.path, path), text.replace(from, to));
  };
  return { folder, change, [Symbol.asyncDispose]: folder.remove };
}

it("keeps all of the rules where no more is wrong than a column that is not mapped", async () => {
  await using study = await smallStudy();
  await study.change("records/crosswalk.csv", /^ref,monthly.*\n/mu, "");
  const open = await openReviewableRecords(study.folder.path);
  expect(open.problems.map(({ code }) => code)).toContain("variable-not-mapped");
  expect(Object.keys(open.study.rules.kinds)).toEqual(["referral", "monthly"]);
  expect(open.prepared.sheets.length).toBe(8);
  lockStudy(study.folder.path)();
  await open.close();
});

it("leaves out the parts with other errors, and refuses where too little is left", async () => {
  await using study = await smallStudy();
  await study.change("records/rules.yaml", "of: status", "of: nobody");
  const open = await openReviewableRecords(study.folder.path);
  expect(open.study.rules.wide.summaries).toEqual([]);
  await open.close();
  await study.change("records/rules.yaml", "deliveries:", "deliveries: [");
  await expect(openReviewableRecords(study.folder.path)).rejects.toThrow(StudyProblems);
  lockStudy(study.folder.path)();
});
