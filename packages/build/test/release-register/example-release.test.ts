import { createHash } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { requestRelease } from "@plait/build";
import {
  type EarlierRelease,
  type Gated,
  loadSolver,
  type ReleasedResult,
  release,
  shippedPolicies,
} from "@plait/disclosure";
import { writeGuardianshipStudy } from "@plait/example-guardianship";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GatedStudy, gateStudy } from "../../src/gate-study.ts";
import { type OpenOptions, openLocked } from "../../src/open-study.ts";
import { earlierReleases } from "../../src/release-register/earlier-releases.ts";
import { openRegister } from "../../src/release-register/open-register.ts";
import { countsOf, type ResultsFile, resultOf } from "../released-results.ts";
import { approve, bundle, reject, zipFiles } from "./study-to-release.ts";

const solver = await loadSolver();
const strict = shippedPolicies["strict-children"];
const rejected = "records.closure-reasons";
/** Tables 7 and 8 of the document. */
const stopped = ["q.groups", "q.agreement"];

const sourceTable1 = {
  total: { referral: 4_170, monthly: 35_187, contact: 79_840 },
  DW: { referral: 1_838, monthly: 19_412, contact: 57_285 },
  RPC: { referral: 2_251, monthly: 15_116, contact: 21_799 },
  Missing: { referral: 81, monthly: 659, contact: 756 },
};

let folder: TemporaryFolder;
let study: string;
/** The files of the first bundle, by path within it. */
let files: ReadonlyMap<string, Uint8Array>;
let bundled: ResultsFile;
/** The same results under the policy `strict-children`. */
let strictly: GatedStudy;
/** The same as if no review had been asked for. */
let unreviewed: Gated;
/** The records with three young people more, as the release after the first. */
let later: GatedStudy;

beforeAll(async () => {
  folder = await temporaryFolder("example-release");
  study = join(folder.path, "study");
  await writeGuardianshipStudy(study);
  const now = () => new Date("2026-03-01T09:00:00Z");
  await requestRelease(study, { by: "A. Analyst", purpose: "Annex of the final report", now });
  await approve(study, "B. Checker");
  await approve(study, "C. Checker");
  await reject(study, "C. Checker", [rejected]);
  const zip = join(folder.path, "annex.zip");
  await bundle(study, { to: zip });
  files = new Map([...zipFiles(zip)].map(([path, bytes]) => [path.replace("release-0001/", ""), bytes]));
  bundled = JSON.parse(textOf("data/plait-results.json"));
  strictly = await gated({ policy: "strict-children" }, []);
  unreviewed = release(strictly.results, strict, solver);
  threeMoreReferrals();
  later = await gated({ strand: "records" }, await earlierReleases(await openRegister(study)));
});
afterAll(() => folder.remove());

async function gated(options: OpenOptions, earlier: readonly EarlierRelease[]): Promise<GatedStudy> {
  const open = await openLocked(study, options);
  try {
    return await gateStudy(open, { earlier });
  } finally {
    await open.close();
  }
}

/** As if the file had been delivered again with three people who were not in it. */
function threeMoreReferrals(): void {
  const path = join(study, "records/deliveries/2021/DW/referral 2021 H1.csv");
  const [, ...rows] = readFileSync(path, "utf8").trimEnd().split(/\r?\n/u);
  const more = rows.slice(0, 3).map((row, at) => row.replace(/^URN\d+/u, `URN90900${at}`));
  appendFileSync(path, `${more.join("\n")}\n`);
}

function tableOf({ released }: Gated, id: string): ReleasedResult {
  const found = released.value.results.find((result) => result.id === id);
  if (found === undefined) throw new Error(`nothing was released of ${id}`);
  return found;
}

function textOf(path: string): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`the bundle has no ${path}`);
  return new TextDecoder().decode(bytes);
}

describe("[B60]-[B65] the example study, released under sacro", () => {
  test("prints Table 1 as the source does, and nothing of what was rejected", () => {
    expect(bundled.policy.name).toBe("sacro");
    expect(countsOf(resultOf(bundled, "records.sample-sizes"))).toEqual(sourceTable1);
    expect(bundled.results.map(({ id }) => id)).not.toContain(rejected);
    expect([...files.keys()].filter((path) => path.includes(rejected))).toEqual([]);
    expect(bundled.results.length).toBeGreaterThan(25);
  });

  test("is a bundle whose every file is listed with its checksum, and whose viewer's records name files that it has", () => {
    const listed = ["manifest-sha256.txt", "tagmanifest-sha256.txt"].flatMap((manifest) =>
      textOf(manifest)
        .trimEnd()
        .split("\n")
        .map((line): [path: string, sum: string] => [line.slice(66), line.slice(0, 64)]),
    );
    const found = listed.map(([path]) => [
      path,
      createHash("sha256")
        .update(files.get(path) ?? "")
        .digest("hex"),
    ]);
    expect(found).toEqual(listed);
    const payload = [...files.keys()].filter((path) => path.startsWith("data/"));
    expect(listed.map(([path]) => path)).toEqual(expect.arrayContaining(payload));
    const { results }: { results: Record<string, { files: { name: string }[] }> } = JSON.parse(
      textOf("data/results.json"),
    );
    expect(Object.keys(results)).toHaveLength(bundled.results.length);
    const names = Object.values(results).flatMap((record) => record.files.map(({ name }) => name));
    expect(names.filter((name) => (files.get(`data/${name}`)?.length ?? 0) === 0)).toEqual([]);
  });

  test("stops Tables 7 and 8, and says what a number needs, what could leave, and what was decided", () => {
    const page = textOf("data/annex.html");
    for (const id of stopped) {
      const { disclosure } = resultOf(bundled, id);
      expect(disclosure.status, id).toBe("released-with-withheld-cells");
      expect(disclosure.releasable, id).toMatchObject({ leastPeople: 10 });
    }
    for (const said of [
      "No row and no column of this table is free of held-back numbers.",
      "A number needs at least 10 people behind it",
      "With three in a group, the lowest, the highest and the mean age give the third.",
      "Not decided yet, so the policy holds.",
    ]) {
      expect(page.includes(said), said).toBe(true);
    }
  });
});

describe("[B68] after the first release", () => {
  test("three people more are told by no number of the next, and the audit finds nothing", () => {
    expect(later.audit.faults).toEqual([]);
    expect(later.audit.derived).toBeGreaterThan(0);
    expect(countsOf(tableOf(later, "records.sample-sizes"))).toEqual({
      ...sourceTable1,
      total: { ...sourceTable1.total, referral: "withheld" },
      DW: { ...sourceTable1.DW, referral: "withheld" },
    });
    const flow = countsOf(tableOf(later, "records.linkage-flow"));
    expect(Object.values(flow).flatMap((row) => Object.values(row))).not.toContain(4_173);
  });
});

describe("the same results under strict-children", () => {
  test("pass its audit, with Table 1 to the nearest 5 and each total the sum of what is printed", () => {
    expect(strictly.audit.faults).toEqual([]);
    expect(strictly.audit.counts).toBeGreaterThan(100);
    expect(countsOf(tableOf(strictly, "records.sample-sizes"))).toEqual({
      total: { referral: 4_170, monthly: 35_185, contact: 79_840 },
      DW: { referral: 1_840, monthly: 19_410, contact: 57_285 },
      RPC: { referral: 2_250, monthly: 15_115, contact: 21_800 },
      Missing: { referral: 80, monthly: 660, contact: 755 },
    });
  });

  test("are released again as they were, and with three people more, and the audit finds nothing in the two together", () => {
    const kept: EarlierRelease = { id: "0001", counts: unreviewed.evidence.counts };
    const again = release(strictly.results, strict, solver, { earlier: [kept] });
    expect(again.audit.faults).toEqual([]);
    expect(again.released.value).toEqual(unreviewed.released.value);
    const next = release(later.results, strict, solver, { earlier: [kept] });
    expect(next.audit.faults).toEqual([]);
    expect(tableOf(next, "records.sample-sizes").disclosure.status).toBe("released");
  });

  test("stop Tables 7 and 8 where nobody has decided otherwise, with what a number needs", () => {
    for (const id of [...stopped, "q.arrays", "q.group-1"]) {
      const { status, releasable } = tableOf(unreviewed, id).disclosure;
      expect(status, id).toMatch(/^withheld$|^released-with-withheld-cells$/u);
      expect(releasable, id).toMatchObject({ leastPeople: 10 });
    }
  });
});
