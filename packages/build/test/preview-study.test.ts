import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildStudy, lockStudy, previewStudy, type StudyPreview } from "@plait/build";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusal } from "./refusal.ts";
import { writeIn, writeSmallStudy } from "./small-study.ts";

let folder: TemporaryFolder;
let study: string;

beforeEach(async () => {
  folder = await temporaryFolder("preview");
  study = join(folder.path, "study");
  writeSmallStudy(study);
});
afterEach(() => folder.remove());

function changeRules(...rules: readonly string[]): void {
  const [others] = readFileSync(join(study, "study.yaml"), "utf8").split("disclosure:");
  const lines = rules.map((rule) => `    - { ${rule}, reason: To see it }\n`).join("");
  writeIn(study, "study.yaml", `${others}disclosure:\n  policy: sacro\n  rules:\n${lines}`);
}

function table(preview: StudyPreview, id: string) {
  const result = preview.results.find((one) => one.id === id);
  if (result === undefined) throw new Error(`no result ${id}`);
  return result;
}

/** Every cell of a row as "inside → seen standing". */
function cellsOf(preview: StudyPreview, id: string, row: string): string[] {
  const found = table(preview, id).rows.find(({ label }) => label === row);
  return (found?.cells ?? []).map(({ inside, seen, standing }) => `${inside} → ${seen} ${standing}`);
}

/** Every path in the study with its size, but for what Plait keeps. */
function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => !path.startsWith(".plait"))
    .map((path) => `${path} ${statSync(join(root, path)).mtimeMs}`)
    .sort();
}

describe("[B70] a preview", () => {
  test("has the results of the build, with true numbers beside what it would print", async () => {
    // Of the 60 people, those divisible by 4 and those one more are female: 15 in each group, as are the males.
    const preview = await previewStudy(study);
    expect(cellsOf(preview, "records.by-gender", "Female")).toEqual([
      "15 → 15 as-it-is",
      "15 → 15 as-it-is",
      "30 → 30 as-it-is",
    ]);
    await buildStudy(study);
    const built = JSON.parse(readFileSync(join(study, "outputs/results.json"), "utf8"));
    expect(preview.results.map(({ id }) => id)).toEqual(built.results.map(({ id }: { id: string }) => id));
    expect(preview.policy).toEqual(built.policy);
    const drawn = readdirSync(join(study, "outputs/figures")).map((name) => name.replace(/\.svg$/u, ""));
    expect([...preview.figures.keys()].sort()).toEqual(drawn.sort());
    for (const [id, svg] of preview.figures) {
      expect(readFileSync(join(study, `outputs/figures/${id}.svg`), "utf8")).toContain(svg);
    }
  });

  test("says of a withheld number what it is, who stands behind it and why it is withheld", async () => {
    changeRules("rule: threshold.people, value: 16");
    const preview = await previewStudy(study);
    const { rows, disclosure } = table(preview, "records.by-gender");
    expect(rows[0]?.cells).toEqual([
      { inside: "15", seen: "[c]", standing: "withheld", because: "threshold-or-secondary", people: "15 people" },
      { inside: "15", seen: "[c]", standing: "withheld", because: "threshold-or-secondary", people: "15 people" },
      { inside: "30", seen: "30", standing: "as-it-is", people: "30 people" },
    ]);
    expect(disclosure.withheld.either).toBe(4);
  });

  test("marks what is rounded", async () => {
    changeRules(
      "rule: rounding, value: { method: nearest, to: 7, order: suppress-then-round, totals: sums-of-rounded-parts, shares: of-printed-counts }",
    );
    expect(cellsOf(await previewStudy(study), "records.by-gender", "Female")).toEqual([
      "15 → 14 rounded",
      "15 → 14 rounded",
      "30 → 28 rounded",
    ]);
  });

  test("gives estimates with interval and p-value, and keeps sentences that are left out", async () => {
    const whole = table(await previewStudy(study), "records.closed");
    expect(whole.rows.flatMap(({ cells }) => cells).map(({ inside }) => inside)).toContainEqual(
      expect.stringMatching(/^−?\d\.\d{3} \(−?\d\.\d{3} to −?\d\.\d{3}, p [=<] \d\.\d{3}\)$/u),
    );
    expect(whole.sentences.length).toBeGreaterThan(0);
    for (const { inside, seen } of whole.sentences) expect(seen).toBe(inside);
    changeRules("rule: threshold.people, value: 61");
    const cut = table(await previewStudy(study), "records.closed");
    const lost = cut.sentences.filter(({ seen }) => seen === undefined);
    expect(lost.length).toBe(cut.disclosure.withheld.sentences);
    expect(lost.length).toBeGreaterThan(0);
    expect(cut.sentences.map(({ inside }) => inside)).toEqual(whole.sentences.map(({ inside }) => inside));
  });

  test("writes nothing, and holds the lock only while the study opens", async () => {
    const before = filesOf(study);
    const wasFree: boolean[] = [];
    await previewStudy(study, {
      unlocked: () => {
        lockStudy(study)();
        wasFree.push(true);
      },
    });
    expect([filesOf(study), wasFree]).toEqual([before, [true]]);
    const kept = readdirSync(join(study, ".plait/cache"), { recursive: true, encoding: "utf8" });
    expect(kept.filter((path) => path.startsWith("records") || path.startsWith("outputs"))).toEqual([]);
  });

  test("is refused where a build would be", async () => {
    writeIn(
      study,
      "records/values/status.csv",
      "raw,canonical,reason,who,when\nshut,Nonsense,x,A. Analyst,2025-01-10\n",
    );
    const [code] = await refusal(buildStudy(study));
    expect(await refusal(previewStudy(study))).toContain(code);
    mkdirSync(join(folder.path, "empty"));
    expect(await refusal(previewStudy(join(folder.path, "empty")))).not.toEqual([]);
  });
});
