import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildReport, buildStudy, openLinkedRecords } from "@plait/build";
import { id, sql } from "@plait/database";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestsUnder, filesUnder } from "./output-files.ts";
import { csvOf, monthlyHeader, writeIn, writeSmallStudy } from "./small-study.ts";

let built: TemporaryFolder;
let first: Record<string, string>;
let folder: TemporaryFolder;
/** A study that was built once. */
let study: string;
let outputs: string;
let cache: string;

beforeAll(async () => {
  built = await temporaryFolder("built");
  writeSmallStudy(join(built.path, "study"));
  first = digestsUnder((await buildStudy(join(built.path, "study"))).outputs);
});
afterAll(() => built.remove());

beforeEach(async () => {
  folder = await temporaryFolder("again");
  study = join(folder.path, "study");
  outputs = join(study, "outputs");
  cache = join(study, ".plait", "cache");
  cpSync(join(built.path, "study"), study, { recursive: true });
});
afterEach(() => folder.remove());

function damage(how: (bytes: Buffer) => Uint8Array, which: RegExp): number {
  const files = filesUnder(cache).filter((file) => which.test(file));
  for (const file of files) writeFileSync(join(cache, file), how(readFileSync(join(cache, file))));
  return files.length;
}

const damages: readonly (readonly [string, (bytes: Buffer) => Uint8Array])[] = [
  ["cut short", (bytes) => bytes.subarray(0, bytes.length / 2)],
  ["of no length", () => Buffer.alloc(0)],
  ["bytes of nothing", (bytes) => createHash("sha512").update(bytes).digest()],
  ["with one byte changed", (bytes) => bytes.with(40, (bytes[40] ?? 0) ^ 1)],
  ["what another version might keep", () => Buffer.from(JSON.stringify({ files: [], sheets: [], tables: [] }))],
];

describe("[B33] damaged files of the cache", () => {
  test.each(damages)("are made again, and the outputs are the same bytes: %s", async (_, how) => {
    expect(damage(how, /\.(?:json|parquet)$/u)).toBeGreaterThan(20);
    writeFileSync(join(outputs, "annex.html"), "spoilt");
    expect(await buildStudy(study)).toMatchObject({ status: "built", filesRead: 8 });
    expect(digestsUnder(outputs)).toEqual(first);
    expect(await buildStudy(study)).toMatchObject({ status: "unchanged", filesRead: 0 });
  });

  test("of one delivery have that delivery read again, and nothing else is done", async () => {
    const [entry = ""] = filesUnder(cache);
    expect(damage(() => Buffer.alloc(0), new RegExp(`^${entry.split("/", 2).join("/")}/0\\.parquet$`, "u"))).toBe(1);
    expect(await buildStudy(study)).toMatchObject({ status: "unchanged", filesRead: 1 });
    expect(await buildStudy(study)).toMatchObject({ status: "unchanged", filesRead: 0 });
  });

  test.each([/\/wide\.parquet$/u, /\/quarantine\.parquet$/u, /\/account\.json$/u])(
    "of the linked tables have them linked again: %s",
    async (which) => {
      const rows = async (): Promise<unknown> => {
        const open = await openLinkedRecords(study);
        try {
          return await open.database.rows(sql`select * from ${id("wide")} order by ${id("ref")}`);
        } finally {
          await open.close();
        }
      };
      const before = await rows();
      expect(damage(() => Buffer.alloc(0), which)).toBe(1);
      expect(await rows()).toEqual(before);
    },
  );
});

describe("[B34] a build of what was built before", () => {
  test("warns of what the first one warned of", async () => {
    writeIn(
      study,
      "records/deliveries/2023/North/monthly more.csv",
      csvOf([
        [...monthlyHeader, "Shoe size", "Remark", "Remark"],
        ["REF000002", "01/2023", "Open", "38", "", ""],
      ]),
    );
    const codes = ({ warnings }: BuildReport) => warnings.map(({ code }) => code);
    const report = await buildStudy(study);
    expect(report.status).toBe("built");
    expect(codes(report)).toEqual(["duplicate-header", "column-not-mapped", "declared-gap-holds-rows"]);
    const again = await buildStudy(study);
    expect(again).toEqual({ ...report, status: "unchanged", filesRead: 0 });
  });
});
