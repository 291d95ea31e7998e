import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, sql } from "@plait/database";
import type { JoinCount, LedgerEntry, TracedValue } from "@plait/records";
import type { Problem } from "@plait/study";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  csvOf,
  monthlyHeader,
  referralHeader,
  writeIn,
  writeSmallStudy,
} from "../../../packages/build/test/small-study.ts";
import { runPlait } from "./run-plait.ts";

let built: TemporaryFolder;
let folder: TemporaryFolder;
/** A small study that was built once. */
let study: string;

beforeAll(async () => {
  built = await temporaryFolder("cli-built");
  const first = join(built.path, "study");
  writeSmallStudy(first);
  writeIn(
    first,
    "records/deliveries/2024/North/referrals more.csv",
    csvOf([
      [...referralHeader],
      ["REF000070", "04/11/2024", "Female", "Health", "25"],
      ["REF000032", "05/12/2024", "Female", "Health", "14"],
      ["REF000071", "31/02/2024", "Male", "Health", "14"],
    ]),
  );
  expect(await runPlait("build", first)).toMatchObject({ status: 0 });
});
afterAll(() => built.remove());

beforeEach(async () => {
  folder = await temporaryFolder("cli");
  study = join(folder.path, "study");
  cpSync(join(built.path, "study"), study, { recursive: true });
});
afterEach(() => folder.remove());

describe("[C1] help and usage", () => {
  test("help lists every command and ends with 0", async () => {
    const { status, stdout } = await runPlait("--help");
    expect(status).toBe(0);
    for (const name of ["demo", "init", "check", "build", "records", "q"])
      expect(stdout).toMatch(new RegExp(`^ +${name}\\b`, "mu"));
    const records = await runPlait("records", "--help");
    expect(records.status).toBe(0);
    for (const name of ["map", "repair", "trace", "ledger", "export"])
      expect(records.stdout).toMatch(new RegExp(`^ +${name}\\b`, "mu"));
  });

  test.each([
    [[]],
    [["frobnicate"]],
    [["build"]],
    [["build", "study", "--frobnicate"]],
    [["build", "study", "--strand", "unknown"]],
    [["build", "study", "--memory-limit", "much"]],
    [["records", "export", "study"]],
    [["records", "export", "study", "--table", "wide", "--format", "doc"]],
  ])("%j is wrong usage: 2, and says so on standard error", async (args) => {
    const { status, stdout, stderr } = await runPlait(...args);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).not.toBe("");
  });
});

describe("[C2] init", () => {
  test("writes a study that check finds no error in, only that nothing was delivered", async () => {
    const fresh = join(folder.path, "fresh");
    const { status, stdout } = await runPlait("init", fresh);
    expect(status).toBe(0);
    for (const file of ["study.yaml", "records/rules.yaml", "records/crosswalk.csv"]) {
      expect(stdout).toContain(file);
      expect(existsSync(join(fresh, file))).toBe(true);
    }
    const checked = await runPlait("check", fresh, "--json");
    expect(checked.status).toBe(0);
    const problems: Problem[] = JSON.parse(checked.stdout);
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning no-deliveries"]);
  });

  test("begins with the policy that is asked for, and with none that does not exist", async () => {
    const agreed = join(folder.path, "agreed");
    expect((await runPlait("init", agreed, "--policy", "uk-llc")).status).toBe(0);
    expect(readFileSync(join(agreed, "study.yaml"), "utf8")).toContain("\n  policy: uk-llc\n");
    const { status, stderr } = await runPlait("init", join(folder.path, "unknown"), "--policy", "uk-lcc");
    expect(status).toBe(1);
    expect(stderr).toContain("strict-children, sacro");
    expect(existsSync(join(folder.path, "unknown"))).toBe(false);
  });

  test("touches no folder that holds something", async () => {
    writeIn(folder.path, "letters/letter.txt", "Dear Sir");
    const { status, stderr } = await runPlait("init", join(folder.path, "letters"));
    expect(status).toBe(1);
    expect(stderr).toContain("not empty");
    expect(readdirSync(join(folder.path, "letters"))).toEqual(["letter.txt"]);
  });
});

describe("[C3] check", () => {
  test("prints each problem with place, remedy and their number, and ends with 1", async () => {
    const rules = readFileSync(join(study, "records/rules.yaml"), "utf8");
    writeFileSync(join(study, "records/rules.yaml"), rules.replace("rows: [gender]", "rows: [sex]"));
    writeIn(study, "records/deliveries/2024/South/monthly late.csv", "");
    const { status, stdout, stderr } = await runPlait("check", study);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^records\/rules\.yaml, line \d+, tables\[0\]\.rows\[0\]\n {2}error: .+\n {2}remedy: .+$/mu);
    expect(stderr).toMatch(/^records\/deliveries\/2024\/South\/monthly late\.csv\n {2}error: .+\n {2}remedy: .+$/mu);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("2 problems, 1 warning");
  });

  test("ends with 0 where there are warnings only; --json is a list of problems on standard output alone", async () => {
    const { status, stdout } = await runPlait("check", study, "--json");
    expect(status).toBe(0);
    const problems: Problem[] = JSON.parse(stdout);
    expect(problems).toMatchObject([
      {
        severity: "warning",
        code: "rows-in-quarantine",
        place: { file: "records/deliveries/2024/North/referrals more.csv", line: 4 },
        message: expect.stringContaining("a day that does not exist"),
        remedy: expect.any(String),
      },
    ]);
  });

  test("says of a folder that is none", async () => {
    const { status, stderr } = await runPlait("check", join(folder.path, "nowhere"));
    expect(status).toBe(1);
    expect(stderr).toContain("there is no such folder");
    expect(existsSync(join(folder.path, "nowhere"))).toBe(false);
  });
});

describe("[C4] build", () => {
  test("says where to look; a second time that nothing has changed", async () => {
    const out = join(folder.path, "annex");
    const first = await runPlait("build", study, "--out", out);
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/^Built \d+ files in .*annex: begin with annex\.html\.$/mu);
    const second = await runPlait("build", study, "--out", out);
    expect(second.stdout).toMatch(/^Nothing has changed; the outputs in .*annex stand\.$/mu);
  });

  test("--json is one report on standard output; progress goes to standard error in plain lines", async () => {
    const { status, stdout, stderr } = await runPlait("build", study, "--out", join(folder.path, "annex"), "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      status: "built",
      outputs: join(folder.path, "annex"),
      files: expect.arrayContaining(["annex.html", "results.json", "tables.xlsx", "tables/records.by-gender.csv"]),
      filesRead: 0,
      warnings: [],
    });
    expect(stderr).toMatch(/^harmonise referral$/mu);
    expect(stderr).not.toContain("\u001b");
  });

  test("refuses a policy that it does not know, naming those it does, and writes nothing", async () => {
    const out = join(folder.path, "annex");
    const { status, stderr } = await runPlait("build", study, "--out", out, "--policy", "none");
    expect(status).toBe(1);
    expect(stderr).toMatch(/--policy\n {2}error: .*"none".*\n {2}remedy: .*sacro/u);
    expect(existsSync(out)).toBe(false);
  });

  test("with another policy gives that policy's annex", async () => {
    const out = join(folder.path, "annex");
    await runPlait("build", study, "--out", out, "--policy", "opensafely");
    expect(JSON.parse(readFileSync(join(out, "results.json"), "utf8")).policy.name).toBe("opensafely");
    expect(JSON.parse(readFileSync(join(study, "outputs", "results.json"), "utf8")).policy.name).toBe("sacro");
  });
});

describe("[C5] records ledger", () => {
  test("adds up as printed, line by line", async () => {
    const { status, stdout } = await runPlait("records", "ledger", study);
    expect(status).toBe(0);
    const lines = [
      ...stdout.matchAll(/^(.+?) +([\d,]+) in +([\d,]+) out +([\d,]+) removed +([\d,]+) in quarantine$/gmu),
    ];
    expect(lines.length).toBeGreaterThan(10);
    for (const [line, , ...numbers] of lines) {
      const [rowsIn = 0, ...others] = numbers.map((number) => Number(number.replaceAll(",", "")));
      expect(
        others.reduce((sum, number) => sum + number, 0),
        line,
      ).toBe(rowsIn);
    }
    expect(stdout).toContain("1  quarantine: referred: a day that does not exist");
    expect(stdout).toMatch(/1 {2}too-old: Too old/u);
    expect(stdout).toMatch(/1 {2}later-episode: A later entry of the same person/u);
    expect(stdout).toMatch(/monthly m:1 first referral: matched \d+/u);
  });

  test("--json says the same", async () => {
    const { stdout } = await runPlait("records", "ledger", study, "--json");
    const { ledger, joins }: { ledger: LedgerEntry[]; joins: JoinCount[] } = JSON.parse(stdout);
    for (const { rowsIn, rowsOut, removed, quarantined } of ledger) {
      expect([...removed, ...quarantined].reduce((sum, { rows }) => sum + rows, rowsOut)).toBe(rowsIn);
    }
    expect(joins).toEqual([
      {
        master: "monthly",
        using: "first referral",
        declared: "m:1",
        matched: 120,
        masterOnly: 0,
        masterHeldBack: 0,
        usingOnly: 1,
      },
    ]);
  });
});

describe("[C6] records trace", () => {
  test("shows the delivered cell and the decisions behind a value", async () => {
    const { status, stdout } = await runPlait("records", "trace", study, "wide", "REF000032", "gender");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^gender = Female/u);
    expect(stdout).toContain('2024/North/referrals.xls, sheet "Records", row 2, C2 "Gender": "Female"');
    expect(stdout).toContain("mapped to gender by records/crosswalk.csv, line 4");
    const json = await runPlait("records", "trace", study, "wide", "REF000032", "--json");
    const traced: TracedValue[] = JSON.parse(json.stdout);
    expect(traced.map(({ column }) => column)).toContain("last_status");
  });

  test.each([
    ["REF000071", "REF000071 is in no row of wide."],
    ["REF000070", "Its rows were left out: too-old: Too old."],
  ])("of %s, who is not in the wide file, says why and ends with 1", async (key, why) => {
    const { status, stdout } = await runPlait("records", "trace", study, "wide", key);
    expect(status).toBe(1);
    expect(stdout).toContain(why);
  });

  test("of a table or column that is not there is wrong usage and names those that are", async () => {
    const table = await runPlait("records", "trace", study, "broad", "REF000032");
    expect(table).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("choose one of referral, monthly, wide"),
    });
    const column = await runPlait("records", "trace", study, "wide", "REF000032", "sex");
    expect(column).toMatchObject({ status: 2, stderr: expect.stringContaining("gender") });
  });
});

describe("[C7] records export", () => {
  async function exported(...args: string[]): Promise<string> {
    const to = join(folder.path, "exported");
    const { status, stdout } = await runPlait("records", "export", study, "--to", to, ...args);
    expect(status).toBe(0);
    expect(stdout).toContain("has not passed the disclosure gate");
    expect(statSync(to).mode & 0o777).toBe(0o600);
    return to;
  }

  test("csv has a header of variables and a row a person, in the order of their own values", async () => {
    const lines = readFileSync(await exported("--table", "wide"), "utf8")
      .trimEnd()
      .split("\n");
    expect(lines[0]).toMatch(
      /^ref,referred,referred__precision,gender,needs,needs_housing,needs_health,needs_count,age,/u,
    );
    expect(lines).toHaveLength(61);
    expect(lines[1]).toMatch(/^REF000001,2023-02-02,day,Female,/u);
  });

  test("parquet is read by DuckDB with its types", async () => {
    const to = await exported("--table", "monthly", "--format", "parquet");
    const database = await openDatabase({ storage: { kind: "memory" } });
    const rows = await database.rows(
      sql`select typeof(month) as type, count(*) as rows, count(distinct ref) as people from read_parquet(${sql.lit(to)}) group by 1`,
    );
    await database.close();
    expect(rows).toEqual([{ type: "DATE", rows: 120, people: 60 }]);
  });

  test("dta is Stata's format 118, little-endian, with every row", async () => {
    const bytes = readFileSync(await exported("--table", "wide", "--format", "dta"));
    const head = "<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>";
    expect(bytes.subarray(0, head.length).toString("latin1")).toBe(head);
    const afterN = bytes.indexOf("<N>") + 3;
    expect(bytes.readBigUInt64LE(afterN)).toBe(60n);
    expect(bytes.subarray(-12).toString("latin1")).toBe("</stata_dta>");
    expect(bytes.includes("A small study: wide")).toBe(true);
  });

  test("the codebook lists the variables with their labels", async () => {
    const to = join(folder.path, "codebook.csv");
    const { status, stdout } = await runPlait("records", "export", study, "--table", "codebook", "--to", to);
    expect(status).toBe(0);
    expect(stdout).not.toContain("a row a record");
    expect(readFileSync(to, "utf8")).toContain("Date of referral");
  });

  test.each([
    [["--table", "broad"], "there is no table"],
    [["--table", "codebook", "--format", "dta"], "codebook"],
    [["--table", "wide", "--to", "/nowhere/at all/wide.csv"], "there is no folder"],
  ])("%j is wrong usage and leaves nothing behind", async (args, why) => {
    const to = args.includes("--to") ? [] : ["--to", join(folder.path, "exported")];
    const { status, stderr } = await runPlait("records", "export", study, ...args, ...to);
    expect(status).toBe(2);
    expect(stderr).toContain(why);
    expect(readdirSync(folder.path)).toEqual(["study"]);
  });
});

describe("[C8] records map and repair", () => {
  test("propose and apply nothing", async () => {
    writeIn(
      study,
      "records/deliveries/2024/South/monthly new form.csv",
      csvOf([
        ["Ref", "Month", "Case status"],
        ["REF000059", "12/2024", "Closd"],
        ["REF000057", "12/2024", "Closed"],
      ]),
    );
    const crosswalk = readFileSync(join(study, "records/crosswalk.csv"), "utf8");
    const map = await runPlait("records", "map", study);
    expect(map.status).toBe(0);
    expect(map.stdout).toMatch(/"Case status"\n +status /u);
    expect(map.stdout).toContain("Nothing was applied");
    expect(Array.isArray(JSON.parse((await runPlait("records", "map", study, "--json")).stdout))).toBe(true);
    const mapped = `${crosswalk}status,monthly,2024/South/**,Case status,,New form,A. Analyst,2025-02-01\n`;
    writeFileSync(join(study, "records/crosswalk.csv"), mapped);
    const repair = await runPlait("records", "repair", study, "status");
    expect(repair.stdout).toContain('status: "Closd" → "Closed"');
    expect(readFileSync(join(study, "records/crosswalk.csv"), "utf8")).toBe(mapped);
    expect(readFileSync(join(study, "records/values/status.csv"), "utf8")).not.toContain("Closd");
    expect(await runPlait("records", "repair", study, "sex")).toMatchObject({ status: 2 });
  });

  test("wait for no other run: they are refused while one is at work", async () => {
    writeIn(study, ".plait/lock", String(process.ppid));
    for (const command of ["map", "repair", "ledger"])
      expect(await runPlait("records", command, study)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("is at work in this study"),
      });
  });
});

describe("[C9] a failure", () => {
  test("inside Plait ends with 3, says what can be done, and shows no row of anybody and no stack", async () => {
    const cache = join(study, ".plait", "cache", "deliveries");
    const noParquet = "REF000032,Female,14";
    const digest = createHash("sha256").update(noParquet).digest("hex");
    for (const entry of readdirSync(cache)) {
      writeFileSync(join(cache, entry, "0.parquet"), noParquet);
      writeFileSync(join(cache, entry, "0.parquet.sha256"), digest);
    }
    writeIn(
      study,
      "records/deliveries/2024/South/monthly more.csv",
      csvOf([[...monthlyHeader], ["REF000059", "12/2024", "Open"]]),
    );
    const { status, stdout, stderr } = await runPlait("build", study);
    expect(status).toBe(3);
    expect(stdout).toBe("");
    expect(stderr).toContain("Something went wrong in Plait itself");
    expect(stderr).toContain("remove the folder .plait");
    expect(stderr).not.toMatch(/REF\d{6}|Female|\n +at /u);
  });

  test("of the study's own shows values, never whose they are", async () => {
    writeIn(
      study,
      "records/deliveries/2024/South/referrals more.csv",
      csvOf([[...referralHeader], ["REF000059", "01/11/2024", "Femal", "Health", "15"]]),
    );
    const { status, stderr } = await runPlait("build", study);
    expect(status).toBe(1);
    expect(stderr).toContain('"Femal"');
    expect(stderr).not.toMatch(/REF\d{6}/u);
  });
});

describe("[C10] what Plait keeps", () => {
  test("under .plait can be read by its owner only", () => {
    const own = join(study, ".plait");
    const source = join(built.path, "study", ".plait");
    expect(statSync(source).mode & 0o777).toBe(0o700);
    for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
      expect([entry.name, mode]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600]);
    }
    expect(existsSync(join(own, "lock"))).toBe(false);
  });
});

describe("[C11] demo", () => {
  test("leaves a study that is there as it is, builds it, and says where to look and what to try", async () => {
    const demo = join(folder.path, "demo");
    cpSync(study, join(demo, "guardianship"), { recursive: true });
    const { status, stdout } = await runPlait("demo", demo);
    expect(status).toBe(0);
    expect(stdout).toContain("is already in");
    expect(stdout).toContain(join(demo, "guardianship", "outputs", "annex.html"));
    expect(stdout).toMatch(/records trace .* wide URN004534 nationality/u);
  });
});
