/**
 * The whole gate: runs every check, also after one has failed, and ends with a summary and a plain line. With words
 * after it (`npm run check -- links`), only the checks whose names contain one of them.
 */
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import process from "node:process";
import { checkDocsCommands } from "./checks/docs-commands.ts";
import { checkDocsExamples } from "./checks/docs-examples.ts";
import { checkDocsLinks } from "./checks/docs-links.ts";
import { describeFindings, type Findings } from "./checks/fault.ts";
import { checkPackageDirection } from "./checks/package-direction.ts";
import { checkSpecCitations } from "./checks/spec-citations.ts";
import { plainLine } from "./plain-line.ts";

type Check =
  | { readonly name: string; readonly tool: string; readonly args: readonly string[] }
  | { readonly name: string; readonly check: (root: string) => Findings };

const tsc = "node_modules/typescript/bin/tsc";
const checks: readonly Check[] = [
  {
    name: "format and lint",
    tool: "node_modules/@biomejs/biome/bin/biome",
    args: ["ci", "--error-on-warnings", "--diagnostic-level=warn"],
  },
  { name: "types", tool: tsc, args: ["-p", "."] },
  { name: "types of the pure packages", tool: tsc, args: ["-p", "tsconfig.pure.json"] },
  { name: "types of the screens", tool: tsc, args: ["-p", "tsconfig.web.json"] },
  { name: "types of the launcher", tool: tsc, args: ["-p", "tsconfig.launcher.json"] },
  { name: "unused code", tool: "node_modules/knip/bin/knip.js", args: [] },
  { name: "direction of packages", check: checkPackageDirection },
  { name: "rules and the tests that cite them", check: checkSpecCitations },
  { name: "links in the docs", check: checkDocsLinks },
  { name: "examples in the docs", check: checkDocsExamples },
  { name: "commands in the docs", check: checkDocsCommands },
];

const root = dirname(import.meta.dirname);
const words = process.argv.slice(2);
const asked = checks.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const failed = asked.filter((each) => !passes(each));
console.log(`\n${asked.map((each) => `${failed.includes(each) ? "failed" : "passed"}  ${each.name}`).join("\n")}`);
console.log(`\n${plainLine(asked.length - failed.length, failed.length)}`);
process.exitCode = failed.length === 0 && asked.length > 0 ? 0 : 1;

function passes(each: Check): boolean {
  console.log(`\n── ${each.name}`);
  if ("tool" in each) return runTool(each.tool, each.args);
  try {
    const findings = each.check(root);
    console.log(describeFindings(findings));
    return findings.faults.length === 0 && findings.lookedAt.count > 0;
  } catch (error) {
    console.log(error);
    return false;
  }
}

function runTool(tool: string, args: readonly string[]): boolean {
  const { status, error } = spawnSync(process.execPath, [tool, ...args], { cwd: root, stdio: "inherit" });
  if (error !== undefined) console.log(error.message);
  return status === 0;
}
