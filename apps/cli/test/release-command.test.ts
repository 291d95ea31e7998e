import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeStudyToRelease } from "../../../packages/build/test/release-register/study-to-release.ts";
import { runPlait } from "./run-plait.ts";

let asked: TemporaryFolder;
let folder: TemporaryFolder;
/** A small study with a release of two outputs asked for. */
let study: string;

const outputs = ["records.linkage-flow", "records.by-gender"];

beforeAll(async () => {
  asked = await temporaryFolder("cli-asked");
  const first = join(asked.path, "study");
  writeStudyToRelease(first);
  const request = ["--by", "a. analyst", "--purpose", "An appendix", "--results", ...outputs];
  const { status, stdout } = await runPlait("release", "request", first, ...request);
  expect(status).toBe(0);
  expect(stdout).toContain("Release 0001 is asked for: 2 outputs. Nothing has left the study.");
});
afterAll(() => asked.remove());

beforeEach(async () => {
  folder = await temporaryFolder("cli-release");
  study = join(folder.path, "study");
  cpSync(join(asked.path, "study"), study, { recursive: true });
});
afterEach(() => folder.remove());

const plait = (...args: string[]) => runPlait("release", ...args);

describe("[C30] plait release", () => {
  test("goes from request to bundle, says where things stand, and the head to be written down", async () => {
    expect((await plait("review", study)).stdout).toMatch(/waiting {3}records.by-gender \(2 decisions to come\)/u);
    expect(await plait("approve", study, "1", "--by", "B. Checker", "--comment", "Fine")).toMatchObject({ status: 0 });
    const last = ["--by", "C. Checker", "--output", "records.by-gender"];
    expect(await plait("reject", study, "1", ...last, "--reason", "Too small")).toMatchObject({ status: 0 });
    const approved = await plait("approve", study, "1", "--by", "C. Checker", "--output", "records.linkage-flow");
    expect(approved.stdout).toContain("Now 1 approved, 1 rejected, 0 waiting.");
    const review = (await plait("review", study, "1")).stdout;
    expect(review).toContain("rejected by C. Checker");
    expect(review).toContain("Too small");
    expect(review).toContain(join(study, "releases/0001/request/review.html"));
    const to = join(folder.path, "out.zip");
    const bundle = await plait("bundle", study, "1", "--by", "A. Analyst", "--to", to);
    expect(bundle.status).toBe(0);
    expect(existsSync(to)).toBe(true);
    const head = /written down elsewhere: ([0-9a-f]{64})/u.exec(bundle.stdout)?.[1] ?? "";
    const verified = await plait("verify", study, "--head", head);
    expect(verified.stdout).toContain("The log is whole: 5 entries about 1 release");
    expect(verified.stdout).toContain("Up to entry 5");
  });

  test("lists every problem with place and remedy, and ends with 1", async () => {
    const { status, stderr } = await plait("approve", study, "1", "--by", "A. Analyst", "--output", "records.none");
    expect(status).toBe(1);
    expect(stderr).toContain("A. Analyst asked for this release");
    expect(stderr).toContain("A. Analyst has not the role output checker: B. Checker and C. Checker have it");
    expect(stderr).toContain("records.none is no output of release 0001");
    expect(stderr.match(/remedy: /gu)).toHaveLength(3);
    expect((await plait("bundle", study, "1", "--by", "A. Analyst")).stderr).toContain(
      "2 outputs wait for the decision of 2 checkers: ",
    );
    expect((await plait("review", study, "7")).status).toBe(1);
    expect((await plait("review", folder.path)).stderr).toContain("study.yaml");
  });

  test("verify names the line that breaks the log and ends with 1; what it cannot show it says", async () => {
    expect((await plait("verify", study)).stdout).toContain(
      "This cannot show whether somebody wrote the whole log anew",
    );
    const log = join(study, "releases/log.jsonl");
    writeFileSync(log, readFileSync(log, "utf8").replace("An appendix", "A press release"));
    const { status, stderr } = await plait("verify", study);
    expect(status).toBe(1);
    expect(stderr).toContain("releases/log.jsonl, line 1");
  });

  test("without a name, a purpose, a reason, or with no number, is wrong usage", async () => {
    const wrong = [
      ["request", study, "--by", "A. Analyst"],
      ["approve", study, "1"],
      ["reject", study, "1", "--by", "B. Checker"],
      ["approve", study, "first", "--by", "B. Checker"],
      ["review", study, "0"],
    ];
    for (const args of wrong) expect(await plait(...args), args.join(" ")).toMatchObject({ status: 2, stdout: "" });
  });

  test("speaks JSON to machines", async () => {
    const [one] = JSON.parse((await plait("review", study, "--json")).stdout);
    expect(one.state.outputs.map(({ id }: { id: string }) => id)).toEqual(outputs);
    expect(JSON.parse((await plait("verify", study, "--json")).stdout)).toMatchObject({ entries: 1 });
    const decided = await plait("approve", study, "1", "--by", "B. Checker", "--json");
    expect(JSON.parse(decided.stdout).decided).toEqual(outputs);
  });
});
