import { relative } from "node:path";
import { buildStudy } from "@plait/build";
import type { Strand } from "@plait/study";
import { collectedOf } from "./collected.ts";
import { countProblems } from "./print-problems.ts";
import { interruptSignal, progressLine } from "./progress.ts";

export interface BuildCommandOptions {
  readonly out?: string;
  readonly strand?: Strand;
  readonly policy?: string;
  readonly memoryLimit?: string;
  readonly keyFile?: string;
  readonly json?: true;
}

export async function build(study: string, options: BuildCommandOptions): Promise<void> {
  const collected = await collectedOf(study, options);
  const line = progressLine();
  const { out, policy, strand, memoryLimit } = options;
  try {
    const report = await buildStudy(study, {
      progress: line.progress,
      signal: interruptSignal(),
      collected,
      ...(out === undefined ? {} : { out }),
      ...(policy === undefined ? {} : { policy }),
      ...(strand === undefined ? {} : { strand }),
      ...(memoryLimit === undefined ? {} : { memoryLimit }),
    });
    line.end();
    if (options.json === true) {
      console.log(JSON.stringify(report));
      return;
    }
    const where = relative(process.cwd(), report.outputs) || ".";
    console.log(
      report.status === "unchanged"
        ? `Nothing has changed; the outputs in ${where} stand.`
        : `Built ${report.files.length} files in ${where}: begin with annex.html.`,
    );
    if (report.warnings.length > 0) console.log(`${countProblems(report.warnings)}: plait check ${study} lists them.`);
  } finally {
    line.end();
  }
}
