import { execFileSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/*
 * npm run mutate [-- area …] [--keep folder]
 *
 * Breaks packages/disclosure in thousands of small ways and counts how many of them a test notices. Works on a copy of the
 * tree in a folder of its own, where Stryker is installed beside what the lock file pins; needs a registry or a filled cache
 * of npm. Every file is tried against the tests of its own area only, and random and long tests are shortened, so the whole
 * suite notices at least as many. `--keep` leaves the copy and its reports; a copy that is there already is brought up to
 * date, and nothing is installed again unless the lock file has changed.
 */

const STRYKER = ["@stryker-mutator/core@10.1.1"];
const PACKAGE = "packages/disclosure";

interface Area {
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

const areas: Readonly<Record<string, Area>> = {
  policies: {
    files: ["policies", "adjust-policy", "read-policy", "rule-strictness", "usable-policy", "written-policy", "policy"],
    tests: ["policies", "adjust-policy", "rule-strictness", "unknown-rules"],
  },
  records: {
    files: ["policy-statement", "released-result", "releasable", "reviews", "gathered-evidence", "part-of-counts"],
    tests: [
      ...["policy-statement", "texts", "releasable", "reviews", "evidence", "part-of-release", "release"],
      "earlier-releases",
    ],
  },
  statistics: {
    files: ["dominance", "withheld-statistics", "withheld-pools", "rounded-statistic"],
    tests: ["withheld-statistics", "withheld-pools", "rounded-statistic", "acro-defects"],
  },
  curves: { files: ["curve-steps"], tests: ["curve-steps"] },
  estimates: { files: ["withheld-estimates"], tests: ["withheld-estimates", "acro-defects"] },
  checks: {
    files: ["class-disclosure", "flow-differences", "quotation-findings"],
    tests: ["class-disclosure", "flow-differences", "quotation-findings"],
  },
  identifying: {
    files: ["identifying-details", "identifying/*"],
    tests: ["identifying/*", "identifying-details", "quotation-findings"],
  },
  tables: { files: ["tables/*"], tests: ["tables/*"] },
  release: {
    files: ["release", "study-counts", "earlier-counts"],
    tests: [
      ...["release", "texts", "sums-elsewhere", "flow-differences", "earlier-releases", "reviews", "releasable"],
      ...[
        "acro-defects",
        "evidence",
        "class-disclosure",
        "quotation-findings",
        "study-counts",
        "unknown-rules",
        "what-leaves",
      ],
      ...["sealed-counts", "hiding-as-a-whole", "part-of-release", "policies", "rounded-counts"],
      ...["withheld-statistics", "withheld-estimates", "withheld-pools", "curve-steps", "tables/*"],
      ...["audit/audit-release", "audit/earlier-releases"],
    ],
  },
  suppression: {
    files: [
      ...[
        "withheld-counts",
        "proved-hiding",
        "hiding",
        "proofs",
        "proof-search",
        "table-programme",
        "another-table",
        "joined-counts",
      ],
      ...["needless-hiding", "cheapest-hiding", "too-small-groups", "linear-solver"],
    ],
    tests: [
      ...["proved-hiding", "too-small-groups", "proof-search", "linear-solver", "another-table", "sealed-counts"],
      ...["hiding-as-a-whole", "release", "sums-elsewhere", "table-programme", "needless-hiding", "cheapest-hiding"],
      ...["linear-programming", "withheld-counts"],
    ],
  },
  rounding: { files: ["rounded-counts", "controlled-rounding"], tests: ["controlled-rounding", "rounded-counts"] },
  // Every release is audited: tests of releases notice an audit that finds fault where there is none.
  audit: {
    files: ["audit/*"],
    tests: [
      ...["audit/*", "release", "what-leaves", "texts", "evidence", "part-of-release", "policies", "releasable"],
      ...["earlier-releases", "flow-differences", "rounded-counts", "sealed-counts", "withheld-statistics"],
      ...[
        "withheld-estimates",
        "withheld-pools",
        "sums-elsewhere",
        "class-disclosure",
        "controlled-rounding",
        "tables/*",
      ],
    ],
  },
};

/** What Stryker's JSON report says of each broken version. */
interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { asked, keep } = readArguments(process.argv.slice(2));
const copy = keep ?? mkdtempSync(join(tmpdir(), "plait-mutate-"));
const installed = lockFileOf(copy);
copyTree();
shortenTests();
if (installed !== lockFileOf(root)) install();

let [noticed, all] = [0, 0];
for (const name of asked) {
  try {
    const counted = mutate(name);
    noticed += counted.noticed;
    all += counted.all;
  } catch (error) {
    console.error(`${name} was not finished: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
say("all that were finished", { noticed, all });
if (keep === undefined) rmSync(copy, { recursive: true, force: true });

function readArguments(given: readonly string[]): { asked: readonly string[]; keep: string | undefined } {
  const at = given.indexOf("--keep");
  const keep = at < 0 ? undefined : given[at + 1];
  const names = given.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const unknown = names.filter((name) => areas[name] === undefined);
  if (unknown.length > 0) {
    throw new RangeError(`there is no area ${unknown.join(", ")}; there are: ${Object.keys(areas).join(", ")}`);
  }
  return { asked: names.length === 0 ? Object.keys(areas) : names, keep };
}

/** Everything that git would commit, as it stands. */
function copyTree(): void {
  for (const folder of ["src", "test"]) rmSync(join(copy, PACKAGE, folder), { recursive: true, force: true });
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
  for (const path of listed.split("\0").filter((name) => name !== "")) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { force: true });
  }
}

/** Undefined in a folder that has none yet. */
function lockFileOf(folder: string): string | undefined {
  const path = join(folder, "package-lock.json");
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function install(): void {
  run("npm", ["ci", "--no-audit", "--no-fund"]);
  run("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", ...STRYKER]);
}

/** A tenth of the random cases, a hundredth of the long texts. A test that counts how often something was met keeps its cases. */
function shortenTests(): void {
  for (const path of globSync(`${PACKAGE}/test/**/*.test.ts`, { cwd: copy })) {
    const file = join(copy, path);
    const text = readFileSync(file, "utf8");
    const tenth = (cases: string) => Math.max(5, Math.round(Number(cases) / 10));
    writeFileSync(
      file,
      text.replace(/numRuns: (\d+)/gu, (_, cases: string) => `numRuns: ${tenth(cases)}`).replaceAll("100_000", "1_000"),
    );
  }
}

function mutate(name: string): { noticed: number; all: number } {
  const area = areas[name];
  if (area === undefined) throw new RangeError(`there is no area ${name}`);
  const report = `reports/${name}.json`;
  const settings = {
    testRunner: "in-process",
    plugins: ["./scripts/mutate/in-process-runner.ts"],
    testFile: join(copy, togetherIn(name, area)),
    mutate: pathsOf("src", area.files, ".ts"),
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: report },
    coverageAnalysis: "perTest",
    // Changed constants of a module need a fresh process each; their values are what tests of policies and lists compare.
    ignoreStatic: true,
    timeoutMS: 20_000,
    timeoutFactor: 4,
    disableTypeChecks: false,
    warnings: { unknownOptions: false },
    inPlace: true,
  };
  writeFileSync(join(copy, "stryker.json"), JSON.stringify(settings));
  run(process.execPath, ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", "stryker.json"]);
  const { files }: MutationReport = JSON.parse(readFileSync(join(copy, report), "utf8"));
  const counts = new Map(Object.entries(files).map(([file, { mutants }]) => [file, countOf(mutants)]));
  for (const [file, counted] of counts) say(file, counted);
  const sum = (of: "noticed" | "all") => [...counts.values()].reduce((total, counted) => total + counted[of], 0);
  return { noticed: sum("noticed"), all: sum("all") };
}

/** All tests of an area as one file. */
function togetherIn(name: string, { tests }: Area): string {
  const path = `${PACKAGE}/test/mutate-${name}.test.ts`;
  const imports = pathsOf("test", tests, ".test.ts").map((test) => `import ${JSON.stringify(join(copy, test))};\n`);
  writeFileSync(join(copy, path), imports.join(""));
  return path;
}

function pathsOf(folder: string, names: readonly string[], ending: string): string[] {
  return names.flatMap((name) => globSync(`${PACKAGE}/${folder}/${name}${ending}`, { cwd: copy }).sort());
}

/** One that no test reaches is not noticed; one that is left out, as it breaks no rule or stands in a constant, does not count. */
function countOf(mutants: readonly { readonly status: string }[]): { noticed: number; all: number } {
  const of = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = of("Killed", "Timeout");
  return { noticed, all: noticed + of("Survived", "NoCoverage") };
}

function run(command: string, words: readonly string[]): void {
  execFileSync(command, words, { cwd: copy, stdio: "inherit", env: { ...process.env, TZ: "UTC" } });
}

function say(what: string, { noticed, all }: { noticed: number; all: number }): void {
  const share = all === 0 ? "no broken version" : `${((100 * noticed) / all).toFixed(1)} %`;
  console.log(`${what}: ${noticed} of ${all} noticed, ${share}`);
}
