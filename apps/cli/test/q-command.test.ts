import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { guardianshipQ } from "@plait/example-guardianship";
import { makeGrid, readQFile, writeKadeWorkbook, writePqMethodDat } from "@plait/q-method";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runPlait } from "./run-plait.ts";

/** The nine sorts of Lipset's study as Brown (1980) prints them, 33 statements on a grid 2-3-4-5-5-5-4-3-2. */
const lipset: { sorters: string[]; sorts: number[][] } = JSON.parse(
  readFileSync(new URL("../../../packages/q-method/test/analysis/lipset.json", import.meta.url), "utf8"),
);
const lipsetGrid = makeGrid([2, 3, 4, 5, 5, 5, 4, 3, 2].map((cards, at) => ({ value: at - 4, cards })));

let folder: TemporaryFolder;
let study: string;

beforeEach(async () => {
  folder = await temporaryFolder("cli-q");
  study = join(folder.path, "study");
  const { files } = guardianshipQ();
  const settings = "title: Q\nlanguages: [en, ar]\nstrands: [q]\ndisclosure: { policy: sacro }\n";
  for (const [path, text] of [["study.yaml", settings] as const, ...files]) {
    await mkdir(dirname(join(study, path)), { recursive: true });
    await writeFile(join(study, path), text);
  }
});
afterEach(() => folder.remove());

describe("[C20] plait q check", () => {
  test("prints the digits of each wording, with which it can be locked", async () => {
    const { status, stdout } = await runPlait("q", "check", study);
    expect(status).toBe(0);
    const wording = /cards in en, version 1: wording ([0-9a-f]{12})\n/u.exec(stdout)?.[1];
    const grid = join(study, "q/grid.yaml");
    const locked = `    version: 1\n    locked: { wording: "${wording}", when: 2022-06-01 }\n`;
    writeFileSync(grid, readFileSync(grid, "utf8").replace("    version: 1\n", locked));
    expect((await runPlait("q", "check", study)).stdout).toContain(`${wording}, locked`);
    const cards = join(study, "q/q-set.csv");
    writeFileSync(cards, readFileSync(cards, "utf8").replace("I feel safe where I am.", "I am safe."));
    const changed = await runPlait("q", "check", study);
    expect(changed.status).toBe(1);
    expect(changed.stderr).toContain("the cards in en were changed after they were locked on 2022-06-01");
  });

  test("names every problem with its place, and ends with 1", async () => {
    const sorts = join(study, "q/sorts/2022-07.csv");
    writeFileSync(sorts, readFileSync(sorts, "utf8").replace("QYP1,en,s01,", "QYP1,en,s99,"));
    writeFileSync(join(study, "q/participants.csv"), "sorter,age\nQYP1,old\n");
    const { status, stderr } = await runPlait("q", "check", study);
    expect(status).toBe(1);
    expect(stderr).toContain("q/participants.csv, line 2");
    expect((await runPlait("check", study)).status).toBe(1);
  });
});

describe("[C21] plait q analyse", () => {
  test("runs on a bare .DAT without a study and prints JSON with Lipset's eigenvalues", async () => {
    const file = join(folder.path, "lipset.dat");
    const data = {
      title: "Lipset",
      statements: Array.from({ length: 33 }, (_, at) => ({ id: `s${at + 1}` })),
      grid: lipsetGrid,
      sorts: lipset.sorters.map((sorter, at) => ({ sorter, places: lipset.sorts[at] ?? [] })),
    };
    await writeFile(file, writePqMethodDat(data, { file }).value ?? "");
    const { status, stdout } = await runPlait("q", "analyse", file, "--factors", "3", "--resamples", "100");
    expect(status).toBe(0);
    const { analysis, parallel } = JSON.parse(stdout);
    expect(analysis.evidence.eigenvalues[0]).toBeCloseTo(2.383773189, 9);
    expect(analysis.factors.map(({ flagged }: { flagged: unknown[] }) => flagged.length)).toEqual([3, 3, 3]);
    expect(parallel.factors).toBe(2);
  });

  test("runs on a bare CSV, keeps as many factors as stand above noise, and takes the grid from the sorts", async () => {
    const file = join(folder.path, "sorts.csv");
    const ids = Array.from({ length: 33 }, (_, at) => `s${at + 1}`);
    const rows = lipset.sorters.map((sorter, at) => [sorter, ...(lipset.sorts[at] ?? [])].join(","));
    await writeFile(file, [["sorter", ...ids].join(","), ...rows, ""].join("\n"));
    const { status, stdout } = await runPlait("q", "analyse", file, "--resamples", "100");
    expect(status).toBe(0);
    const { factorsKept, analysis } = JSON.parse(stdout);
    expect(factorsKept).toBe(2);
    expect(analysis.grid.columns.map(({ cards }: { cards: number }) => cards)).toEqual([2, 3, 4, 5, 5, 5, 4, 3, 2]);
    expect(analysis.unaligned.map(({ sorter }: { sorter: string }) => sorter)).toEqual(["FR9"]);
  });

  test("takes the choices of a study, and those of the command line before them", async () => {
    const { stdout } = await runPlait("q", "analyse", study, "--extraction", "centroid", "--resamples", "100");
    const { analysis, factorsKept } = JSON.parse(stdout);
    expect(factorsKept).toBe(5);
    expect(analysis.method.options.extraction).toBe("centroid");
    expect(analysis.factors.map(({ name }: { name: string }) => name)).toContain("Group 1");
  });

  test("a choice that is none is wrong usage", async () => {
    const { status, stderr } = await runPlait("q", "analyse", study, "--rotation", "sideways");
    expect(status).toBe(2);
    expect(stderr).toContain("rotation");
  });

  test("a file that holds no sorts is a problem of the input", async () => {
    const file = join(folder.path, "letter.csv");
    await writeFile(file, "Dear colleague,\nhere are no sorts.\n");
    expect((await runPlait("q", "analyse", file)).status).toBe(1);
  });
});

describe("[C22] plait q import", () => {
  const first = guardianshipQ().sorters[0];
  const newcomer = () => ({
    statements: Array.from({ length: 28 }, (_, at) => ({ id: `s${String(at + 1).padStart(2, "0")}` })),
    grid: makeGrid([2, 4, 5, 6, 5, 4, 2].map((cards, at) => ({ value: at - 3, cards }))),
    sorts: [{ sorter: "QYP26", places: first?.places ?? [] }],
  });

  test("brings a KADE workbook in as tidy CSV that the study then reads", async () => {
    const file = join(folder.path, "kade.xlsx");
    await writeFile(file, writeKadeWorkbook(newcomer(), 1, { file }).value ?? "");
    const { status, stdout } = await runPlait("q", "import", study, file, "--as", "late");
    expect(status).toBe(0);
    expect(stdout).toContain("1 sorts. Wrote q/sorts/late.csv.");
    const written = join(study, "q/sorts/late.csv");
    expect(readFileSync(written, "utf8").split("\r\n")[0]).toBe("sorter,statement,place");
    if (process.platform !== "win32") expect(statSync(written).mode & 0o777).toBe(0o600);
    const { stderr } = await runPlait("q", "check", study);
    expect(stderr).toContain("of QYP26 nothing is known but the sort");
    const again = await runPlait("q", "import", study, file, "--as", "later");
    expect(again.status).toBe(1);
    expect(again.stderr).toContain("the study already has a sort of QYP26");
  });

  test("reads numbers from a photographed grid, and names the card that is missing", async () => {
    const at = (value: number) => (first?.places ?? []).flatMap((place, card) => (place === value ? [card + 1] : []));
    const lines = [-3, -2, -1, 0, 1, 2, 3].map((value) => [value, ...at(value)].join(","));
    const file = join(folder.path, "photo.csv");
    await writeFile(file, ["sorter,QYP27", ...lines, ""].join("\n"));
    expect((await runPlait("q", "import", study, file)).status).toBe(0);
    expect(readFileSync(join(study, "q/sorts/photo.csv"), "utf8").split("\n")).toHaveLength(30);

    const missing = at(0)[0];
    await writeFile(
      file,
      ["sorter,QYP28", ...lines.map((line) => line.replace(new RegExp(`^0,${missing},`, "u"), "0,")), ""].join("\n"),
    );
    const refused = await runPlait("q", "import", study, file, "--as", "second");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(new RegExp(`\\b${missing}\\b`, "u"));
    expect(existsSync(join(study, "q/sorts/second.csv"))).toBe(false);
  });

  test("never writes over a file, and takes no name that leads out of the folder", async () => {
    const file = join(folder.path, "kade.xlsx");
    await writeFile(file, writeKadeWorkbook(newcomer(), 2, { file }).value ?? "");
    const before = readFileSync(join(study, "q/sorts/2022-07.csv"), "utf8");
    expect((await runPlait("q", "import", study, file, "--as", "2022-07")).status).toBe(1);
    expect(readFileSync(join(study, "q/sorts/2022-07.csv"), "utf8")).toBe(before);
    expect((await runPlait("q", "import", study, file, "--as", "../../out")).status).toBe(1);
    expect(readdirSync(join(study, "q/sorts"))).toEqual(["2022-07.csv", "2022-09.csv"]);
  });
});

describe("[C24] plait q export", () => {
  test.each([
    ["tidy", "out.csv"],
    ["wide", "out.csv"],
    ["pqmethod", "out.dat"],
    ["kade-1", "out.xlsx"],
    ["kade-2", "out.xlsx"],
    ["kade-3", "out.xlsx"],
    ["kade-zip", "out.zip"],
    ["eq-web-sort", "out.json"],
    ["quince", "out.csv"],
    ["htmlq", "out.csv"],
    ["easy-htmlq", "out.json"],
  ])("%s reads back as the same sorts, and only its owner can read it", async (format, file) => {
    const { status, stdout } = await runPlait(
      "q",
      "export",
      study,
      "--format",
      format,
      "--to",
      join(folder.path, "out"),
    );
    expect(status).toBe(0);
    expect(stdout).toContain("must stay inside the safe setting");
    const path = join(folder.path, file);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
    const read = readQFile(path, readFileSync(path));
    const { sorters } = guardianshipQ();
    expect(read.value?.sorts.map(({ sorter, places }) => [sorter, places])).toEqual(
      sorters.map(({ code, places }) => [code, places]),
    );
  });
});

describe("[C25] what is not there", () => {
  test.each([
    ["a study", ["q", "check", "nowhere"], "there is no such folder"],
    ["a study to export from", ["q", "export", "nowhere"], "there is no such folder"],
    ["a study to print", ["q", "print", "nowhere"], "there is no such folder"],
    ["a file to analyse", ["q", "analyse", "nowhere.csv"], "nowhere.csv\n  error: the file cannot be opened (ENOENT)"],
  ])("%s is said plainly and ends with 1", async (_, args, said) => {
    const { status, stderr } = await runPlait(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(said);
  });

  test("a file to import, and a folder that is no file", async () => {
    for (const file of [join(folder.path, "nowhere.csv"), folder.path]) {
      const { status, stderr } = await runPlait("q", "import", study, file);
      expect(status).toBe(1);
      expect(stderr).toContain("the file cannot be opened");
    }
  });

  test("a folder to export to is wrong usage", async () => {
    const { status, stderr } = await runPlait("q", "export", study, "--to", join(folder.path, "no", "out"));
    expect(status).toBe(2);
    expect(stderr).toContain("there is no folder");
  });
});

describe("[C26] plait init --strands", () => {
  test("begins a study with Q-sorts that has no error, alone or beside records", async () => {
    for (const strands of [["q"], ["records", "q"]]) {
      const to = join(folder.path, strands.join("-"));
      const { status, stdout } = await runPlait("init", to, "--strands", ...strands);
      expect(status).toBe(0);
      expect(stdout).toContain("write the cards in q/q-set.csv");
      expect((await runPlait("check", to)).status).toBe(0);
      expect(existsSync(join(to, "records"))).toBe(strands.includes("records"));
    }
  });
});

describe("[C23] plait q print", () => {
  test("writes cards, board, guide and entry form as PDF and HTML", async () => {
    const to = join(folder.path, "sheets");
    const { status } = await runPlait("q", "print", study, "--to", to);
    expect(status).toBe(0);
    const files = readdirSync(to).sort();
    expect(files).toEqual([
      ...[
        "board-en.html",
        "board-en.pdf",
        "cards-en.html",
        "cards-en.pdf",
        "entry-en.html",
        "guide-en.html",
        "guide-en.pdf",
      ],
      ...["overview-en.html", "overview-en.pdf", "strips-en.html", "strips-en.pdf"],
    ]);
    expect(readFileSync(join(to, "cards-en.pdf")).subarray(0, 5).toString()).toBe("%PDF-");
    expect(readFileSync(join(to, "cards-en.html"), "utf8")).toContain("I feel safe where I am.");
  });

  test("in a language the study has no words for is a problem that says which it has", async () => {
    const { status, stderr } = await runPlait("q", "print", study, "--language", "vi", "--to", join(folder.path, "x"));
    expect(status).toBe(1);
    expect(stderr).toContain("there are no words for vi around the cards; there are for en, ar");
  });

  test("writes a sheet as HTML alone where the fonts lack a character, and names it", async () => {
    const cards = join(study, "q/q-set.csv");
    writeFileSync(cards, readFileSync(cards, "utf8").replace("I feel safe where I am.", "I feel safe ไทย."));
    const to = join(folder.path, "sheets");
    const { status, stderr } = await runPlait("q", "print", study, "--to", to);
    expect(status).toBe(0);
    expect(stderr).toContain("ไ");
    expect(readdirSync(to)).not.toContain("cards-en.pdf");
    expect(readdirSync(to)).toEqual(expect.arrayContaining(["cards-en.html", "overview-en.pdf"]));
  });
});
