import { exportSorts, type SortFormat } from "@plait/build";
import { UsageError } from "./exit-status.ts";
import { printProblems } from "./print-problems.ts";

export interface ExportSortsOptions {
  readonly format: SortFormat;
  readonly to: string;
}

/** The sorts with true places, for another program inside the safe setting. */
export async function qExport(folder: string, { format, to }: ExportSortsOptions): Promise<void> {
  const { files, problems } = await exportSorts(folder, format, to).catch((error: unknown) => {
    // A folder that is not there is a slip of the person at the keyboard.
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  });
  if (problems.length > 0) printProblems(problems);
  console.log(`Wrote ${files.join(", ")}.
It holds true values, a sort a person: it has not passed the disclosure gate and must stay inside the safe setting.`);
}
