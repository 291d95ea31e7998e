import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Database, id, sql } from "@plait/database";
import type { RecordsStudy } from "@plait/study";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PreparedSheets, prepareSheets } from "../../src/ingest/prepare-sheets.ts";
import { openSheetCache } from "../../src/ingest/sheet-cache.ts";
import { guardians } from "../guardians.ts";
import { memory, studyOf } from "../small-study.ts";

const PATHS = ["2019/DW/referral.csv", "2019/DW/monthly.csv", "2020/DW/referral.csv"] as const;

let folder: TemporaryFolder;
let database: Database;
let study: RecordsStudy;

beforeEach(async () => {
  folder = await temporaryFolder("prepare");
  database = await memory();
  study = await studyOf(guardians);
  study = { ...study, deliveries: PATHS.map((path) => deliveryOf(path)) };
  for (const [index, path] of PATHS.entries()) write(path, `URN,Site\n${index + 1},Leeds\n9,York\n`);
});
afterEach(() => folder.remove());

function deliveryOf(path: string): RecordsStudy["deliveries"][number] {
  const [period = "", group = "", file = ""] = path.split("/");
  return { file: `records/deliveries/${path}`, path, period, group, kind: file.replace(".csv", "") };
}

function fileOf(path: string): string {
  return join(folder.path, "records", "deliveries", path);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(fileOf(path)), { recursive: true });
  writeFileSync(fileOf(path), text);
}

async function prepare(progress: (step: string) => void = () => {}): Promise<PreparedSheets> {
  const cache = openSheetCache(join(folder.path, "cache"));
  return prepareSheets({
    study,
    folder: folder.path,
    database,
    cache,
    scratch: join(folder.path, "scratch"),
    progress,
  });
}

async function stepsOf(): Promise<string[]> {
  const steps: string[] = [];
  await prepare((step) => steps.push(step));
  return steps;
}

async function cellsOf({ sheets }: PreparedSheets): Promise<unknown[]> {
  const cells: unknown[] = [];
  for (const sheet of sheets) cells.push(await database.rows(sql`select * from ${sheet.cells} order by ${id("row")}`));
  return cells;
}

describe("[I52] a delivery is read once", () => {
  it("and known again by the hash of its bytes", async () => {
    const { hashes, sheets, filesRead } = await prepare();
    const sha256 = (path: string) =>
      createHash("sha256")
        .update(readFileSync(fileOf(path)))
        .digest("hex");
    expect([...hashes]).toEqual([...PATHS].sort().map((path) => [path, sha256(path)]));
    expect(sheets.map((sheet) => sheet.sha256)).toEqual([...hashes.values()]);
    expect(filesRead).toBe(3);
    expect((await prepare()).filesRead).toBe(0);
  });

  it("so that only what is read is said to be read", async () => {
    const look = "look for new and changed files among 3";
    expect(await stepsOf()).toEqual([
      look,
      "read 1 of 3: 2019/DW/monthly.csv",
      "read 2 of 3: 2019/DW/referral.csv",
      "read 3 of 3: 2020/DW/referral.csv",
    ]);
    expect(await stepsOf()).toEqual([look]);
    write("2020/DW/referral.csv", "URN,Site\n3,Bath\n");
    expect(await stepsOf()).toEqual([look, "read 1 of 1: 2020/DW/referral.csv"]);
  });

  it("with sheets numbered alike, read now or before", async () => {
    const first = await prepare();
    write("2019/DW/monthly.csv", "URN,Site\n7,Hull\n");
    const second = await prepare();
    expect(second.filesRead).toBe(1);
    const names = ({ sheets }: PreparedSheets) => sheets.map(({ number, delivery }) => [number, delivery.path]);
    expect(names(second)).toEqual(names(first));
  });

  it("and not used when it changes meanwhile", async () => {
    const path = "2019/DW/monthly.csv";
    const { sheets, problems } = await prepare((step) => {
      if (step.includes(path)) appendFileSync(fileOf(path), "8,Hull\n");
    });
    expect(problems).toMatchObject([
      { severity: "error", code: "file-changed-meanwhile", place: { file: `records/deliveries/${path}` } },
    ]);
    expect(sheets.map(({ delivery }) => delivery.path)).toEqual(["2019/DW/referral.csv", "2020/DW/referral.csv"]);
    expect((await prepare()).filesRead).toBe(1);
  });

  it("nor dropped in silence when it was not there at first", async () => {
    const path = "2019/DW/monthly.csv";
    rmSync(fileOf(path));
    const { problems } = await prepare((step) => {
      if (step.includes(path)) write(path, "URN,Site\n7,Hull\n");
    });
    expect(problems.map(({ code }) => code)).toEqual(["file-changed-meanwhile"]);
  });

  it("and a missing file is a problem that stands beside what could be read", async () => {
    rmSync(fileOf("2019/DW/monthly.csv"));
    const { sheets, problems } = await prepare();
    expect(problems.map(({ code }) => code)).toEqual(["missing-file"]);
    expect(sheets).toHaveLength(2);
  });
});

describe("[I51] what is kept of a delivery and damaged", () => {
  const damaged = "2019/DW/referral.csv";
  const other = "2020/DW/referral.csv";

  const damages: readonly (readonly [string, (bytes: Buffer, ofTheOther: Buffer) => Uint8Array])[] = [
    ["cut short", (bytes) => bytes.subarray(0, bytes.length / 2)],
    ["of no length", () => Buffer.alloc(0)],
    ["bytes of nothing", () => createHash("sha512").update("nothing").digest()],
    ["what another version might keep", () => Buffer.from(JSON.stringify({ version: 0, sheets: {} }))],
    ["whole, but of another delivery", (_, ofTheOther) => ofTheOther],
  ];

  it.each(damages)("is read again and replaced: %s", async (_, damage) => {
    const first = await prepare();
    for (const name of ["description.json", "0.parquet"]) {
      const file = join(entryOf(damaged, first), name);
      writeFileSync(file, damage(readFileSync(file), readFileSync(join(entryOf(other, first), name))));
      const again = await prepare();
      expect(again).toMatchObject({ filesRead: 1, problems: [] });
      expect(await cellsOf(again)).toEqual(await cellsOf(first));
      expect((await prepare()).filesRead).toBe(0);
    }
  });

  function entryOf(path: string, { hashes }: PreparedSheets): string {
    const kept = join(folder.path, "cache", "deliveries");
    const entry = readdirSync(kept).find((name) =>
      readFileSync(join(kept, name, "description.json"), "utf8").includes(hashes.get(path) ?? path),
    );
    return join(kept, entry ?? "");
  }
});
