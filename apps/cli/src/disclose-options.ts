import { basename } from "node:path";
import type { ProtectOptions, TableInput } from "@plait/build";
import { UsageError } from "./exit-status.ts";
import { type ProgressLine, progressLine } from "./progress.ts";
import { readInput } from "./read-input.ts";

/** What may be said of tables on the command line. */
export interface TableCommandOptions {
  readonly policy?: string;
  readonly total?: readonly string[];
  readonly label?: readonly string[];
  readonly people?: string;
  readonly columns?: string;
  readonly parents?: readonly string[];
  readonly blank?: "zero" | "not-available";
  readonly ofWhich?: true;
  readonly showEvidence?: true;
}

/** What `-` is called in messages. */
const standardInput = "standard input";

/** The tables that are named, `-` for standard input. Throws UsageError where one is named twice. */
export async function tableInputs(paths: readonly string[]): Promise<TableInput[]> {
  const twice = paths.find((path, at) => paths.indexOf(path) < at);
  if (twice !== undefined) throw new UsageError(`${twice} is named twice.`);
  const inputs: TableInput[] = [];
  for (const path of paths) inputs.push(await tableInput(path));
  return inputs;
}

async function tableInput(path: string): Promise<TableInput> {
  if (path !== "-") return { name: path, bytes: await readInput(path) };
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return { name: standardInput, bytes: Buffer.concat(chunks) };
}

export async function protectOptions(options: TableCommandOptions): Promise<ProtectOptions> {
  const { policy, total, label, people, columns, blank, ofWhich, showEvidence } = options;
  const parents: { dimension: string; input: TableInput }[] = [];
  for (const told of options.parents ?? []) {
    const [, dimension = "", path = ""] = /^(.+?)=(.+)$/su.exec(told) ?? [];
    if (path === "")
      throw new UsageError(`--parents ${told}: write a dimension and a file, such as region=regions.csv.`);
    parents.push({ dimension, input: { name: path, bytes: await readInput(path) } });
  }
  return {
    ...(policy === undefined ? {} : { policy }),
    ...(total === undefined ? {} : { totals: total }),
    ...(label === undefined ? {} : { labels: label }),
    ...(people === undefined ? {} : { people }),
    ...(columns === undefined ? {} : { columnsAre: columns }),
    ...(blank === undefined ? {} : { blank }),
    ...(ofWhich === undefined ? {} : { ofWhich }),
    tellNumbers: showEvidence === true,
    parents,
  };
}

/** Where a table goes that is written into a folder beside others. */
export function fileNameOf(input: string): string {
  return input === standardInput ? "table.csv" : basename(input);
}

/** A pipe is not told how far the work is. */
export function progressOnTerminal(): ProgressLine {
  return process.stderr.isTTY ? progressLine() : { progress: () => {}, end: () => {} };
}
