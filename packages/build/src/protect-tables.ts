import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  defaultPolicyName,
  type GatedTable,
  gateTables,
  loadSolver,
  type PolicyStatement,
  type ReleasedResult,
  readCountsTables,
  type TableReading,
  type TextTable,
  type WithheldCell,
} from "@plait/disclosure";
import { formulaSafe } from "@plait/report";
import { type Problem, type Separator, type StudyFiles, separatedText } from "@plait/study";
import { openPolicy } from "./open-policy.ts";
import type { Progress } from "./open-study.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";
import { type TableInput, tableText } from "./table-text.ts";

export interface ProtectOptions extends Omit<TableReading, "parents"> {
  /** One that Plait ships, or the path of a YAML file; `strict-children` unless told. */
  readonly policy?: string;
  readonly parents?: readonly { readonly dimension: string; readonly input: TableInput }[];
  readonly progress?: Progress;
}

export interface ProtectedTables {
  readonly policy: PolicyStatement;
  readonly tables: readonly ProtectedTable[];
  readonly warnings: readonly Problem[];
}

export interface ProtectedTable {
  readonly file: string;
  /** How the file was understood, in sentences. */
  readonly understood: readonly string[];
  readonly released: ReleasedResult;
  /** What a reader sees, header first. Nothing in it is a formula. */
  readonly rows: readonly (readonly string[])[];
  /** Of each column of `rows`, whether it holds numbers. */
  readonly numeric: readonly boolean[];
  /** The same as text, separated as the file was. */
  readonly csv: string;
  /** The rules that were applied, for whoever gets the table. */
  readonly rules: string;
  /** How many numbers the table has. */
  readonly numbers: number;
  readonly inside: InsideOnly;
}

/** For whoever has the true table, and nobody else. */
export interface InsideOnly {
  readonly withheld: readonly (WithheldCell & { readonly value: string })[];
  readonly findings: readonly { readonly kind: string; readonly where: string; readonly message: string }[];
}

const mostCells = 400_000;

/**
 * Reads tables of counts and protects them together, under one policy, without a study. Nothing is written.
 *
 * Throws StudyProblems for what a person must mend in the tables, the files of parents or the policy.
 */
export async function protectTables(
  inputs: readonly TableInput[],
  { policy: policyName = defaultPolicyName, parents = [], progress = () => {}, ...reading }: ProtectOptions = {},
): Promise<ProtectedTables> {
  progress("read the tables");
  const policy = await openPolicy(filesHere, policyName, { file: "--policy" });
  const texts = inputs.map(textTable);
  const groups = parents.map(({ dimension, input }) => ({ dimension, ...textTable(input) }));
  const problems = [...policy.problems, ...[...texts, ...groups].flatMap((one) => one.problems)];
  const read = hasErrors(problems)
    ? { problems: [] }
    : readCountsTables(
        texts.map(({ table }) => table),
        { ...reading, parents: groups.map(({ dimension, table }) => ({ dimension, table })) },
      );
  problems.push(...read.problems);
  if (read.value === undefined || policy.value === undefined) throw new StudyProblems(problems);
  progress("pass the disclosure gate");
  const gated = gateTables(read.value, policy.value, await loadSolver());
  return {
    policy: gated.policy,
    tables: gated.tables.map((one, at) => protectedTable(one, gated.policy, texts[at]?.separator ?? ",")),
    warnings: problems,
  };
}

interface ReadText {
  readonly table: TextTable;
  readonly separator: Separator;
  readonly problems: readonly Problem[];
}

function textTable(input: TableInput): ReadText {
  const { value = "", problems } = tableText(input);
  if (problems.length > 0) return { table: { file: input.name, rows: [] }, separator: ",", problems };
  const { rows, separator, problems: found } = separatedText(input.name, value, mostCells);
  return { table: { file: input.name, rows }, separator, problems: found };
}

/** A policy of one's own is named by its path. */
const filesHere: StudyFiles = {
  list: async () => [],
  readText: async (path) => {
    try {
      return { text: await readFile(resolve(path), "utf8") };
    } catch {
      return { missing: true };
    }
  },
};

function protectedTable(gated: GatedTable, policy: PolicyStatement, separator: Separator): ProtectedTable {
  const { table, released, findings, withheld } = gated;
  const rows = gated.rows.map((row) => row.map(formulaSafe));
  const { result, source } = table;
  const cells = result.rows.flatMap((row) => row.cells).filter(({ kind }) => kind === "count" || kind === "share");
  const shown = source.columns.filter(({ role }) => role !== "people");
  return {
    file: source.file,
    understood: table.understood,
    released,
    rows,
    numeric: shown.map(({ role }) => role !== "label"),
    csv: rows.map((row) => `${row.map((cell) => quoted(cell, separator)).join(separator)}\r\n`).join(""),
    rules: rulesText(policy, withheld.length, cells.length, released),
    numbers: cells.length,
    inside: {
      withheld: withheld.map((cell) => ({ ...cell, value: valueAt(gated, cell) })),
      findings: findings.map(({ kind, row, column, message }) => {
        const where = [result.rows[row ?? -1]?.label, result.columns[column ?? -1]?.label].filter(Boolean).join(", ");
        return { kind, where, message };
      }),
    },
  };
}

function quoted(cell: string, separator: Separator): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The true value of a withheld cell as the file writes it. */
function valueAt({ table: { source, columns } }: GatedTable, { place }: WithheldCell): string {
  return source.rows[place.row]?.cells[columns[place.column] ?? -1] ?? "";
}

function rulesText(policy: PolicyStatement, withheld: number, numbers: number, { disclosure }: ReleasedResult): string {
  return [
    "How this table was protected",
    "",
    `Policy: ${policy.title} (${policy.name}).`,
    `Source of the policy: ${policy.source}`,
    "",
    ...disclosure.checks.map((check) => `- ${check}`),
    "",
    withheld === 0 ? "No number is withheld." : `${withheld} of ${numbers} numbers are withheld.`,
    "[c] confidential: held back so that no person can be recognised, or so that a held-back number cannot be worked out.",
    "[x] not available; it is not a zero. [z] not applicable.",
    "",
  ].join("\n");
}
