import { type TracedValue, trace, whyNotInWide } from "@plait/records";
import { withLinkedRecords } from "./with-linked-records.ts";

interface TraceRequest {
  readonly table: string;
  readonly key: string;
  readonly column?: string;
}

export async function recordsTrace(
  study: string,
  request: TraceRequest,
  options: { readonly json?: true },
): Promise<void> {
  await withLinkedRecords(study, async ({ database, records, study: read }) => {
    const traced = await trace(database, records, read, request);
    if (options.json === true) console.log(JSON.stringify(traced));
    else for (const value of traced) printTraced(value);
    if (traced.length > 0) return;
    const reasons =
      request.table === "wide" && records.spine !== null
        ? await whyNotInWide(database, records.spine, read.rules, request.key)
        : [];
    const why = reasons.length === 0 ? "" : ` Its rows were left out: ${reasons.join("; ")}.`;
    if (options.json !== true) console.log(`${request.key} is in no row of ${request.table}.${why}`);
    process.exitCode = 1;
  });
}

function printTraced({ column, value, how, sources }: TracedValue): void {
  console.log(`${column} = ${value ?? "no value"}  (${how})`);
  for (const source of sources) {
    const sheet = source.sheet === "" ? "" : `, sheet "${source.sheet}"`;
    const under = source.underlying === null ? "" : ` (underneath: ${source.underlying})`;
    console.log(
      `    ${source.file}${sheet}, row ${source.row}, ${source.cell} "${source.label}": "${source.shown}"${under}`,
    );
    for (const decision of source.decisions) console.log(`        ${decision}`);
  }
}
