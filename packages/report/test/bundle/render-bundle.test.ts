import { createHash } from "node:crypto";
import { unzip } from "@cj-tech-master/excelts/archive";
import { expect, test } from "vitest";
import { type ApprovedOutput, type BundleInput, bundleZip, renderBundle } from "../../src/index.ts";
import { monthlyTrend } from "../fixtures/results.ts";
import { ana, ben, bundledResults, bundleTexts, cleo, fixtureInput, planted, policy, textOf } from "./fixture.ts";

const input = fixtureInput();
const files = await renderBundle(input);
const texts = await bundleTexts(input);

function changed(change: (output: ApprovedOutput) => ApprovedOutput, id = monthlyTrend.id): BundleInput {
  const approved = input.facts.approved.map((output) => (output.id === id ? change(output) : output));
  return { ...input, facts: { ...input.facts, approved } };
}

// [U1] [R5]
test("the bundle has the annex, workbook, tables and figures, and ours beside ACRO’s results", () => {
  const paths = [...texts.keys()].filter((path) => !path.startsWith("data/checksums/"));
  expect(paths).toEqual(
    [
      "bag-info.txt",
      "bagit.txt",
      "data/annex.html",
      "data/config.json",
      ...["q.scores", "q.views", "records.closure-models", "records.linkage-flow", "records.monthly-trend"].map(
        (id) => `data/figures/${id}.svg`,
      ),
      "data/figures/records.nrm-attrition.svg",
      "data/figures/records.populations.svg",
      "data/plait-results.json",
      "data/release.json",
      "data/results.json",
      "data/ro-crate-metadata.json",
      "data/summary.txt",
      "data/tables.xlsx",
      ...bundledResults.map(({ id }) => `data/tables/${id}.csv`),
      "data/workflow/build.json",
      "data/workflow/ro-crate-metadata.json",
      "manifest-sha256.txt",
      "manifest-sha512.txt",
      "tagmanifest-sha256.txt",
      "tagmanifest-sha512.txt",
    ].sort(),
  );
  expect(JSON.parse(textOf(texts, "data/plait-results.json"))).toMatchObject({ format: "plait-results" });
  expect(textOf(texts, "data/annex.html")).toContain("<code>plait-results.json</code>");
});

// [U2]
test.each<[string, BundleInput, RegExp]>([
  ["approved by one of two", changed((one) => ({ ...one, decisions: one.decisions.slice(0, 1) })), /1 of 2 people/],
  [
    "approved by the one who asked",
    changed(({ decisions, ...one }) => ({
      ...one,
      decisions: decisions.map((decision, at) => (at === 0 ? { ...decision, by: ana } : decision)),
    })),
    /1 of 2 people other than who asked/,
  ],
  [
    "approved twice by one person",
    changed(({ decisions, ...one }) => ({ ...one, decisions: decisions.map((each) => ({ ...each, by: ben })) })),
    /1 of 2 people/,
  ],
  [
    "rejected after it was approved",
    changed(({ decisions, ...one }) => ({
      ...one,
      decisions: [...decisions, { by: cleo, decided: "rejected", at: "2026-03-05T09:00:00Z" }],
    })),
    /rejected by Cleo Marsh/,
  ],
  ["not approved", changed((one) => ({ ...one, id: "records.other" })), /records\.other was approved, but is not/],
  ["approved as something else", changed((one) => ({ ...one, digest: "0".repeat(64) })), /not what was approved/],
  [
    "among the rejected",
    fixtureInput({
      rejected: [{ id: monthlyTrend.id, title: "", reason: "no", by: ben, at: "2026-03-05T09:00:00Z" }],
    }),
    /was rejected, but is in the annex/,
  ],
  ["left out of the approved", fixtureInput({ approved: input.facts.approved.slice(1) }), /was not approved/],
  [
    "named twice",
    fixtureInput({ approved: [...input.facts.approved, ...input.facts.approved.slice(0, 1)] }),
    /named twice/,
  ],
  ["bundled at no time", fixtureInput({ bundledAt: "yesterday" }), /not a date and time with its zone: yesterday/],
  ["bundled in no zone", fixtureInput({ bundledAt: "2026-03-05T16:30:00" }), /not a date and time/],
  ["bundled on no day", fixtureInput({ bundledAt: "2026-13-05T16:30:00Z" }), /not a date and time/],
  ["numbered as a path", fixtureInput({ release: "../0003" }), /cannot be the name of a folder/],
])("no bundle is made of an output %s", async (_, refused, message) => {
  await expect(renderBundle(refused)).rejects.toThrow(RangeError);
  await expect(renderBundle(refused)).rejects.toThrow(message);
});

// [U2] [U3]
test("one person alone may decide where the study says so, and the bundle says so plainly", async () => {
  const alone = input.facts.approved.map(({ decisions, ...output }) => ({
    ...output,
    decisions: decisions.slice(0, 1).map((decision) => ({ ...decision, by: ana })),
  }));
  const single = await bundleTexts(fixtureInput({ checking: "single", approved: alone }));
  expect(textOf(single, "data/summary.txt")).toContain("Checked by one person alone: Ana Ferreira");
  expect(textOf(single, "data/summary.txt")).toContain("there was no second opinion");
  expect(textOf(single, "data/ro-crate-metadata.json")).toContain("approved, by one person alone");
  expect(JSON.parse(textOf(single, "data/release.json"))).toMatchObject({ checking: "single" });
  await expect(renderBundle(fixtureInput({ checking: "team", approved: alone }))).rejects.toThrow(/0 of 2 people/);
  const nobody = alone.map((output) => ({ ...output, decisions: [] }));
  await expect(renderBundle(fixtureInput({ checking: "single", approved: nobody }))).rejects.toThrow(/by nobody/);
});

// [U3]
test("the summary tells who asked and checked, under which policy, what was rejected and excepted, and the limits", () => {
  const summary = textOf(texts, "data/summary.txt");
  for (const told of [
    "Release 0003: Outcomes of a guardianship service",
    "Purpose: The final report to the funder.",
    "Asked for by Ana Ferreira (Evaluation team) on 2 March 2026, 10:15 UTC.",
    "Checked by Ben Okoro (Safe setting) and Cleo Marsh",
    "Bundled on 5 March 2026, 16:30 UTC+01:00 at The safe setting.",
    "Approved by Ben Okoro on 3 March 2026, 09:00 UTC.",
    "q.views: Taken to review by Ana Ferreira on 20 February 2026. Reason: The view of a group of four is what the study is for.",
    "(records.coverage): rejected by Cleo Marsh on 4 March 2026, 11:31 UTC+01:00. Reason: Names a month in which one child arrived.",
    "Policy: SACRO (sacro)",
    "What this does not prove",
    input.facts.registerHead,
  ]) {
    expect(summary).toContain(told);
  }
});

// [U4]
test("nothing of a rejected output is in the bundle but its id, its title and the reason", () => {
  const withoutWhatIsTold = (text: string) =>
    text
      .replaceAll("What was supplied, by month, kind of record and group of workers", "")
      .replaceAll("records.coverage", "");
  for (const [path, text] of texts) {
    expect(withoutWhatIsTold(text), path).not.toMatch(/Not in operation|Coverage of the deliveries|heat-map/);
  }
});

// [U5] True values of held-back cells, people behind shown ones, rows of deliveries and levels of models are planted in the fixture.
test("no byte of the bundle tells what is for the inside only", () => {
  const inside = [
    ...planted.withheldCounts,
    ...planted.peopleBehind,
    planted.deliveredRows,
    ...Object.values(planted.levels),
    Math.abs(planted.withheldStatistic),
    planted.withheldWord,
  ].map(String);
  const parameters = [policy.magnitudes.dominance, policy.magnitudes.pPercent].map((rule) =>
    rule === "none" ? "" : String(rule.share),
  );
  for (const [path, text] of texts) {
    for (const secret of [...inside, ...parameters]) {
      for (const written of spellings(secret)) expect(withoutDigests(text), `${path}: ${written}`).not.toMatch(written);
    }
    expect(text, path).not.toMatch(/pPercent|p_percent|pratio|safe_nk|"dominance"|"levels"|complementEvents/);
  }
});

// [U5] The search above would find them: what is shown of the same table is found by it.
test("what is shown is found by the search for what is not", () => {
  for (const shown of planted.shownCounts) {
    const found = [...texts].filter(([, text]) =>
      spellings(String(shown)).some((one) => one.test(withoutDigests(text))),
    );
    expect(found.map(([path]) => path)).toEqual([
      "data/annex.html",
      "data/plait-results.json",
      "data/tables.xlsx",
      "data/tables/records.planted.csv",
    ]);
  }
});

function withoutDigests(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{40,}\b/g, "");
}

/** A number as tables, pages and percentages write it, or a word. */
function spellings(secret: string): RegExp[] {
  const number = Number(secret);
  if (Number.isNaN(number)) return [new RegExp(secret)];
  const forms = [
    secret,
    number.toLocaleString("en-GB"),
    ...(number < 1 ? [`0${secret.slice(1, 5)}`, (number * 100).toFixed(2)] : []),
  ];
  return forms.map((form) => new RegExp(`(?<!\\d|\\d\\.)${form.replaceAll(".", "\\.")}(?![\\d])`));
}

// [U6]
test("no file names a machine, a folder outside or a time that was not recorded", () => {
  const recorded = new Set([
    ...[input.facts.madeAt, input.facts.bundledAt, input.facts.requested.at],
    ...input.facts.approved.flatMap(({ decisions }) => decisions.map(({ at }) => at)),
    ...input.facts.rejected.map(({ at }) => at),
  ]);
  for (const [path, text] of texts) {
    expect(text, path).not.toMatch(/\/(?:home|tmp|root|Users|work|var)\/|[A-Z]:\\|file:\/\//);
    const times = text.match(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[^"<\s]*/g) ?? [];
    // The workbook has the fixed times of its own format.
    if (path !== "data/tables.xlsx")
      expect(
        times.filter((time) => !recorded.has(time)),
        path,
      ).toEqual([]);
  }
});

// [U6]
test("the same input gives the same bytes, also of the archive, in another zone", async () => {
  const first = await bundleZip(files, "release-0003");
  const zone = process.env.TZ;
  process.env.TZ = "Pacific/Auckland";
  try {
    const again = await bundleZip((await renderBundle(fixtureInput())).toReversed(), "release-0003");
    expect(Buffer.compare(first, again)).toBe(0);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

// [U7]
test("the archive has one folder, and its manifests hold the digest of every file in it", async () => {
  const unpacked = new Map<string, Uint8Array>();
  for await (const entry of unzip(await bundleZip(files, "release-0003")).entries()) {
    if (entry.type === "file") unpacked.set(entry.path, await entry.bytes());
  }
  expect([...unpacked.keys()]).toEqual(files.map(({ path }) => `release-0003/${path}`));
  for (const algorithm of ["sha256", "sha512"]) {
    const lines = ["manifest", "tagmanifest"].flatMap((kind) =>
      textOf(texts, `${kind}-${algorithm}.txt`).trimEnd().split("\n"),
    );
    const listed = new Map(
      lines.map((line) => [line.slice(line.indexOf("  ") + 2), line.slice(0, line.indexOf("  "))]),
    );
    for (const { path } of files.filter((file) => !file.path.startsWith("tagmanifest-"))) {
      const bytes = unpacked.get(`release-0003/${path}`) ?? new Uint8Array();
      expect(listed.get(path), path).toBe(createHash(algorithm).update(bytes).digest("hex"));
    }
    expect(listed.size).toBe(files.length - 2);
  }
  expect(textOf(texts, "bagit.txt")).toBe("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  expect(textOf(texts, "bag-info.txt")).toMatch(
    /^External-Identifier: urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/m,
  );
});

// [U8]
test("what a caller’s objects hold besides does not leave with them", async () => {
  const evidence = { people: "Xiomara and 3 others", digest: "inside" };
  const decorated = {
    ...input.facts,
    evidence,
    requested: { ...input.facts.requested, evidence },
    approved: input.facts.approved.map((output) => ({
      ...output,
      evidence,
      decisions: output.decisions.map((decision) => ({ ...decision, evidence, by: { ...decision.by, evidence } })),
    })),
    rejected: input.facts.rejected.map((output) => ({ ...output, evidence })),
    setting: { name: "The safe setting", url: "https://setting.example/", evidence },
  };
  const rendered = await bundleTexts({ ...input, facts: decorated });
  for (const [path, text] of rendered) expect(text, path).toBe(texts.get(path));
});

// [U9]
test("no text of the spreadsheets is taken for a formula", () => {
  expect(textOf(texts, "data/tables/records.planted.csv")).toContain("\n'=Few,[c],[c],[c],[c]\r");
  expect(textOf(texts, "data/tables.xlsx")).not.toMatch(/<f>/);
});
