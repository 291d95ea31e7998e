import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { AcroResults } from "../../src/bundle/acro-files.ts";
import { views } from "../fixtures/results.ts";
import { bundledResults, bundleTexts, plantedResult, suppressedFigure, textOf } from "./fixture.ts";

const texts = await bundleTexts();
// Written by this package: its shape is what these tests look at.
const acro = JSON.parse(textOf(texts, "data/results.json")) as AcroResults;

function recordOf(id: string) {
  const record = acro.results[id];
  if (record === undefined) throw new Error(`no record of ${id}`);
  return record;
}

// [U20] SACRO Viewer takes the one JSON file of a folder that has a version and results of which each has files with names.
test("one JSON file of the folder can be taken for ACRO’s", () => {
  const candidates = [...texts].filter(([path]) => /^data\/[^/]+\.json$/.test(path));
  const fits = candidates.filter(([, text]) => {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null && "version" in content && "results" in content;
  });
  expect(candidates.length).toBeGreaterThan(1);
  expect(fits.map(([path]) => path)).toEqual(["data/results.json"]);
  expect(texts.has("data/outputs.json")).toBe(false);
});

// [U20]
test("each output has a record with all the fields of ACRO’s, in the order of the tables", () => {
  expect(Object.keys(acro.results)).toEqual(bundledResults.map(({ id }) => id));
  for (const [uid, record] of Object.entries(acro.results)) {
    expect(record.uid).toBe(uid);
    expect(Object.keys(record)).toEqual([
      ...["uid", "status", "type", "properties", "files", "outcome", "command", "summary", "timestamp", "comments"],
      ...["exception", "fair"],
    ]);
    expect(record.summary.split("; ")[0]).toBe(record.status);
  }
  expect(recordOf("records.closure-models").type).toBe("regression");
});

// [U21]
test("each file that a record names is there, under a name of its own, with its checksum", () => {
  const names = Object.values(acro.results).flatMap(({ files }) => files.map(({ name }) => name));
  for (const name of names) {
    const digest = createHash("sha256")
      .update(textOf(texts, `data/${name}`))
      .digest("hex");
    expect(textOf(texts, `data/checksums/${name}.txt`), name).toBe(digest);
    expect(name).toMatch(/^(?:tables|figures)\/[a-z0-9.-]+\.(?:csv|svg)$/);
  }
  // The viewer packs what it approves without folders.
  expect(new Set(names.map((name) => name.split("/").at(-1))).size).toBe(names.length);
});

// [U21] ACRO writes a suppressed figure with no file, and the viewer refuses the whole folder for it.
test("a figure of which nothing is left still has a file to its record", () => {
  expect(texts.has(`data/figures/${suppressedFigure.id}.svg`)).toBe(false);
  expect(recordOf(suppressedFigure.id).files.map(({ name }) => name)).toEqual([`tables/${suppressedFigure.id}.csv`]);
  for (const [uid, { files }] of Object.entries(acro.results)) expect(files.length, uid).toBeGreaterThan(0);
});

// [U22] The viewer compares the parts of versions as words and wants at least 0.4.
test("the version is new enough for those who compare words and those who compare numbers", () => {
  const asWords = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const asNumbers = (a: string, b: string): number => Number(a) - Number(b);
  const isAtLeast = (version: string, compare: typeof asWords) => {
    const [major = "", minor = ""] = version.split(".");
    return compare(major, "0") > 0 || (compare(major, "0") === 0 && compare(minor, "4") >= 0);
  };
  expect(isAtLeast("0.10.0", asNumbers)).toBe(true);
  expect(isAtLeast("0.10.0", asWords)).toBe(false);
  expect(isAtLeast(acro.version, asNumbers)).toBe(true);
  expect(isAtLeast(acro.version, asWords)).toBe(true);
  expect(acro.version).toMatch(/^\d\.\d\.\d$/);
});

// [U23] The viewer counts rows from 0 without the header, and columns from 0 without the first.
test("the cells that a record marks are those that the table shows as held back", () => {
  const [file] = recordOf(plantedResult.id).files;
  const shown = textOf(texts, `data/tables/${plantedResult.id}.csv`)
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .flatMap((line, row) => line.split(",").flatMap((field, column) => (field === "[c]" ? [[row, column - 1]] : [])));
  expect(shown).toHaveLength(6);
  expect(file?.sdc).toEqual({ summary: { withheld: 6 }, cells: { withheld: shown } });
  const { outcome } = recordOf(plantedResult.id);
  expect(outcome["Near (people)"]).toEqual({ few: "withheld; ", many: "withheld; ", most: "ok", less: "ok" });
});

// [U23] With rows in groups the table has a column more on its left: CSV "Gender,Other,[c],…" is place 2 − 1.
test("the marked cells are right where rows stand in groups", () => {
  const [file] = recordOf("records.populations").files;
  const lines = textOf(texts, "data/tables/records.populations.csv").trimEnd().split("\r\n").slice(1);
  const marked = file?.sdc.cells.withheld ?? [];
  expect(marked).toHaveLength(4);
  for (const [row, column] of marked) expect(lines[row]?.split(",")[column + 1]).toBe("[c]");
});

// [U24]
test("an exception has its reason and asks to be looked at, what passed has none", () => {
  expect(recordOf(views.id)).toMatchObject({
    status: "review",
    summary: "review; released after review",
    exception: "The view of a group of four is what the study is for",
  });
  for (const [uid, { status, exception }] of Object.entries(acro.results)) {
    if (uid !== views.id) expect({ status, exception }).toEqual({ status: "pass", exception: "" });
  }
});

// [U25] The viewer puts comments into its page as they are.
test("no words of a record begin a tag", () => {
  const { comments, command } = recordOf(plantedResult.id);
  expect(comments).toEqual([
    "Output checker Ben Okoro (approved, 3 March 2026, 09:00 UTC): counts < 10 are < held back>",
    "Output checker Cleo Marsh (approved, 4 March 2026, 11:30 UTC+01:00): no comment",
  ]);
  expect(command).toBe("plait build: Table 9, Visits by kind, < b>with< /b> =HYPERLINK(0)");
});

// [U26]
test("the risk profile is the policy in words", () => {
  const config: unknown = JSON.parse(textOf(texts, "data/config.json"));
  expect(config).toMatchObject({ policy: "sacro", title: "SACRO" });
  for (const value of Object.values(config ?? {})) expect(typeof value).toBe("string");
});
