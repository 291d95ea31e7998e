import { chmodSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { checkStudy } from "@plait/build";
import { describePlace, type Problem } from "@plait/study";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { filesUnder } from "./output-files.ts";
import { csvOf, referralHeader, referralOf, writeIn, writeSmallStudy } from "./small-study.ts";
import { twentyMistakes } from "./twenty-mistakes.ts";

let folder: TemporaryFolder;
let study: string;

beforeEach(async () => {
  folder = await temporaryFolder("check");
  study = join(folder.path, "study");
  writeSmallStudy(study);
});
afterEach(() => folder.remove());

function inShort({ severity, code, place }: Problem): string {
  return `${severity} ${code}: ${describePlace(place)}`;
}

describe("[B10] a study without a mistake", () => {
  test("has no problem", async () => {
    expect(await checkStudy(study)).toEqual([]);
  });
});

describe("[B11] twenty mistakes in one study", () => {
  test("are named all at once, each at its place, with a remedy, and nothing else is", async () => {
    for (const { plant } of twentyMistakes) plant(study);
    const problems = await checkStudy(study);
    expect(twentyMistakes).toHaveLength(20);
    expect(problems.map(inShort).sort()).toEqual(twentyMistakes.map(({ said }) => said).sort());
    for (const { message, remedy } of problems) {
      expect(message.length).toBeGreaterThan(10);
      expect(remedy.length).toBeGreaterThan(10);
    }
  });
});

describe("[B12] a slip that says how cells are read", () => {
  test("in the crosswalk does not hide a file that cannot be read, and gives no columns as unmapped", async () => {
    const crosswalk = readFileSync(join(study, "records/crosswalk.csv"), "utf8");
    writeIn(study, "records/crosswalk.csv", crosswalk.replace("referred,referral,*", "refered,referral,*"));
    writeIn(study, "records/deliveries/2024/South/monthly more.csv", "");
    const errors = (await checkStudy(study)).map(inShort);
    expect(errors).toContain("error variable-not-declared: records/crosswalk.csv, line 3");
    expect(errors).toContain("error empty-file: records/deliveries/2024/South/monthly more.csv");
    expect(errors.filter((said) => said.includes("not-mapped: records/deliveries"))).toEqual([]);
  });

  test("in a value file is not said again as values that nobody declared", async () => {
    const repair = "F,Female,Short form,A. Analyst,2025-13-45";
    writeIn(study, "records/values/gender.csv", `raw,canonical,reason,who,when\n${repair}\n`);
    const row = referralOf(58).with(2, "F");
    writeIn(study, "records/deliveries/2024/North/referrals more.csv", csvOf([[...referralHeader], row]));
    const problems = await checkStudy(study);
    expect(problems.map(({ place: { file, line } }) => `${file}, line ${line}`)).toEqual([
      "records/values/gender.csv, line 2",
    ]);
  });

  test("that leaves rules.yaml no YAML is said alone", async () => {
    writeIn(study, "records/rules.yaml", "deliveries: [");
    const problems = await checkStudy(study);
    expect(new Set(problems.map(({ place }) => place.file))).toEqual(new Set(["records/rules.yaml"]));
  });
});

describe("[B13] files that are not there for Plait", () => {
  test.runIf(process.getuid?.() !== 0)("one that may not be read is a problem; the others are read", async () => {
    chmodSync(join(study, "records/deliveries/2023/North/monthly.csv"), 0);
    expect((await checkStudy(study)).map(inShort)).toEqual([
      "error unreadable-file: records/deliveries/2023/North/monthly.csv",
    ]);
  });

  test.runIf(process.platform !== "win32")("links are not passed over in silence", async () => {
    symlinkSync(join(folder.path, "moved.csv"), join(study, "records/deliveries/2023/North/monthly more.csv"));
    symlinkSync(folder.path, join(study, "records/deliveries/2024/share"));
    expect((await checkStudy(study)).map(inShort)).toEqual([
      "error missing-file: records/deliveries/2023/North/monthly more.csv",
      "error delivery-fits-no-pattern: records/deliveries/2024/share",
    ]);
  });

  test("a folder that is no study is said so, and nothing is written to it", async () => {
    const other = join(folder.path, "letters");
    writeIn(other, "letter.txt", "Dear Sir");
    expect((await checkStudy(other)).map(({ code }) => code)).toEqual(["no-study"]);
    expect((await checkStudy(join(folder.path, "nowhere"))).map(({ code }) => code)).toEqual(["no-study"]);
    expect(filesUnder(other)).toEqual(["letter.txt"]);
  });
});

describe("[B14] rows that cannot be used", () => {
  test("are warnings with their rows", async () => {
    const row = referralOf(58).with(1, "31/02/2024");
    writeIn(study, "records/deliveries/2024/North/referrals more.csv", csvOf([[...referralHeader], row]));
    const problems = await checkStudy(study);
    expect(problems.map(inShort)).toEqual([
      "warning rows-in-quarantine: records/deliveries/2024/North/referrals more.csv, line 2",
    ]);
    expect(problems[0]?.message).toContain("a day that does not exist");
  });

  test("are named in the same run as values that nobody declared", async () => {
    const undated = referralOf(58).with(1, "31/02/2024");
    const undeclared = referralOf(60).with(2, "Femal");
    writeIn(
      study,
      "records/deliveries/2024/North/referrals more.csv",
      csvOf([[...referralHeader], undated, undeclared]),
    );
    expect((await checkStudy(study)).map(inShort)).toEqual([
      "warning rows-in-quarantine: records/deliveries/2024/North/referrals more.csv, line 2",
      "error value-not-declared: records/deliveries/2024/North/referrals more.csv, line 3",
    ]);
  });

  test("are named where another delivery of their kind cannot be read, or none of another kind can", async () => {
    const row = referralOf(58).with(1, "31/02/2024");
    writeIn(study, "records/deliveries/2024/North/referrals more.csv", csvOf([[...referralHeader], row]));
    for (const path of ["2023/North", "2023/South", "2024/North", "2024/South"])
      writeIn(study, `records/deliveries/${path}/monthly.csv`, "");
    expect((await checkStudy(study)).map(inShort)).toContain(
      "warning rows-in-quarantine: records/deliveries/2024/North/referrals more.csv, line 2",
    );
  });
});
