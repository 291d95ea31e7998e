import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeGuardianshipStudy } from "@plait/example-guardianship";
import { benchDisclosure } from "./bench/disclosure-bench.ts";
import { benchJournal } from "./bench/journal-bench.ts";
import { benchQ } from "./bench/q-bench.ts";
import { benchServer } from "./bench/server-bench.ts";

/*
 * npm run bench -- records [--scales 1,10,100] [--keep folder]
 * npm run bench -- q [--qmethod folder]
 * npm run bench -- disclosure [--gausssuppression folder]
 * npm run bench -- journal
 * npm run bench -- server
 *
 * Q: see bench/q-bench.ts. Disclosure: see bench/disclosure-bench.ts. Journal: see bench/journal-bench.ts. Server: see bench/server-bench.ts. Records:
 * Writes the example study at each scale, reads, links and shapes it, lets pandas link and shape the same rows, and builds it
 * twice. Ratios hold when the machine is busy; single times do not.
 */

interface LinkRun {
  readonly rows: Readonly<Record<string, number>>;
  readonly long: number;
  readonly seconds: Readonly<Record<"read" | "harmonise" | "link" | "shape" | "writeOut" | "ledger", number>>;
  readonly peakMiB: number;
}

interface BuildRun {
  readonly status: string;
  readonly seconds: { readonly total: number };
  readonly peakMiB: number;
}

interface PandasRun {
  readonly pandas: string;
  readonly rows: { readonly linked: Readonly<Record<string, number>>; readonly long: number };
  readonly seconds: Readonly<Record<"read" | "link" | "shape", number>>;
  readonly peak_mib: number;
}

const PYTHON = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

const [what = "records", ...options] = process.argv.slice(2);
if (!["records", "q", "disclosure", "journal", "server"].includes(what)) {
  throw new RangeError(`there is no benchmark "${what}"; there are: records, q, disclosure, journal, server`);
}
if (what === "q") {
  benchQ(say, option("--qmethod"));
  process.exit();
}
if (what === "disclosure") {
  await benchDisclosure(say, option("--gausssuppression"));
  process.exit();
}
if (what === "journal") {
  await benchJournal(say);
  process.exit();
}
if (what === "server") {
  await benchServer(say);
  process.exit();
}
const scales = (option("--scales") ?? "1,10,100").split(",").map(Number);
const folder = option("--keep") ?? mkdtempSync(join(tmpdir(), "plait-bench-"));
const totals = new Map<number, number>();

for (const scale of scales) {
  const total = await benchScale(scale, join(folder, `x${scale}`));
  totals.set(scale, total);
}
for (const scale of scales) {
  const [larger, smaller] = [totals.get(scale * 10), totals.get(scale)];
  if (larger !== undefined && smaller !== undefined)
    say(`×${scale * 10} / ×${scale}: whole build ${(larger / smaller).toFixed(1)} times the time`);
}
if (option("--keep") === undefined) rmSync(folder, { recursive: true, force: true });

async function benchScale(scale: number, home: string): Promise<number> {
  const study = join(home, "study");
  const canonical = join(home, "canonical");
  if (!existsSync(study)) {
    say(`\n×${scale}: write the study`);
    await writeGuardianshipStudy(study, { scale });
    const settings = join(study, "study.yaml");
    writeFileSync(settings, readFileSync(settings, "utf8").replace(/^storage: .*$/mu, "storage: volume"));
  }
  mkdirSync(canonical, { recursive: true });
  rmSync(join(study, ".plait"), { recursive: true, force: true });
  const first = run<BuildRun>("build", study);
  const second = run<BuildRun>("build", study);
  rmSync(join(study, ".plait"), { recursive: true, force: true });
  const linked = run<LinkRun>("link", study, canonical);
  const { read, harmonise, link, shape, writeOut } = linked.seconds;
  say(`×${scale}: ${linked.long.toLocaleString("en-GB")} linked rows`);
  say(
    `  first build          ${first.seconds.total.toFixed(1)} s, ${Math.round(linked.long / first.seconds.total).toLocaleString("en-GB")} rows a second, peak ${first.peakMiB} MiB`,
  );
  say(
    `  build, nothing changed ${second.seconds.total.toFixed(2)} s (${second.status}), ${(second.seconds.total / first.seconds.total).toFixed(3)} of the first`,
  );
  say(
    `  read ${read.toFixed(1)} s, harmonise ${harmonise.toFixed(1)} s, link ${link.toFixed(2)} s, shape ${shape.toFixed(2)} s, write the long file out ${writeOut.toFixed(2)} s, peak ${linked.peakMiB} MiB`,
  );
  for (const dtype of ["text", "categories"] as const) {
    const pandas = runPandas(canonical, dtype);
    if (pandas === null) say("  pandas is not installed (Debian: python3-pandas): no comparison");
    else comparePandas(pandas, dtype, linked);
  }
  return first.seconds.total;
}

function comparePandas(pandas: PandasRun, dtype: "text" | "categories", linked: LinkRun): void {
  const { link, shape, writeOut } = linked.seconds;
  const theirs = pandas.seconds.link + pandas.seconds.shape;
  say(
    `  pandas ${pandas.pandas}, ${dtype}: link ${pandas.seconds.link.toFixed(2)} s, shape ${pandas.seconds.shape.toFixed(2)} s, peak ${Math.round(pandas.peak_mib)} MiB; pandas / Plait ${(theirs / (link + shape)).toFixed(1)}, with the long file written out ${(theirs / (link + shape + writeOut)).toFixed(1)}`,
  );
  for (const kind of Object.keys(pandas.rows.linked)) {
    if (pandas.rows.linked[kind] !== linked.rows[kind]) {
      say(`  THE ROWS DIFFER: ${kind} has ${linked.rows[kind]} rows here and ${pandas.rows.linked[kind]} in pandas`);
    }
  }
}

/** The last line a run prints is its JSON; what it prints before is progress. */
function run<Found>(mode: "build" | "link", study: string, ...rest: string[]): Found {
  const script = fileURLToPath(new URL("./bench/records-run.ts", import.meta.url));
  const child = spawnSync(process.execPath, [script, mode, study, ...rest], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (child.status !== 0) throw new Error(`the run failed: ${child.stderr.slice(-2000)}`);
  // Printed by records-run.ts in this form.
  return JSON.parse(child.stdout.trim().split("\n").at(-1) ?? "") as Found;
}

function runPandas(canonical: string, dtype: "text" | "categories"): PandasRun | null {
  const script = fileURLToPath(new URL("../reference/records/pandas_link.py", import.meta.url));
  const child = spawnSync(PYTHON, [script, canonical, ...(dtype === "text" ? ["--text"] : [])], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (child.status !== 0) {
    if (!/No module named/u.test(child.stderr)) say(`  pandas failed: ${child.stderr.slice(-500)}`);
    return null;
  }
  // Printed by pandas_link.py in this form.
  return JSON.parse(child.stdout) as PandasRun;
}

function option(name: string): string | undefined {
  const at = options.indexOf(name);
  return at < 0 ? undefined : options[at + 1];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
