import { printQSheets } from "@plait/build";
import { printProblems } from "./print-problems.ts";

export interface PrintCommandOptions {
  readonly language?: string;
  readonly paper: "a4" | "a3";
  readonly flip: "long" | "short";
  readonly to: string;
}

/** Cards, board, guide and entry form on paper and as pages. */
export async function qPrint(folder: string, options: PrintCommandOptions): Promise<void> {
  const { files, problems } = await printQSheets(folder, options);
  if (problems.length > 0) printProblems(problems);
  for (const file of files) console.log(file);
}
