import { statSync } from "node:fs";
import {
  checkStudyDisclosure,
  type ProtectedTable,
  type ProtectedTables,
  protectTables,
  type ResultDisclosure,
} from "@plait/build";
import { collectedOf } from "./collected.ts";
import { progressOnTerminal, protectOptions, type TableCommandOptions, tableInputs } from "./disclose-options.ts";
import { UsageError } from "./exit-status.ts";
import { countProblems, printProblems } from "./print-problems.ts";
import { interruptSignal } from "./progress.ts";
import { plainText, terminalTable } from "./terminal-table.ts";

export interface DiscloseCheckOptions extends TableCommandOptions {
  readonly keyFile?: string;
  readonly json?: true;
}

/** Says what would be withheld of tables, or of every result of a study. Ends with 1 where something would be. */
export async function discloseCheck(paths: readonly string[], options: DiscloseCheckOptions): Promise<void> {
  const folders = paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
  const [folder] = folders;
  if (folder === undefined) return checkTables(paths, options);
  if (paths.length > 1) throw new UsageError("Name one study folder, or one or more tables.");
  return checkStudy(folder, options);
}

async function checkTables(paths: readonly string[], options: DiscloseCheckOptions): Promise<void> {
  const inputs = await tableInputs(paths);
  const line = progressOnTerminal();
  const made = { ...(await protectOptions(options)), progress: line.progress };
  const checked = await protectTables(inputs, made).finally(line.end);
  if (options.json === true) console.log(JSON.stringify(forMachines(checked, options.showEvidence === true)));
  else {
    if (checked.warnings.length > 0) printProblems(checked.warnings);
    console.log(checked.tables.map((table) => tableReport(table, checked, options)).join("\n"));
    console.log(closing(checked, options));
  }
  if (checked.tables.some(({ inside }) => inside.withheld.length > 0)) process.exitCode = 1;
}

function forMachines({ policy, tables, warnings }: ProtectedTables, showEvidence: boolean) {
  return {
    policy,
    warnings,
    tables: tables.map(({ file, released, rows, numbers, inside }) => ({
      file,
      status: released.disclosure.status,
      numbers,
      withheld: inside.withheld.length,
      findings: inside.findings.length,
      rows,
      released,
      ...(showEvidence ? { evidence: inside } : {}),
    })),
  };
}

function tableReport(
  { file, understood, rows, numeric, numbers, inside }: ProtectedTable,
  { policy }: ProtectedTables,
  { showEvidence }: DiscloseCheckOptions,
): string {
  const { withheld, findings } = inside;
  const cells = (why: (typeof withheld)[number]["why"]) =>
    withheld
      .filter((cell) => cell.why === why)
      .map(({ label, value }) => `${plainText(label)}${showEvidence === true ? ` (${plainText(value)})` : ""}`);
  return [
    `${file}: ${verdict(withheld.length, numbers)} under the policy ${policy.name}.`,
    ...understood.map((sentence) => `  ${plainText(sentence)}`),
    ...section("Too few people", cells("too-few")),
    ...section("Nobody, and this policy withholds zeros", cells("nobody")),
    ...section("Large enough, but with them one of the others could be worked out", cells("protects-others")),
    ...section("Shares of withheld numbers", cells("share")),
    "",
    "What a reader would see:",
    "",
    `${terminalTable(rows, numeric)}`.trimEnd(),
    ...section(
      "For a person to look at",
      findings.map(({ kind, where, message }) => findingText(kind, where, message, showEvidence === true)),
    ),
    ...(withheld.length === 0
      ? []
      : ["", `Lost: ${withheld.length} of ${numbers} numbers (${Math.round((100 * withheld.length) / numbers)}%).`]),
    "",
  ].join("\n");
}

function verdict(withheld: number, numbers: number): string {
  if (withheld === 0) return "nothing has to be withheld";
  if (withheld === numbers) return "every number has to be withheld";
  return `${withheld} of ${numbers} numbers ${withheld === 1 ? "has" : "have"} to be withheld`;
}

/** More are counted and not listed. */
const mostListed = 20;

function section(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.length > mostListed + 1 ? lines.slice(0, mostListed) : lines;
  const rest = lines.length - shown.length;
  return ["", `${heading}:`, ...[...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].map((line) => `  ${line}`)];
}

function findingText(kind: string, where: string, message: string, showEvidence: boolean): string {
  if (showEvidence) return plainText(message);
  const what =
    kind === "class-disclosure"
      ? "nearly everybody of a group is alike here, so the number tells something of each of them"
      : "the rules cannot decide this";
  return `${plainText(where)}: ${what} (--show-evidence tells the numbers)`;
}

function closing({ tables, policy }: ProtectedTables, options: DiscloseCheckOptions): string {
  const names = tables.map(({ file }) => (file === "standard input" ? "-" : file)).join(" ");
  const rounded = policy.rules.find((rule) => /rounded to/u.test(rule));
  const { policy: _, showEvidence: __, ...others } = options;
  const same = Object.keys(others).length === 0 ? "" : ", and the other options as here";
  const to = tables.length > 1 ? "a-folder" : "protected.csv";
  return [
    ...(rounded === undefined ? [] : [rounded]),
    "This report says which numbers are small: it is for you, not for readers of the table.",
    `To write what a reader may have: plait disclose protect ${names} --policy ${policy.name} --to ${to}${same}`,
  ].join("\n");
}

async function checkStudy(folder: string, options: DiscloseCheckOptions): Promise<void> {
  const { policy, json, showEvidence } = options;
  const collected = await collectedOf(folder, options);
  const line = progressOnTerminal();
  const { results, warnings, ...checked } = await checkStudyDisclosure(folder, {
    progress: line.progress,
    signal: interruptSignal(),
    collected,
    ...(policy === undefined ? {} : { policy }),
  }).finally(line.end);
  if (json === true) {
    const told = results.map(({ findings, ...result }) => ({
      ...result,
      findings: showEvidence === true ? findings : findings.length,
    }));
    console.log(JSON.stringify({ policy: checked.policy, results: told }));
  } else {
    const rows = results.map(({ id, title, status, withheld, findings }) => [
      id,
      statusText(status),
      String(withheld),
      String(findings.length),
      title,
    ]);
    console.log(`${results.length} results under the policy ${checked.policy.name}\n`);
    const header = ["result", "status", "withheld", "to look at", "title"];
    const table = [header, ...rows];
    console.log(terminalTable(table, [false, false, true, true, false], table.length));
    if (showEvidence === true) for (const result of results) for (const text of findingsOf(result)) console.log(text);
    else if (results.some(({ findings }) => findings.length > 0)) {
      console.log("What a person has to look at is told by --show-evidence, with true numbers.");
    }
    if (warnings.length > 0) console.log(`${countProblems(warnings)}: plait check ${folder} lists them.`);
  }
  if (results.some(({ status, withheld }) => status === "withheld" || withheld > 0)) process.exitCode = 1;
}

function findingsOf({ id, findings }: ResultDisclosure): string[] {
  return findings.map(({ message }) => `${id}: ${plainText(message)}`);
}

function statusText(status: ResultDisclosure["status"]): string {
  switch (status) {
    case "released":
      return "released";
    case "released-with-withheld-cells":
      return "released in part";
    case "released-after-review":
      return "released after review";
    case "withheld":
      return "withheld";
    default:
      return status satisfies never;
  }
}
