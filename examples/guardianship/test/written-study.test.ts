import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { readStudy } from "@plait/study";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type GuardianshipTruth, type TruthFault, writeGuardianshipStudy } from "../src/index.ts";
import { readBack } from "./read-back.ts";

let folder: string;
let study: string;
let truth: GuardianshipTruth;
let truthFile: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guardianship-"));
  study = join(folder, "study");
  ({ truth, truthFile } = await writeGuardianshipStudy(study));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filesUnder(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

function digests(root: string): Record<string, string> {
  return Object.fromEntries(
    filesUnder(root).map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(root, file)))
        .digest("hex"),
    ]),
  );
}

const contents = new Map<string, Map<string, string[][]>>();
function cellsOf(file: string, sheet: string | null): string[][] {
  const read = contents.get(file) ?? readBack(join(study, "records/deliveries", file));
  contents.set(file, read);
  const cells = read.get(sheet ?? "");
  if (cells === undefined) throw new Error(`${file} has no sheet ${sheet}`);
  return cells;
}

describe("[G1] the study folder", () => {
  test("is read without a problem", async () => {
    const { problems, value } = await readStudy({
      list: async () => filesUnder(study),
      readText: async (path) =>
        existsSync(join(study, path)) ? { text: readFileSync(join(study, path), "utf8") } : { missing: true },
    });
    expect(problems).toEqual([]);
    expect(value?.records?.deliveries.length).toBe(filesUnder(join(study, "records/deliveries")).length - 1);
  });

  test("says that it is synthetic, and keeps the truth outside", () => {
    expect(readFileSync(join(study, "study.yaml"), "utf8")).toContain("Everything in this study is synthetic");
    expect(truthFile).toBe(join(folder, "study-truth.json"));
    expect(filesUnder(study).filter((file) => file.includes("truth"))).toEqual([]);
  });

  test("declares the gaps of the document's Figure 1", () => {
    const rules = parse(readFileSync(join(study, "records/rules.yaml"), "utf8"));
    const gaps = [...rules.not_supplied, ...rules.limited].map(
      (gap: { kind: string; group?: string; from: string; to: string }) =>
        `${gap.kind} ${gap.group ?? "all"} ${gap.from} ${gap.to}`,
    );
    expect(gaps).toEqual([
      "monthly DW 2019-02 2019-03",
      "monthly RPC 2018-10 2019-03",
      "contact all 2020-01 2020-12",
      "referral all 2020-01 2020-04",
    ]);
  });

  test("holds real workbooks and CSV files", () => {
    for (const file of filesUnder(join(study, "records/deliveries")).filter((name) => name.endsWith(".xls"))) {
      const start = readFileSync(join(study, "records/deliveries", file))
        .subarray(0, 8)
        .toString("hex");
      expect([file, start]).toEqual([file, "d0cf11e0a1b11ae1"]);
    }
    expect(
      filesUnder(join(study, "records/deliveries")).filter((name) => name.endsWith(".csv")).length,
    ).toBeGreaterThan(20);
  });
});

describe("[G2] Table 1", () => {
  test("is what is delivered less what linking takes out, sheet by sheet", () => {
    const linked: Record<string, number> = {};
    for (const sheet of truth.sheets) {
      const left = sheet.dataRows - sheet.exactDuplicates - sheet.merged - sheet.quarantined;
      const key = `${sheet.kind} ${sheet.group}`;
      linked[key] = (linked[key] ?? 0) + left;
    }
    expect(linked).toEqual({
      "referral DW": 1838,
      "referral RPC": 2251,
      "referral Missing": 81,
      "monthly DW": 19412,
      "monthly RPC": 15116,
      "monthly Missing": 659,
      "contact DW": 57285,
      "contact RPC": 21799,
      "contact Missing": 756,
    });
  });

  test("rests on as many rows as the files hold", () => {
    for (const sheet of truth.sheets) {
      const cells = cellsOf(sheet.file, sheet.sheet);
      const first = sheet.headerRows.at(-1) ?? 0;
      const below = truth.faults.filter(
        (fault) =>
          fault.file === sheet.file &&
          fault.sheet === sheet.sheet &&
          (fault.fault === "total-row" || fault.fault === "footnote-row"),
      ).length;
      const blank = below > 0 ? 1 : 0;
      expect([sheet.file, sheet.sheet, cells.length]).toEqual([
        sheet.file,
        sheet.sheet,
        first + sheet.dataRows + blank + below,
      ]);
    }
  });

  test("has no rows of what was not supplied", () => {
    const months = truth.sheets.filter(({ kind }) => kind === "contact").map(({ file }) => file.slice(0, 4));
    expect(months).not.toContain("2020");
    const monthly2019 = cellsOf("2017-2019/DW/DW monthly 2019.csv", null).map((row) => row[1]);
    expect(monthly2019).not.toContain("February 2019");
    expect(monthly2019).not.toContain("March 2019");
    expect(monthly2019).toContain("January 2019");
  });
});

describe("[G3] the wide file and the sample", () => {
  test("take away 87 and 2,724, never one to nine at a step", () => {
    expect(truth.wide.steps.map(({ removed }) => removed)).toEqual([11, 12, 24, 40]);
    expect(truth.wide.steps.at(-1)?.left).toBe(4083);
    expect(truth.sample.steps.at(-1)?.left).toBe(1359);
    for (const { removed } of [...truth.wide.steps, ...truth.sample.steps]) expect(removed).toBeGreaterThanOrEqual(10);
  });
});

const EXPECTED_KINDS = [
  "conflicting-rows",
  "date-bare-serial",
  "date-impossible",
  "date-in-doubt",
  "date-in-words",
  "date-month-first",
  "date-other-form d mmm yyyy",
  "date-other-form dd-mm-yyyy",
  "date-other-form dd.mm.yyyy",
  "date-other-form dd/mm/yyyy",
  "date-other-form yyyy-mm-dd",
  "date-partial",
  "date-past-pivot",
  "date-two-digit-year",
  "date-with-time",
  "empty-sheet",
  "encoding utf-8 with BOM",
  "encoding windows-1252",
  "exact-duplicate-across-files",
  "exact-duplicate-within-file",
  "file-resent",
  "footnote-row",
  "header-odd-space",
  "header-superscript",
  "hidden-sheet",
  "hidden-sheet-with-data",
  "index-sheet",
  "merged-header",
  "mergeable-row",
  "must-not-merge",
  "orphan-contact",
  "orphan-monthly",
  "out-of-period-referral",
  "preamble-row",
  "quoted-newline",
  "re-entry-other-date",
  "re-entry-other-date-and-site",
  "re-entry-other-site",
  "reference-as-number",
  "reference-hyphen",
  "reference-lost-zeros",
  "reference-lower-case",
  "reference-missing",
  "reference-old-prefix",
  "reference-spaced",
  "reference-unusable",
  "renamed-column",
  "renamed-role",
  "required-missing",
  "several-sheets",
  "test-record",
  "total-row",
  "two-row-header",
  "unused-column",
  "value-accented",
  "value-in-second-column",
  "value-misspelt",
  "value-recased",
  "value-reworded",
  "value-superscript",
  "value-unforeseen",
  "workbook-1904",
];

describe("[G4] planted faults", () => {
  test("are of every kind", () => {
    const kinds = [...new Set(truth.faults.map(({ fault }) => fault))].filter(
      (kind) => !kind.startsWith("stray-space"),
    );
    expect(kinds.sort()).toEqual([...EXPECTED_KINDS].sort());
  });

  test("hold every space of Unicode, and what has no width", () => {
    const points = truth.faults.flatMap(({ fault }) => fault.match(/^stray-space U\+(.*)$/)?.[1] ?? []);
    const spaces =
      "0009 000A 0020 00A0 1680 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200A 200B 200C 200D 202F 205F 2060 3000 FEFF";
    expect([...new Set(points)].sort()).toEqual(spaces.split(" "));
  });

  test("of encoding show in the bytes: text that is no UTF-8, or a mark in front", () => {
    const encoded = truth.faults.flatMap(({ fault, file }) => {
      const [, encoding] = /^encoding (.*)$/.exec(fault) ?? [];
      return encoding === undefined ? [] : [{ encoding, file }];
    });
    expect(encoded.map(({ encoding }) => encoding).sort()).toEqual([
      ...new Array<string>(4).fill("utf-8 with BOM"),
      ...new Array<string>(4).fill("windows-1252"),
    ]);
    for (const { encoding, file } of encoded) {
      const bytes = readFileSync(join(study, "records/deliveries", file));
      const shows =
        encoding === "windows-1252"
          ? bytes.some((byte) => byte > 0x7f) && !isUtf8(bytes)
          : bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
      expect([file, shows]).toEqual([file, true]);
    }
  });

  test("are where the truth says, cell by cell", () => {
    const wrong: TruthFault[] = [];
    let checked = 0;
    for (const fault of truth.faults) {
      if (fault.row === null || fault.column === null || fault.file.startsWith("nrm/")) continue;
      const cells = cellsOf(fault.file, fault.sheet);
      const row = cells[fault.row - 1] ?? [];
      const headers = headerLabels(fault);
      const found = (row[headers.indexOf(fault.column)] ?? "").replaceAll("\r\n", "\n");
      checked++;
      const label = (text: string) => text.replace(/\s+/gu, " ").trim();
      const isHeader = label(fault.raw ?? "") === fault.column || fault.column.endsWith(`/ ${label(fault.raw ?? "")}`);
      if (found !== (fault.raw ?? "") && !(isHeader && label(found) === label(fault.raw ?? ""))) wrong.push(fault);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(checked).toBeGreaterThan(3000);
  });

  test("of whole rows carry the reference they name", () => {
    const wrong: TruthFault[] = [];
    for (const fault of truth.faults) {
      if (fault.row === null || fault.column !== null || fault.urn === undefined) continue;
      const row = cellsOf(fault.file, fault.sheet)[fault.row - 1] ?? [];
      const digits = Number(fault.urn.slice(3));
      if (!row.slice(0, 2).some((cell) => Number(cell.replace(/\D/g, "")) === digits)) wrong.push(fault);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test("never fall twice on one cell", () => {
    const seen = new Set<string>();
    const twice: TruthFault[] = [];
    for (const fault of truth.faults) {
      if (fault.row === null || fault.column === null) continue;
      const key = [fault.file, fault.sheet, fault.row, fault.column].join("|");
      if (seen.has(key) && !/^(header|renamed-column)/.test(fault.fault)) twice.push(fault);
      seen.add(key);
    }
    expect(twice).toEqual([]);
  });

  function headerLabels({ file, sheet }: TruthFault): string[] {
    const rows = truth.sheets.find((one) => one.file === file && one.sheet === sheet)?.headerRows ?? [];
    const cells = cellsOf(file, sheet);
    const labels = (cells[(rows.at(-1) ?? 1) - 1] ?? []).map((label) => label.replace(/\s+/gu, " ").trim());
    if (rows.length < 2) return labels;
    let heading = "";
    return labels.map((label, i) => {
      heading = cells[(rows[0] ?? 1) - 1]?.[i] || heading;
      return `${heading} / ${label}`;
    });
  }
});

describe("[G5] the same seed", () => {
  test("gives the same bytes", async () => {
    const again = join(folder, "again", "study");
    await writeGuardianshipStudy(again);
    expect(digests(again)).toEqual(digests(study));
    expect(readFileSync(join(folder, "again", "study-truth.json"))).toEqual(readFileSync(truthFile));
  });
});
