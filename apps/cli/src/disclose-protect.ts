import { existsSync, realpathSync, statSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type ProtectedTable, protectTables } from "@plait/build";
import {
  fileNameOf,
  progressOnTerminal,
  protectOptions,
  type TableCommandOptions,
  tableInputs,
} from "./disclose-options.ts";
import { UsageError } from "./exit-status.ts";
import { printProblems } from "./print-problems.ts";

export interface DiscloseProtectOptions extends TableCommandOptions {
  readonly to?: string;
  readonly force?: true;
}

/** Writes tables as they may leave, each with the rules that were applied beside it. */
export async function discloseProtect(paths: readonly string[], options: DiscloseProtectOptions): Promise<void> {
  const { to, force } = options;
  if (to === undefined && paths.length > 1) {
    throw new UsageError("Say with --to into which folder the tables go: several do not fit into one output.");
  }
  const inputs = await tableInputs(paths);
  const targets =
    to === undefined
      ? []
      : targetsOf(
          inputs.map(({ name }) => name),
          to,
        );
  for (const target of targets) refuse(target, paths, force === true);
  const line = progressOnTerminal();
  const made = { ...(await protectOptions(options)), progress: line.progress };
  const { tables, warnings } = await protectTables(inputs, made).finally(line.end);
  if (warnings.length > 0) printProblems(warnings);
  for (const [at, table] of tables.entries()) {
    const target = targets[at];
    if (target === undefined) {
      process.stdout.write(table.csv);
      console.error(table.rules);
    } else {
      await mkdir(dirname(target), { recursive: true });
      await write(target, table.csv);
      await write(rulesBeside(target), table.rules);
    }
    console.error(summary(table, target));
  }
}

/** One table goes to a file; several, or one to a folder that is there, into a folder under their own names. */
function targetsOf(names: readonly string[], to: string): string[] {
  const isFolder = statSync(to, { throwIfNoEntry: false })?.isDirectory() === true;
  if (names.length === 1 && !isFolder && !/[\\/]$/u.test(to)) return [to];
  const targets = names.map((name) => join(to, fileNameOf(name)));
  const twice = targets.find((target, at) => targets.indexOf(target) < at);
  if (twice === undefined) return targets;
  throw new UsageError(`Two tables would be written to ${twice}: rename one of them.`);
}

function rulesBeside(target: string): string {
  return `${target.replace(/\.(?:csv|tsv|txt)$/iu, "")}.rules.txt`;
}

/** A protected table never takes the place of a true one. */
function refuse(target: string, paths: readonly string[], force: boolean): void {
  const real = (path: string) => (existsSync(path) ? realpathSync(path) : resolve(path));
  if (paths.some((path) => real(path) === real(target))) {
    throw new UsageError(`${target} is the table itself, and its true numbers would be lost: give another name.`);
  }
  if (force) return;
  for (const path of [target, rulesBeside(target)]) {
    if (existsSync(path)) throw new UsageError(`${path} is there already: add --force to replace it.`);
  }
}

/** Whole or not at all. */
async function write(path: string, text: string): Promise<void> {
  const partial = `${path}.unfinished`;
  try {
    await writeFile(partial, text);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw new UsageError(`${path} cannot be written: see that you may write there.`, { cause: error });
  }
}

function summary({ file, numbers, inside }: ProtectedTable, target: string | undefined): string {
  const { withheld, findings } = inside;
  const where = target === undefined ? "" : ` Written to ${target}, the rules beside it.`;
  const look =
    findings.length === 0
      ? ""
      : ` ${findings.length} ${findings.length === 1 ? "number tells" : "numbers tell"} something of everybody in a group: plait disclose check names them. Look at them before the table leaves.`;
  return `${file}: ${withheld.length} of ${numbers} numbers withheld.${where}${look}`;
}
