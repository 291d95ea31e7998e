import { performance } from "node:perf_hooks";
import { resourceUsage } from "node:process";
import { buildStudy, openRecords } from "@plait/build";
import { copyTo, createTable, id, list, sql } from "@plait/database";
import { harmonisedTable, linkRecords } from "@plait/records";

/*
 * One measured run in a process of its own, so that its peak memory is its own. Prints one JSON line.
 *
 *   records-run.ts link <study> <folder for canonical CSV>   reads, links and shapes; writes what pandas reads
 *   records-run.ts build <study>                             a whole build
 */

const [mode, study, canonical] = process.argv.slice(2);
if (study === undefined) throw new RangeError("which study?");

const memoryLimit = "4500MB";
const marks: { step: string; at: number }[] = [];
const progress = (step: string) => marks.push({ step, at: performance.now() });
const start = performance.now();

if (mode === "build") {
  const { status, filesRead } = await buildStudy(study, { progress, memoryLimit });
  print({ status, filesRead, seconds: { total: since(start) } });
} else {
  const open = await openRecords(study, { progress, memoryLimit });
  const read = since(start);
  const records = await linkRecords(open.database, open.study, open.prepared.sheets, progress);
  progress("materialise the long file");
  const rows = Object.fromEntries(
    records.ledger.filter(({ step }) => step === "combine").map(({ kind, rowsOut }) => [kind, rowsOut]),
  );
  await open.database.run(createTable("long_file", sql`select * from ${id("long")}`));
  progress("end");
  const wide = records.ledger.find(({ step }) => step === "wide")?.rowsOut ?? 0;
  print({
    rows: { ...rows, wide },
    seconds: {
      read,
      harmonise: seconds((step) => step.startsWith("harmonise")),
      link: seconds((step) => step.startsWith("link") && !step.endsWith("nrm")),
      shape: seconds((step) => step.startsWith("shape")),
      writeOut: seconds((step) => step.startsWith("materialise")),
      ledger: seconds((step) => step === "keep the ledger"),
    },
    long: records.ledger.find(({ step }) => step === "long")?.rowsOut ?? 0,
  });
  if (canonical !== undefined) {
    for (const { kind, columns } of records.harmonised) {
      if (open.study.rules.kinds[kind]?.unit !== "person") continue;
      const cells = columns.map(({ name }) =>
        open.study.rules.variables[name]?.type === "month"
          ? sql`substr(cast(${id(name)} as varchar), 1, 7) as ${id(name)}`
          : id(name),
      );
      await open.database.run(
        copyTo(
          sql`select ${list([id("group"), ...cells])} from ${id(harmonisedTable(kind))}`,
          `${canonical}/${kind}.csv`,
          "csv",
        ),
      );
    }
  }
  await open.database.close();
}

function since(from: number): number {
  return (performance.now() - from) / 1000;
}

function seconds(which: (step: string) => boolean): number {
  return marks.reduce(
    (sum, { step, at }, index) => (which(step) ? sum + ((marks[index + 1]?.at ?? performance.now()) - at) / 1000 : sum),
    0,
  );
}

function print(found: object): void {
  process.stdout.write(`${JSON.stringify({ ...found, peakMiB: Math.round(resourceUsage().maxRSS / 1024) })}\n`);
}
