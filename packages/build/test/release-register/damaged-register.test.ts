import { once } from "node:events";
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildStudy, reviewReleases, verifyReleases } from "@plait/build";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestsUnder, filesUnder } from "../output-files.ts";
import { endOf, hasSaid, plait, plaitWithFilesUpTo } from "../plait-process.ts";
import { refusal } from "../refusal.ts";
import { approve, bundle, flow, gender, logOf, request, writeStudyToRelease } from "./study-to-release.ts";

let made: TemporaryFolder;
let folder: TemporaryFolder;
/** A study with one release bundled. */
let study: string;
let releases: string;

beforeAll(async () => {
  made = await temporaryFolder("bundled");
  const first = join(made.path, "study");
  writeStudyToRelease(first);
  await request(first);
  await approve(first, "B. Checker");
  await approve(first, "C. Checker");
  await bundle(first);
});
afterAll(() => made.remove());

beforeEach(async () => {
  folder = await temporaryFolder("damaged");
  study = join(folder.path, "study");
  releases = join(study, "releases");
  cpSync(join(made.path, "study"), study, { recursive: true });
});
afterEach(() => folder.remove());

const log = (text: string) => writeFileSync(join(releases, "log.jsonl"), text);
const lines = () => logOf(study).trimEnd().split("\n");

describe("[B62] a register that is not as it was written", () => {
  test("is refused by every command that would use it, and stays as it is", async () => {
    log(logOf(study).replace("B. Checker", "D. Stranger"));
    const before = digestsUnder(releases);
    const damaged = ["log-entry-altered"];
    expect(await refusal(request(study))).toEqual(damaged);
    expect(await refusal(approve(study, "B. Checker"))).toEqual(damaged);
    expect(await refusal(bundle(study))).toEqual(damaged);
    expect(await refusal(reviewReleases(study))).toEqual(damaged);
    expect(await refusal(verifyReleases(study))).toEqual(damaged);
    expect(await refusal(buildStudy(study))).toEqual(damaged);
    expect(digestsUnder(releases)).toEqual(before);
  });

  test.each([
    "request/request.json",
    "request/evidence.json",
    "request/review.html",
    "bundle/counts.json",
    "bundle/release-0001.zip",
  ])("is named where %s was changed or is gone", async (path) => {
    appendFileSync(join(releases, "0001", path), " ");
    expect(await refusal(verifyReleases(study))).toEqual(["kept-file-altered"]);
    rmSync(join(releases, "0001", path));
    expect(await refusal(verifyReleases(study))).toEqual(["kept-file-missing"]);
  });

  test("is named where the end of the log was taken off, or all of it, while what it told of is still there", async () => {
    log(`${lines().slice(0, -1).join("\n")}\n`);
    expect(await refusal(verifyReleases(study))).toEqual(["log-entry-missing"]);
    rmSync(join(releases, "log.jsonl"));
    expect(await refusal(request(study))).toEqual(["log-entry-missing", "log-entry-missing"]);
  });

  test("has no half line from Plait: one is a copy that was cut off, and nothing is guessed", async () => {
    log(logOf(study).slice(0, -20));
    expect(await refusal(approve(study, "B. Checker"))).toEqual(["log-cut-off"]);
  });
});

describe("[B69] a run that was ended between two steps", () => {
  test("before its entry: what it kept is removed by the next, which gets the number", async () => {
    mkdirSync(join(releases, "0002/request.unfinished"), { recursive: true });
    writeFileSync(join(releases, "0002/request.unfinished/evidence.json"), "half");
    writeFileSync(join(releases, "log.jsonl.unfinished"), "half");
    expect((await verifyReleases(study)).releases).toHaveLength(1);
    expect((await request(study)).release).toBe(2);
    expect(filesUnder(releases).filter((file) => file.includes("unfinished"))).toEqual([]);
    expect(readdirSync(join(releases, "0002"))).toEqual(["request"]);
  });

  test("after its entry: the release is there, and the next run puts its files in their place", async () => {
    await request(study);
    renameSync(join(releases, "0001/bundle"), join(releases, "0001/bundle.unfinished"));
    renameSync(join(releases, "0002/request"), join(releases, "0002/request.unfinished"));
    expect((await verifyReleases(study)).releases.map(({ number }) => number)).toEqual([1, 2]);
    expect(await refusal(approve(study, "B. Checker"))).toEqual(["already-bundled"]);
    expect(existsSync(join(releases, "0001/bundle/release-0001.zip"))).toBe(true);
    expect(existsSync(join(releases, "0002/request/review.html"))).toBe(true);
    expect((await buildStudy(study)).status).toBe("built");
  });

  test("by the end of its process leaves the register whole", async () => {
    const before = digestsUnder(releases);
    const child = plait("release", "request", study, "--by", "A. Analyst", "--purpose", "P", "--results", flow, gender);
    const ended = once(child, "exit");
    await hasSaid(child, /write the request/u);
    child.kill("SIGKILL");
    await ended;
    const { releases: found } = await verifyReleases(study);
    // The process may have been quicker than the signal.
    if (found.length === 1) expect(digestsUnder(releases)).toMatchObject(before);
    expect((await request(study)).release).toBe(found.length + 1);
  });

  test("by Ctrl-C while it builds leaves the register as it was", async () => {
    const before = digestsUnder(releases);
    const child = plait("release", "request", study, "--by", "A. Analyst", "--purpose", "P");
    const ended = once(child, "exit");
    await hasSaid(child, /harmonise/u);
    child.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    expect(digestsUnder(releases)).toEqual(before);
  });

  test.runIf(process.platform !== "win32")("by a full disk is said, and the register is as it was", async () => {
    const before = digestsUnder(releases);
    // Less than the page for the checkers.
    const child = plaitWithFilesUpTo(60, "release", "request", study, "--by", "A. Analyst", "--purpose", "P");
    const { code, said } = await endOf(child);
    expect(said).toContain("The disk is full. Nothing was lost");
    expect(said).toContain("write the request");
    expect(code).toBe(3);
    expect(digestsUnder(releases)).toEqual(before);
  });
});

describe("[B41] two requests at once", () => {
  test("one is refused, and the other is whole", async () => {
    const both = [request(study), request(study)];
    const problems = await Promise.all(both.map(refusal));
    expect(problems.sort()).toEqual([[], ["study-in-use"]]);
    expect((await verifyReleases(study)).releases.map(({ number }) => number)).toEqual([1, 2]);
  });
});
