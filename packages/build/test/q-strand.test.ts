import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildStudy, checkStudy, checkStudyDisclosure, StudyProblems } from "@plait/build";
import { guardianshipQ } from "@plait/example-guardianship";
import { seededRandom } from "@plait/study";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { digestsUnder } from "./output-files.ts";

let folder: TemporaryFolder;
let study: string;

const settings = "title: Q\nlanguages: [en, ar]\nstrands: [q]\ndisclosure: { policy: sacro }\n";

beforeEach(async () => {
  folder = await temporaryFolder("build-q");
  study = join(folder.path, "study");
  await writeStudy(settings);
});
afterEach(() => folder.remove());

async function writeStudy(yaml: string, changes: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const [path, text] of [["study.yaml", yaml] as const, ...guardianshipQ().files, ...Object.entries(changes)]) {
    await mkdir(dirname(join(study, path)), { recursive: true });
    await writeFile(join(study, path), text);
  }
}

interface ReleasedTable {
  readonly id: string;
  readonly columns: readonly { readonly id: string }[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly Record<string, unknown>[] }[];
  readonly disclosure: Record<string, unknown> & { readonly status: string };
}

function releasedTables(): ReadonlyMap<string, ReleasedTable> {
  const { results } = JSON.parse(readFileSync(join(study, "outputs/results.json"), "utf8")) as {
    results: ReleasedTable[];
  };
  return new Map(results.map((result) => [result.id, result]));
}

describe("[B50] a study of Q-sorts alone", () => {
  test("is checked and built without records, with Tables 7 and 8 and its figures", async () => {
    expect(await checkStudy(study)).toEqual([]);
    const { status, warnings } = await buildStudy(study);
    expect([status, warnings]).toEqual(["built", []]);
    expect([...releasedTables().keys()]).toEqual([
      ...["q.sorts", "q.number-of-factors", "q.loadings", "q.groups", "q.arrays", "q.z-scores", "q.view-correlations"],
      ...["q.group-1", "q.group-2", "q.group-3", "q.group-4", "q.group-5"],
      ...["q.stability", "q.sorter-stability", "q.agreement"],
    ]);
    expect(readdirSync(join(study, "outputs/figures"))).toContain("q.number-of-factors.svg");
    expect((await buildStudy(study)).status).toBe("unchanged");
  });

  test("gives the same bytes whatever the order of sorts and files", async () => {
    await buildStudy(study);
    const before = digestsUnder(join(study, "outputs"));
    const { files } = guardianshipQ();
    const [header = "", ...rows] = (files.get("q/sorts/2022-07.csv") ?? "").trimEnd().split("\n");
    const shuffled = [header, ...seededRandom("order").shuffle(rows), ""].join("\n");
    await writeStudy(settings, { "q/sorts/2022-07.csv": shuffled });
    expect((await buildStudy(study)).status).toBe("built");
    expect(digestsUnder(join(study, "outputs"))).toEqual(before);
  });
});

describe("[B51] the gate before Q-sorts", () => {
  test("stops everything that groups of three to six stand behind, and says what would be releasable", async () => {
    await buildStudy(study);
    const tables = releasedTables();
    const { sorters } = guardianshipQ();
    const csv = (id: string) => readFileSync(join(study, "outputs/tables", `${id}.csv`), "utf8");
    for (const id of ["q.loadings", "q.arrays", "q.z-scores", "q.group-1", "q.stability", "q.sorter-stability"]) {
      expect(tables.get(id)?.disclosure.status, id).toBe("withheld");
      expect(csv(id), id).not.toMatch(/[^\w.]-?\d+\.\d/u);
    }
    const groups = tables.get("q.groups");
    for (const { id, cells } of groups?.rows.filter((row) => row.id !== "all") ?? []) {
      for (const cell of cells) expect(cell.kind, id).toBe("withheld");
    }
    const agreement = tables.get("q.agreement");
    for (const { cells } of agreement?.rows ?? []) {
      for (const cell of cells.slice(0, sorters.length)) expect(["withheld", "absent"]).toContain(cell.kind);
    }
    for (const id of ["q.groups", "q.agreement", "q.arrays"]) {
      expect(tables.get(id)?.disclosure.releasable, id).toMatchObject({ leastPeople: 10 });
    }
  });

  test("releases after review what somebody else decided, prints the reason, and leaves the rest as it was", async () => {
    await buildStudy(study);
    const before = releasedTables();
    const review = (result: string, decision: string) =>
      `    - { result: ${result}, reason: Averages only, requested: { by: A, on: 2022-10-01 }${decision} }\n`;
    await writeStudy(
      settings.replace(
        "disclosure: { policy: sacro }\n",
        `disclosure:\n  policy: sacro\n  reviews:\n${review("q.arrays", ", decision: { outcome: release, by: B, on: 2022-10-02 }")}${review("q.groups", "")}`,
      ),
    );
    await buildStudy(study);
    const after = releasedTables();
    expect(after.get("q.arrays")?.rows[0]?.cells[0]).toMatchObject({ kind: "statistic" });
    expect(existsSync(join(study, "outputs/figures/q.arrays.svg"))).toBe(true);
    expect(readFileSync(join(study, "outputs/annex.html"), "utf8")).toContain("Averages only");
    expect(after.get("q.groups")?.rows).toEqual(before.get("q.groups")?.rows);
    expect(after.get("q.loadings")).toEqual(before.get("q.loadings"));
  });

  test("a review that the same person asked for and decided, or of a result there is not, stops the build", async () => {
    const reviews = (one: string) => settings.replace("sacro }", `sacro, reviews: [${one}] }`);
    const asked = "reason: r, requested: { by: A, on: 2022-10-01 }";
    await writeStudy(reviews(`{ result: q.arrays, ${asked}, decision: { outcome: release, by: A, on: 2022-10-02 } }`));
    expect((await checkStudy(study)).map(({ place }) => place.path)).toEqual(["disclosure.reviews[0].decision.by"]);
    await writeStudy(reviews(`{ result: q.nothing, ${asked} }`));
    const failure = await buildStudy(study).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StudyProblems);
    expect((failure as StudyProblems).problems.map(({ code }) => code)).toEqual(["review-of-no-result"]);
  });
});

describe("[B53] words of people", () => {
  test("are looked through for the names of those who work with the data, however they are written", async () => {
    const written = { "q/narratives/1.md": "They would go to sunny first, and only then to the others.\n" };
    const findings = async () => {
      const { results } = await checkStudyDisclosure(study);
      const all = results.flatMap((result) => result.findings);
      return all.filter(({ kind }) => kind === "identifying-details").map(({ message }) => message);
    };
    await writeStudy(settings, written);
    expect(await findings()).toEqual([]);
    await writeStudy(`${settings}people: [{ name: Sunny Okoro, role: guardian }]\n`, written);
    expect(await findings()).toEqual([expect.stringContaining("sunny")]);
  });
});

describe("[B52] what is wrong in one strand", () => {
  test("does not hide what is wrong in another", async () => {
    const { files } = guardianshipQ();
    await writeStudy(settings.replace("[q]", "[records, q]"), {
      "q/sorts/2022-07.csv": (files.get("q/sorts/2022-07.csv") ?? "").replace("QYP1,en,s01,", "QYP1,en,s99,"),
      "records/rules.yaml": "kinds: [\n",
    });
    const found = (await checkStudy(study)).map(({ place }) => place.file);
    expect(new Set(found)).toEqual(new Set(["q/sorts/2022-07.csv", "records/rules.yaml", "records/crosswalk.csv"]));
  });

  test("an interrupt while random sorts are drawn leaves the former outputs", async () => {
    await buildStudy(study);
    const before = digestsUnder(join(study, "outputs"));
    await writeStudy(settings.replace("title: Q", "title: Another"));
    const stop = new AbortController();
    const build = buildStudy(study, {
      signal: stop.signal,
      progress: (step) => {
        if (step === "analyse random sorts") stop.abort();
      },
    });
    await expect(build).rejects.toMatchObject({ name: "AbortError" });
    expect(digestsUnder(join(study, "outputs"))).toEqual(before);
    expect((await buildStudy(study)).status).toBe("built");
  });

  test("one strand can be built alone", async () => {
    await writeStudy(settings.replace("[q]", "[records, q]"), { "records/rules.yaml": "kinds: [\n" });
    await expect(buildStudy(study, { strand: "q" })).rejects.toBeInstanceOf(StudyProblems);
    await writeStudy(settings);
    await expect(buildStudy(study, { strand: "records" })).rejects.toBeInstanceOf(StudyProblems);
    expect((await buildStudy(study, { strand: "q" })).status).toBe("built");
  });
});
