import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { requestRelease } from "@plait/build";
import { type Gated, loadSolver, type ReleasedResult, release, shippedPolicies } from "@plait/disclosure";
import { writeGuardianshipStudy } from "@plait/example-guardianship";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gateStudy } from "../../src/gate-study.ts";
import { type OpenOptions, openLocked } from "../../src/open-study.ts";
import { earlierReleases } from "../../src/release-register/earlier-releases.ts";
import { openRegister } from "../../src/release-register/open-register.ts";
import { countsOf, type ResultsFile, resultOf } from "../released-results.ts";
import { approve, bundle, reject, zipFiles } from "./study-to-release.ts";

const solver = await loadSolver();
const rejected = "records.closure-reasons";
/** Tables 7 and 8 of the document. */
const stopped = ["q.groups", "q.agreement"];

const policies = ["sacro", "strict-children"] as const;
type PolicyName = (typeof policies)[number];

const sourceTable1 = {
  total: { referral: 4_170, monthly: 35_187, contact: 79_840 },
  DW: { referral: 1_838, monthly: 19_412, contact: 57_285 },
  RPC: { referral: 2_251, monthly: 15_116, contact: 21_799 },
  Missing: { referral: 81, monthly: 659, contact: 756 },
};

/** The example study, released under one policy, and what would be released after that. */
interface ReleasedStudy {
  /** The files of the bundle, by path within it. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly bundled: ResultsFile;
  /** The same once more. */
  readonly again: Gated;
  /** The same as if no review had been asked for. */
  readonly unreviewed: Gated;
  /** The records with three young people more. */
  readonly later: Gated;
}

let folder: TemporaryFolder;
const released = new Map<PolicyName, ReleasedStudy>();

beforeAll(async () => {
  folder = await temporaryFolder("example-release");
  const studyUnder = (policy: PolicyName): string => join(folder.path, policy);
  await writeGuardianshipStudy(studyUnder("sacro"));
  await copyUnder("strict-children", studyUnder("sacro"), studyUnder("strict-children"));
  const bundles = new Map<PolicyName, ReadonlyMap<string, Uint8Array>>();
  for (const policy of policies) bundles.set(policy, await filesOfRelease(studyUnder(policy)));
  const { results, reviews } = await resultsOf(studyUnder("sacro"), {});
  threeMoreReferrals(studyUnder("sacro"));
  const later = await resultsOf(studyUnder("sacro"), { strand: "records" });
  for (const name of policies) {
    const files = bundles.get(name) ?? new Map();
    const bundled: ResultsFile = JSON.parse(textOf(files, "data/plait-results.json"));
    const policy = shippedPolicies[name];
    const earlier = await earlierReleases(await openRegister(studyUnder(name)));
    released.set(name, {
      files,
      bundled,
      again: release(results, policy, solver, { reviews, earlier }),
      unreviewed: release(results, policy, solver),
      later: release(later.results, policy, solver, { earlier }),
    });
  }
}, 900_000);
afterAll(() => folder.remove());

async function copyUnder(policy: PolicyName, from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
  const settings = join(to, "study.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("policy: sacro", `policy: ${policy}`));
}

/** Requested, decided and bundled. */
async function filesOfRelease(study: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const now = () => new Date("2026-03-01T09:00:00Z");
  await requestRelease(study, { by: "A. Analyst", purpose: "Annex of the final report", now });
  await approve(study, "B. Checker");
  await approve(study, "C. Checker");
  await reject(study, "C. Checker", [rejected]);
  const zip = `${study}.zip`;
  await bundle(study, { to: zip });
  return new Map([...zipFiles(zip)].map(([path, bytes]) => [path.replace("release-0001/", ""), bytes]));
}

async function resultsOf(study: string, options: OpenOptions) {
  const open = await openLocked(study, options);
  try {
    const { results } = await gateStudy(open, { earlier: [] });
    return { results, reviews: open.study.settings.disclosure.reviews };
  } finally {
    await open.close();
  }
}

function under(policy: PolicyName): ReleasedStudy {
  const found = released.get(policy);
  if (found === undefined) throw new Error(`nothing was released under ${policy}`);
  return found;
}

/** As if the file had been delivered again with three people who were not in it. */
function threeMoreReferrals(study: string): void {
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

function textOf(files: ReadonlyMap<string, Uint8Array>, path: string): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`the bundle has no ${path}`);
  return new TextDecoder().decode(bytes);
}

describe.each(policies)("[B60]-[B65] the example study, released under %s", (policy) => {
  test("is released without what was rejected", () => {
    const { bundled, files } = under(policy);
    expect(bundled.policy.name).toBe(policy);
    expect(bundled.results.map(({ id }) => id)).not.toContain(rejected);
    expect([...files.keys()].filter((path) => path.includes(rejected))).toEqual([]);
    expect(bundled.results.length).toBeGreaterThan(25);
  });

  test("is a bundle whose every file is listed with its checksum, and whose viewer's records name files that it has", () => {
    const { files, bundled } = under(policy);
    const listed = ["manifest-sha256.txt", "tagmanifest-sha256.txt"].flatMap((manifest) =>
      textOf(files, manifest)
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
      textOf(files, "data/results.json"),
    );
    expect(Object.keys(results)).toHaveLength(bundled.results.length);
    const names = Object.values(results).flatMap((record) => record.files.map(({ name }) => name));
    expect(names.filter((name) => (files.get(`data/${name}`)?.length ?? 0) === 0)).toEqual([]);
  });

  test("stops Tables 7 and 8, and says what a number needs, what could leave, and what was decided", () => {
    const { files, bundled } = under(policy);
    const page = textOf(files, "data/annex.html");
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

  test("[B68] is released again as it was, and the audit finds nothing in the two together", () => {
    const { bundled, again } = under(policy);
    expect(again.audit.faults).toEqual([]);
    const cellsOf = (results: ResultsFile["results"] | readonly ReleasedResult[]) =>
      new Map(results.map(({ id, rows }) => [id, rows.map(({ cells }) => cells)]));
    const before = cellsOf(bundled.results);
    const now = cellsOf(again.released.value.results);
    expect([...before.keys()].map((id) => now.get(id))).toEqual([...before.values()]);
  });

  test("[B68] has no number in the next release that tells of three people more, and the audit finds nothing in the two together", () => {
    const { later } = under(policy);
    expect(later.audit.faults).toEqual([]);
    expect(later.audit.derived).toBeGreaterThan(0);
    expect(tableOf(later, "records.sample-sizes").disclosure.status).toMatch(/^released/u);
  });

  test("stops them where nobody has decided otherwise", () => {
    const { unreviewed } = under(policy);
    for (const id of [...stopped, "q.arrays", "q.group-1"]) {
      const { status, releasable } = tableOf(unreviewed, id).disclosure;
      expect(status, id).toMatch(/^withheld$|^released-with-withheld-cells$/u);
      expect(releasable, id).toMatchObject({ leastPeople: 10 });
    }
  });
});

describe("Table 1 of the example study", () => {
  test("is printed as the source prints it under sacro", () => {
    expect(countsOf(resultOf(under("sacro").bundled, "records.sample-sizes"))).toEqual(sourceTable1);
  });

  test("is printed to the nearest 5 under strict-children, each total the sum of what is printed", () => {
    expect(countsOf(resultOf(under("strict-children").bundled, "records.sample-sizes"))).toEqual({
      total: { referral: 4_170, monthly: 35_185, contact: 79_840 },
      DW: { referral: 1_840, monthly: 19_410, contact: 57_285 },
      RPC: { referral: 2_250, monthly: 15_115, contact: 21_800 },
      Missing: { referral: 80, monthly: 660, contact: 755 },
    });
  });

  test("does not print exact numbers that three people have changed", () => {
    const { later } = under("sacro");
    expect(countsOf(tableOf(later, "records.sample-sizes"))).toEqual({
      ...sourceTable1,
      total: { ...sourceTable1.total, referral: "withheld" },
      DW: { ...sourceTable1.DW, referral: "withheld" },
    });
    const flow = countsOf(tableOf(later, "records.linkage-flow"));
    expect(Object.values(flow).flatMap((row) => Object.values(row))).not.toContain(4_173);
  });
});
