import { cpSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildStudy, checkStudy, reviewReleases, verifyReleases } from "@plait/build";
import type { KeptCounts } from "@plait/disclosure";
import { accessibilityFaults, openBrowser, type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestsUnder, filesUnder } from "../output-files.ts";
import { refusal } from "../refusal.ts";
import { csvOf, monthlyHeader, referralHeader, referralOf, writeIn } from "../small-study.ts";
import {
  approve,
  bundle,
  flow,
  gender,
  logOf,
  reject,
  request,
  settings,
  writeStudyToRelease,
  zipTexts,
} from "./study-to-release.ts";

let made: TemporaryFolder;
let folder: TemporaryFolder;
/** A study with one release asked for: two outputs. */
let study: string;

beforeAll(async () => {
  made = await temporaryFolder("asked");
  writeStudyToRelease(join(made.path, "study"));
  await request(join(made.path, "study"));
});
afterAll(() => made.remove());

beforeEach(async () => {
  folder = await temporaryFolder("release");
  study = join(folder.path, "study");
  cpSync(join(made.path, "study"), study, { recursive: true });
});
afterEach(() => folder.remove());

async function approveAll(): Promise<void> {
  await approve(study, "B. Checker");
  await approve(study, "C. Checker");
}

const words = (before: string, after: string) => writeIn(study, "study.yaml", settings.replace(before, after));
const page = () => readFileSync(join(study, "releases/0001/request/review.html"), "utf8");
const kept = (path: string) => JSON.parse(readFileSync(join(study, "releases/0001", path), "utf8"));

describe("[B60] asking for a release", () => {
  test("keeps what checkers need, for its owner's eyes only, and lets nothing leave", async () => {
    expect(filesUnder(join(study, "releases"))).toEqual([
      "0001/request/evidence.json",
      "0001/request/request.json",
      "0001/request/review.html",
      "log.jsonl",
    ]);
    const written = join(made.path, "study/releases");
    const modeOf = (path: string) => statSync(join(written, path)).mode & 0o777;
    for (const path of filesUnder(written)) expect(modeOf(path), path).toBe(0o600);
    for (const path of ["", "0001", "0001/request"]) expect(modeOf(path), path).toBe(0o700);
    expect(existsSync(join(study, "outputs"))).toBe(false);
    const { outputs, policy, checking } = kept("request/request.json");
    expect(outputs.map(({ id }: { id: string }) => id)).toEqual([flow, gender]);
    expect([policy.name, checking]).toEqual(["sacro", "team"]);
  });

  test("shows beside what the reader will see what stands behind it, marked as inside only, and without a fault of access", async () => {
    expect(page()).toContain("An appendix");
    expect(page()).toMatch(
      /\[c\]<\/span>[^/]*threshold<\/span><span class="behind"><span class="heard">inside: <\/span>0/u,
    );
    expect(page().match(/inside only/giu)?.length).toBeGreaterThan(4);
    await using browser = await openBrowser();
    const { page: shown, requested, complaints } = await browser.openPage(page());
    expect(await accessibilityFaults(shown)).toEqual([]);
    expect([requested, complaints]).toEqual([[], []]);
    await shown.setViewportSize({ width: 320, height: 640 });
    expect(await shown.evaluate("document.documentElement.scrollWidth")).toBe(320);
  });

  test("asks again under the next number, and the page says which outputs readers have already", async () => {
    await approveAll();
    await bundle(study);
    const second = await request(study, [gender, "records.coverage"], "a. analyst");
    expect(second.release).toBe(2);
    const text = readFileSync(join(study, second.page), "utf8");
    expect(text).toContain("In release 0001, the same, to the last word");
    expect(text).toContain("Never.");
  });

  test("is refused for a person, a result or a purpose that is not there, and leaves nothing", async () => {
    const before = digestsUnder(join(study, "releases"));
    expect(await refusal(request(study, [gender], "Nobody"))).toEqual(["unknown-person"]);
    expect(await refusal(request(study, ["records.none", "records.neither"]))).toEqual([
      "unknown-output",
      "unknown-output",
    ]);
    expect(digestsUnder(join(study, "releases"))).toEqual(before);
  });

  test("is no part of the study: it is checked and built as if there were no register", async () => {
    expect(await checkStudy(study)).toEqual([]);
  });
});

describe("[B63] deciding", () => {
  test("is refused to who asked, to who is no checker, and for outputs not asked for, all at once", async () => {
    const problems = await refusal(approve(study, "A. Analyst", [gender, "records.coverage"]));
    expect(problems).toEqual(["no-output-checker", "requester-decides", "unknown-output"]);
    expect(await refusal(approve(study, "Nobody"))).toEqual(["unknown-person"]);
    expect(await refusal(reject(study, "B. Checker", [gender], " "))).toEqual(["no-reason"]);
    expect(logOf(study).split("\n")).toHaveLength(2);
  });

  test("needs study.yaml alone: what is wrong elsewhere in the study keeps nobody from it", async () => {
    writeIn(study, "records/rules.yaml", "kinds: [\n");
    expect((await approve(study, "b. checker")).decided).toEqual([flow, gender]);
  });
});

describe("[B65] a bundle", () => {
  test("has what was approved and nothing of what was rejected but its reason, and is the same bytes whenever made", async () => {
    await approve(study, "B. Checker");
    await approve(study, "C. Checker", [flow]);
    await reject(study, "C. Checker", [gender], "Names a small group");
    const twin = join(folder.path, "twin");
    cpSync(study, twin, { recursive: true });
    const to = join(folder.path, "copy.zip");
    const bundled = await bundle(study, { to });
    expect([bundled.approved, bundled.rejected]).toEqual([[flow], [gender]]);
    const files = zipTexts(to);
    expect([...files.keys()].filter((path) => path.includes("by-gender"))).toEqual([]);
    const annex = files.get("release-0001/data/annex.html") ?? "";
    expect(annex).toContain("How the deliveries were linked");
    expect(annex).not.toContain("Young people by gender");
    expect(annex).toContain("approved by at least two people other than the one who asked for it");
    const release = JSON.parse(files.get("release-0001/data/release.json") ?? "");
    expect(release.rejected).toMatchObject([{ id: gender, reason: "Names a small group", by: { name: "C. Checker" } }]);
    expect(release.registerHead).toBe(JSON.parse(logOf(study).trim().split("\n").at(-1) ?? "").previous);
    await bundle(twin);
    expect(digestsUnder(join(twin, "releases"))).toEqual(digestsUnder(join(study, "releases")));
    expect(readFileSync(to)).toEqual(readFileSync(join(study, bundled.bundle)));
  });

  test("waits until every output is decided, and is none where all were rejected", async () => {
    await approve(study, "B. Checker");
    expect(await refusal(bundle(study))).toEqual(["not-decided"]);
    await approve(study, "C. Checker", [gender]);
    expect(await refusal(bundle(study))).toEqual(["not-decided"]);
    await reject(study, "C. Checker", [flow, gender]);
    expect(await refusal(bundle(study))).toEqual(["nothing-approved"]);
    expect(await refusal(bundle(study, { release: 2 }))).toEqual(["no-such-release"]);
  });

  test("is made once, and ends deciding", async () => {
    await approveAll();
    await bundle(study);
    expect(await refusal(bundle(study))).toEqual(["already-bundled"]);
    expect(await refusal(reject(study, "C. Checker", [gender]))).toEqual(["already-bundled"]);
    expect((await reviewReleases(study, 1))[0]?.state.bundled?.outputs).toEqual([flow, gender]);
  });

  test("takes the place of no file", async () => {
    await approveAll();
    writeIn(folder.path, "there.zip", "mine");
    expect(await refusal(bundle(study, { to: join(folder.path, "there.zip") }))).toEqual(["file-exists"]);
    expect(await refusal(bundle(study, { to: join(folder.path, "none", "x.zip") }))).toEqual(["no-such-folder"]);
    expect(existsSync(join(study, "releases/0001/bundle"))).toBe(false);
  });
});

describe("[B66] what was changed between request and bundle", () => {
  beforeEach(approveAll);

  test.each([
    [
      "a delivery",
      () =>
        writeIn(
          study,
          "records/deliveries/2024/North/monthly more.csv",
          csvOf([[...monthlyHeader], ["REF000032", "12/2024", "Open"]]),
        ),
      [flow],
    ],
    ["the title of the study", () => words("title: A small", "title: Another"), ["words"]],
    ["the policy", () => words("sacro", "gov-uk"), ["policy"]],
    ["who has to check", () => words("policy: sacro", "policy: sacro, checking: single"), ["checking"]],
  ])("%s: is named, and nothing is bundled", async (_, change, named) => {
    change();
    const failure = await bundle(study).catch((error: unknown) => error);
    expect(await refusal(Promise.reject(failure))).toContain("changed-since-request");
    const said = JSON.stringify((failure as { problems: unknown }).problems);
    for (const name of named) expect(said).toContain(name);
    expect(existsSync(join(study, "releases/0001/bundle"))).toBe(false);
    writeIn(study, "study.yaml", settings);
  });

  test("that leaves the approved outputs as they were does not matter: a rejected one may be mended for the next request", async () => {
    await reject(study, "C. Checker", [gender]);
    const rules = join(study, "records/rules.yaml");
    writeIn(study, "records/rules.yaml", readFileSync(rules, "utf8").replace("Young people by gender", "By gender"));
    expect((await bundle(study)).approved).toEqual([flow]);
  });
});

describe("[B67] single use", () => {
  test("lets the one who asked decide alone, and says so in bundle and annex", async () => {
    const alone = join(folder.path, "alone");
    writeStudyToRelease(alone);
    writeIn(alone, "study.yaml", settings.replace("policy: sacro", "policy: sacro, checking: single"));
    await request(alone, [gender]);
    await approve(alone, "A. Analyst");
    const to = join(folder.path, "alone.zip");
    await bundle(alone, { to });
    const files = zipTexts(to);
    expect(files.get("release-0001/data/annex.html")).toContain(
      "approved by one person only, the one who asked for it",
    );
    expect(JSON.parse(files.get("release-0001/data/release.json") ?? "").checking).toBe("single");
  });
});

describe("[B68] an earlier release", () => {
  test("is kept as what of it left: a count that only a rejected output prints was told to nobody", async () => {
    await approve(study, "B. Checker", [flow]);
    await approve(study, "C. Checker", [flow]);
    await reject(study, "B. Checker", [gender]);
    await bundle(study);
    const { counts } = kept("bundle/counts.json") as KeptCounts;
    expect(counts.filter(({ key }) => key.includes(gender)).length).toBeGreaterThan(3);
    const told = counts.filter(({ printed }) => printed !== undefined);
    expect(told.length).toBeGreaterThan(1);
    for (const { results } of told) expect(results).toEqual([flow]);
  });

  test("protects the person by whom a later table differs from it", async () => {
    const fresh = join(folder.path, "fresh");
    writeStudyToRelease(fresh);
    await approveAll();
    await bundle(study);
    for (const root of [study, fresh]) {
      writeIn(root, "records/deliveries/2024/North/referrals more.csv", csvOf([[...referralHeader], referralOf(62)]));
      await buildStudy(root);
    }
    // Person 62 is male: 15 young men of the North became 16.
    const men = (root: string) =>
      readFileSync(join(root, `outputs/tables/${gender}.csv`), "utf8").match(/^Male,.*$/mu)?.[0];
    expect(men(fresh)).toBe("Male,16,15,31");
    expect(men(study)).toBe("Male,[c],15,[c]");
  });

  test("is handed to every later build, so that the annex is built anew once", async () => {
    await approveAll();
    expect((await buildStudy(study)).status).toBe("built");
    await bundle(study);
    expect((await buildStudy(study)).status).toBe("built");
    expect((await buildStudy(study)).status).toBe("unchanged");
  });

  test("has a head that tells up to where the log is as it was", async () => {
    const { head } = await verifyReleases(study);
    await approve(study, "B. Checker");
    expect((await verifyReleases(study, head.toUpperCase())).keptHead?.entry).toBe(1);
    expect(await refusal(verifyReleases(study, "0".repeat(64)))).toEqual(["head-not-in-log"]);
  });
});
