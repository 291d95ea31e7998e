import { basename } from "node:path";
import { importSorts } from "@plait/build";
import { printProblems } from "./print-problems.ts";
import { readInput } from "./read-input.ts";

export interface ImportCommandOptions {
  readonly as?: string;
  readonly sorterField?: string;
}

/** Brings sorts of any format of the field into the study as tidy CSV; writes nothing where anything is wrong. */
export async function qImport(folder: string, file: string, { as, sorterField }: ImportCommandOptions): Promise<void> {
  const imported = await importSorts(folder, {
    name: file,
    bytes: await readInput(file),
    as: as ?? basename(file).replace(/\.[^.]*$/u, ""),
    ...(sorterField === undefined ? {} : { sorterField }),
  });
  if (imported.problems.length > 0) printProblems(imported.problems);
  console.log(`Read ${file} as ${imported.format}: ${imported.sorters.length} sorts. Wrote ${imported.written}.`);
}
