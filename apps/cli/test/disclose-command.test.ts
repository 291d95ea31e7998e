import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runPlait } from "./run-plait.ts";

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder("cli-disclose");
});
afterEach(() => folder.remove());

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

const written = (name: string) => readFileSync(join(folder.path, name), "utf8");

const marital = "status,male,female,Total\nmarried,38,17,55\ndivorced,7,4,11\nsingle,3,1,4\nTotal,48,22,70\n";

/** `12` and `[c]` of a line of a table on the terminal. */
function row(stdout: string, label: string): string[] {
  const line = stdout.split("\n").find((one) => one.trim().startsWith(`${label} `) && !one.includes(","));
  return (
    line
      ?.trim()
      .split(/\s{2,}/u)
      .slice(1) ?? []
  );
}

describe("[C40] plait disclose check", () => {
  test("says what would be withheld, why, what a reader sees and what is lost, and ends with 1", async () => {
    const { status, stdout, stderr } = await runPlait(
      "disclose",
      "check",
      file("m.csv", marital),
      "--policy",
      "gov-uk",
    );
    expect(stderr).toBe("");
    expect(status).toBe(1);
    expect(stdout).toContain("6 of 12 numbers have to be withheld under the policy gov-uk");
    expect(row(stdout, "married")).toEqual(["38", "17", "55"]);
    expect(stdout).toMatch(
      /Too few people:\n {2}divorced, female\n {2}single, male\n {2}single, female\n {2}single, Total\n/u,
    );
    expect(stdout).toMatch(/could be worked out:\n {2}divorced, male\n/u);
    expect(stdout).toContain("Lost: 6 of 12 numbers (50%).");
    expect(stdout).toContain("plait disclose protect");
  });

  test("tells true numbers only when asked", async () => {
    const path = file("m.csv", marital);
    const silent = await runPlait("disclose", "check", path, "--policy", "gov-uk");
    expect(silent.stdout).not.toContain("(1)");
    const telling = await runPlait("disclose", "check", path, "--policy", "gov-uk", "--show-evidence");
    expect(telling.stdout).toContain("single, female (1)");
  });

  test("ends with 0 where nothing has to be withheld", async () => {
    const path = file("m.csv", "area,children\nA,40\nB,60\nTotal,100\n");
    const { status, stdout } = await runPlait("disclose", "check", path);
    expect(status).toBe(0);
    expect(stdout).toContain("nothing has to be withheld under the policy strict-children");
  });

  test("--json has what may leave, and the rest with --show-evidence only", async () => {
    const path = file("m.csv", marital);
    const { status, stdout } = await runPlait("disclose", "check", path, "--json", "--policy", "gov-uk");
    const [only] = JSON.parse(stdout).tables;
    expect(status).toBe(1);
    expect(only).toMatchObject({ status: "released-with-withheld-cells", numbers: 12, withheld: 6 });
    expect(only.rows[3]).toEqual(["single", "[c]", "[c]", "[c]"]);
    expect(stdout).not.toContain("too-few");
    const told = await runPlait("disclose", "check", path, "--json", "--policy", "gov-uk", "--show-evidence");
    expect(JSON.parse(told.stdout).tables[0].evidence.withheld.map(({ value }: { value: string }) => value)).toContain(
      "1",
    );
  });

  test("every problem of a table with its place and what to do, and no number of anybody", async () => {
    const path = file("bad.csv", "area,girls,boys,All\nA,10,-2,8\nB,[c],3,7\nC,4.5,,9\nD,20,30,51\n");
    const { status, stdout, stderr } = await runPlait("disclose", "check", path);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    for (const line of [2, 3, 4]) expect(stderr).toContain(`bad.csv, line ${line}, column`);
    expect(stderr.match(/remedy: /gu)).toHaveLength(4);
    expect(stderr).toContain("4 problems, 0 warnings");
  });

  test.each([
    [["no-such.csv"], 1, "cannot be opened"],
    [["FILE", "--policy", "none"], 1, 'no disclosure policy called "none"'],
    [["FILE", "--policy", "own.yaml"], 1, "own.yaml"],
    [["FILE", "--parents", "regions.csv"], 2, "region=regions.csv"],
    [["FILE", "FILE"], 2, "named twice"],
    [["FILE", "--blank", "one"], 2, "zero"],
    [[], 2, "missing required argument"],
  ])("%j ends with %i", async (args, status, words) => {
    const path = file("m.csv", marital);
    const ran = await runPlait("disclose", "check", ...args.map((one) => (one === "FILE" ? path : one)));
    expect(ran.status).toBe(status);
    expect(ran.stderr).toContain(words);
    expect(ran.stdout).toBe("");
  });

  test("a study folder: a line for every result, and no outputs", async () => {
    const study = join(folder.path, "study");
    expect((await runPlait("init", study, "--strands", "q", "--policy", "sacro")).status).toBe(0);
    const choices = join(study, "q/analysis.yaml");
    writeFileSync(choices, readFileSync(choices, "utf8").replace("number: parallel", "number: 1"));
    const boards = [
      [-1, 0, 0, 1],
      [-1, 0, 1, 0],
      [0, -1, 0, 1],
    ];
    const sorts = Array.from({ length: 12 }, (_, sorter) =>
      (boards[sorter % 3] ?? []).map((place, card) => `P${sorter + 1},en,s${card + 1},${place}\n`).join(""),
    );
    writeFileSync(join(study, "q/sorts/first.csv"), `sorter,language,statement,place\n${sorts.join("")}`);
    const { status, stdout } = await runPlait("disclose", "check", study);
    expect(status).toBe(1);
    expect(stdout).toContain("results under the policy sacro");
    expect(stdout).toMatch(/^ {2}q\.number-of-factors +released +0 +\d+ /mu);
    expect(stdout).toMatch(/^ {2}q\.[a-z-]+ +(?:released in part|withheld) +[1-9]\d* +\d+ /mu);
    expect(existsSync(join(study, "outputs"))).toBe(false);
  });
});

describe("[C41] plait disclose protect", () => {
  test("writes the table in its shape with [c], and the rules beside it", async () => {
    const path = file("m.csv", marital.replaceAll(",", ";"));
    const to = join(folder.path, "out.csv");
    const { status, stderr } = await runPlait("disclose", "protect", path, "--policy", "gov-uk", "--to", to);
    expect(status).toBe(0);
    expect(stderr).toContain("6 of 12 numbers withheld");
    const lines = written("out.csv").split("\r\n");
    expect(lines[0]).toBe("status;male;female;Total");
    expect(lines[3]?.startsWith("single;[c];[c];")).toBe(true);
    expect(written("out.rules.txt")).toContain("fewer than 5 people");
    expect(readdirSync(folder.path).sort()).toEqual(["m.csv", "out.csv", "out.rules.txt"]);
  });

  test("replaces nothing without --force, and never a table of true numbers", async () => {
    const path = file("m.csv", marital);
    const to = file("out.csv", "mine");
    expect((await runPlait("disclose", "protect", path, "--to", to)).status).toBe(2);
    expect(written("out.csv")).toBe("mine");
    expect((await runPlait("disclose", "protect", path, "--to", to, "--force")).status).toBe(0);
    const over = await runPlait("disclose", "protect", path, "--to", path, "--force");
    expect(over.status).toBe(2);
    expect(over.stderr).toContain("its true numbers would be lost");
    expect(written("m.csv")).toBe(marital);
  });

  test("several tables go into a folder, protected together: OpenSAFELY's one woman", async () => {
    const total = file("total.csv", "age,ill,people\n0-10,8,20\n11-20,10,25\n21-30,15,30\n31-40,25,40\n");
    const males = file(
      "males.csv",
      "sex,age,ill,people\nmale,0-10,7,19\nmale,11-20,5,15\nmale,21-30,8,18\nmale,31-40,13,25\n",
    );
    const to = join(folder.path, "out");
    const { status } = await runPlait("disclose", "protect", total, males, "--policy", "opensafely", "--to", `${to}/`);
    expect(status).toBe(0);
    const people = ["total.csv", "males.csv"].map((name) => written(`out/${name}`).split("\r\n")[1]?.split(",").at(-1));
    expect(people).toContain("[c]");
    expect((await runPlait("disclose", "protect", total, males)).status).toBe(2);
  });

  test("three dimensions with margins and a file of groups", async () => {
    const rows = ["North,f", "North,m", "South,f", "South,m"].flatMap((one, at) => [
      `2022,${one},${[4, 40, 30, 21][at]}`,
      `2023,${one},${[33, 25, 28, 36][at]}`,
    ]);
    const margins = ["2022,England,f,34", "2022,England,m,61", "2023,England,f,61", "2023,England,m,61"];
    const path = file("long.csv", ["year,region,sex,n", ...rows, ...margins, "Total,Total,Total,217", ""].join("\n"));
    const parents = file("regions.csv", "child,parent\nNorth,England\nSouth,England\n");
    const { status, stdout } = await runPlait(
      "disclose",
      "protect",
      path,
      "--policy",
      "sacro",
      "--parents",
      `region=${parents}`,
    );
    expect(status).toBe(0);
    const lines = stdout.split("\r\n");
    expect(lines).toContain("2022,North,f,[c]");
    expect(lines).toContain("2022,South,f,[c]");
    expect(lines).toContain("2023,South,m,36");
    expect(lines).toContain("Total,Total,Total,217");
  });
});

describe("[C42] pipes", () => {
  const command = new URL("../src/main.ts", import.meta.url).pathname;
  const pipe = (input: string | Uint8Array, ...args: string[]) =>
    spawnSync(process.execPath, [command, "disclose", ...args], { input, encoding: "utf8" });

  test("- is standard input; the table alone goes to standard output, and no progress into a pipe", () => {
    const { status, stdout, stderr } = pipe(marital, "protect", "-", "--policy", "gov-uk");
    expect(status).toBe(0);
    expect(stdout.startsWith("status,male,female,Total\r\n")).toBe(true);
    expect(stdout.endsWith("Total,48,22,70\r\n")).toBe(true);
    expect(stderr).toContain("How this table was protected");
    expect(stderr).not.toContain("disclosure gate\n");
  });
});

describe("[C43] files that nobody meant to write", () => {
  test("words that a spreadsheet would take for a formula are neutralised", async () => {
    const path = file("f.csv", 'name;=1+1\n"=HYPERLINK(""http://x"";""y"")";20\n-5;30\n@me;40\n');
    const { stdout } = await runPlait("disclose", "protect", path, "--policy", "sacro");
    expect(stdout.split("\r\n").slice(0, 4)).toEqual([
      "name;'=1+1",
      `"'=HYPERLINK(""http://x"";""y"")";20`,
      "'-5;30",
      "'@me;40",
    ]);
  });

  test("nothing in a label moves the cursor of the terminal", async () => {
    const path = file("f.csv", "name,n\n\u001b[2Jclear,20\nB,30\n");
    expect((await runPlait("disclose", "check", path)).stdout).not.toContain("\u001b");
  });

  test.each([
    ["ten million letters in one line", Buffer.alloc(10_000_000, "a"), "there is no table here"],
    ["ten million commas in one line", Buffer.alloc(10_000_000, ","), "more than 400,000 cells"],
    ["a workbook", Buffer.from("PK\u0003\u0004 and so on"), "this is a workbook"],
    ["zero bytes", Buffer.alloc(100), "bytes that no text has"],
    ["an open quote", 'a,b\n"A,20\nB,30\n', "not closed properly"],
    ["rows of another width", "a,b,c\nA,20\nB,30,40,50\n", "headings"],
    ["doubled headings", "a,b,b\nA,20,30\n", "two columns are headed"],
    ["nothing", "", "the file is empty"],
  ])("%s", async (_, text, words) => {
    const { status, stderr, stdout } = await runPlait("disclose", "check", file("x.csv", text));
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(words);
    expect(stderr.length).toBeLessThan(2_000);
  });

  test("windows-1252 and UTF-16 are read as they were written", async () => {
    const text = "Área;Niñas\r\nÁvila;20\r\nTotal;20\r\n";
    const latin = await runPlait(
      "disclose",
      "protect",
      file("l.csv", Buffer.from(text, "latin1")),
      "--policy",
      "sacro",
    );
    expect(latin.stdout).toBe(text);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect((await runPlait("disclose", "protect", file("w.csv", wide), "--policy", "sacro")).stdout).toBe(text);
  });
});

describe("[C44] plait disclose policies", () => {
  test("lists every shipped policy in words, the one that holds first", async () => {
    const { status, stdout } = await runPlait("disclose", "policies");
    expect(status).toBe(0);
    expect(stdout.startsWith("strict-children")).toBe(true);
    for (const name of ["sacro", "opensafely", "gov-uk", "uk-llc"]) expect(stdout).toContain(`${name}: `);
    const machine = await runPlait("disclose", "policies", "--json");
    expect(JSON.parse(machine.stdout)).toHaveLength(5);
  });
});

test("[C40] a table of 10,000 cells", { timeout: 120_000 }, async () => {
  const size = 99;
  const value = (r: number, c: number) => ((r * 37 + c * 61) % 500 === 0 ? 3 : 20 + ((r * 13 + c * 7) % 90));
  const inner = Array.from({ length: size }, (_, r) => Array.from({ length: size }, (__, c) => value(r, c)));
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const lines = inner.map((line, r) => [`r${r}`, ...line, sum(line)]);
  const foot = ["Total", ...inner.map((_, c) => sum(inner.map((line) => line[c] ?? 0))), sum(inner.flat())];
  const heading = ["area", ...inner.map((_, c) => `c${c}`), "Total"];
  const path = file("large.csv", [heading, ...lines, foot].map((line) => line.join(",")).join("\n"));
  const { status, stdout } = await runPlait("disclose", "check", path, "--policy", "sacro");
  expect(status).toBe(1);
  expect(stdout).toContain("of 10000 numbers have to be withheld");
  expect(stdout).toContain("… and 60 more rows");
  expect(existsSync(join(folder.path, "large.rules.txt"))).toBe(false);
});
