#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { reportFailure } from "./exit-status.ts";

/** The `plait` command. Each action is loaded when it is called, so that help and mistakes answer at once. */
export function plaitCommand(): Command {
  const plait = new Command("plait")
    .description(
      "Turns a study folder into its technical annex. Works offline; nothing leaves but through the disclosure gate.",
    )
    .showHelpAfterError("(add --help for the options)")
    .exitOverride();

  plait
    .command("demo")
    .description("write the example study, build its annex and say where to look")
    .argument("[dir]", "folder to write it to", "demo")
    .action(async (dir: string) => (await import("./demo.ts")).demo(dir));
  plait
    .command("init")
    .description("a new study from a template, ready to fill")
    .argument("<dir>", "a new or empty folder")
    .addOption(
      new Option("--strands <names...>", "strands of evidence it has").choices(["records", "q"]).default(["records"]),
    )
    .action(async (dir: string, options: { strands: ("records" | "q")[] }) =>
      (await import("./init.ts")).init(dir, options),
    );
  plait
    .command("check")
    .description("every problem in the study's files, with place and remedy")
    .argument("<study>", "the study folder")
    .option("--json", "for machines")
    .action(async (study: string, options: { json?: true }) => (await import("./check.ts")).check(study, options));
  plait
    .command("build")
    .description("all strands to the outputs folder: annex.html, tables, figures, results.json")
    .argument("<study>", "the study folder")
    .option("--out <dir>", "where the outputs go (the study's outputs folder unless told)")
    .addOption(new Option("--strand <name>", "one strand only").choices(["records", "q"]))
    .option("--policy <name>", "another disclosure policy than the study's own")
    .option("--memory-limit <size>", "such as 4GB, for a study with storage: volume", memorySize)
    .option("--json", "for machines")
    .action(async (study: string, options: import("./build.ts").BuildCommandOptions) =>
      (await import("./build.ts")).build(study, options),
    );

  const records = plait.command("records").description("the records strand: look into it, and propose decisions");
  records
    .command("sheets")
    .description("what was read: each sheet with its header rows, columns and the rows set aside")
    .argument("<study>", "the study folder")
    .option("--json", "for machines")
    .action(async (study: string, options: { json?: true }) =>
      (await import("./records-sheets.ts")).recordsSheets(study, options),
    );
  records
    .command("map")
    .description("propose crosswalk rows for columns that are not mapped; applies nothing")
    .argument("<study>", "the study folder")
    .option("--json", "for machines")
    .action(async (study: string, options: { json?: true }) =>
      (await import("./records-map.ts")).recordsMap(study, options),
    );
  records
    .command("repair")
    .description("propose value repairs with counts per delivery; applies nothing")
    .argument("<study>", "the study folder")
    .argument("[variable]", "one variable only")
    .option("--json", "for machines")
    .action(async (study: string, variable: string | undefined, options: { json?: true }) =>
      (await import("./records-repair.ts")).recordsRepair(study, variable, options),
    );
  records
    .command("trace")
    .description("the delivered cells and decisions behind a value")
    .argument("<study>", "the study folder")
    .argument("<table>", "wide, or a kind of record")
    .argument("<urn>", "the reference number")
    .argument("[column]", "one column only")
    .option("--json", "for machines")
    .action(async (study: string, table: string, urn: string, column: string | undefined, options: { json?: true }) =>
      (await import("./records-trace.ts")).recordsTrace(
        study,
        { table, key: urn, ...(column === undefined ? {} : { column }) },
        options,
      ),
    );
  records
    .command("ledger")
    .description("what became of every row, step by step")
    .argument("<study>", "the study folder")
    .option("--json", "for machines")
    .action(async (study: string, options: { json?: true }) =>
      (await import("./records-ledger.ts")).recordsLedger(study, options),
    );
  records
    .command("export")
    .description("one linked table with true values, for use inside the safe setting")
    .argument("<study>", "the study folder")
    .requiredOption("--table <name>", "wide, long, a kind of record, or codebook")
    .addOption(new Option("--format <format>", "file format").choices(["csv", "parquet", "dta"]).default("csv"))
    .option("--to <file>", "where to write it (<table>.<format> here unless told)")
    .action(async (study: string, options: import("./records-export.ts").ExportCommandOptions) =>
      (await import("./records-export.ts")).recordsExport(study, options),
    );
  addQCommands(plait.command("q").description("the Q strand: cards on paper, sorts in, factors out"));
  return plait;
}

function addQCommands(q: Command): void {
  q.command("check")
    .description("every problem of the cards, the grid, the sorts and the choices; the digits of each wording")
    .argument("<study>", "the study folder")
    .option("--json", "for machines")
    .action(async (study: string, options: { json?: true }) => (await import("./q-check.ts")).qCheck(study, options));
  q.command("analyse")
    .description("factors, flags, arrays and their stability as JSON; true values, for use inside the safe setting")
    .argument("<study-or-file>", "a study folder, or a file of sorts: CSV, PQMethod .DAT, KADE or Ken-Q, and others")
    .option("--factors <n>", "how many to keep, or parallel: as many as stand above random sorts")
    .option("--correlation <name>", "pearson, spearman or kendall")
    .option("--extraction <method>", "pca, centroid or horst")
    .option("--rotation <method>", "varimax, none, promax or oblimin")
    .option("--level <p>", "level of the flags: 0.05, 0.01 or 0.001")
    .option("--no-majority", "flag without the majority rule")
    .option("--reliability <r>", "of one sort, such as 0.8")
    .option("--resamples <n>", "of the bootstrap")
    .option("--seed <text>", "of everything drawn at random")
    .action(async (path: string, options: import("./q-analyse.ts").AnalyseCommandOptions) =>
      (await import("./q-analyse.ts")).qAnalyse(path, options),
    );
  q.command("print")
    .description("cards, board, guide and entry form for sorting on paper, as PDF and HTML")
    .argument("<study>", "the study folder")
    .option("--language <tag>", "language of the cards (the first of the study unless told)")
    .addOption(new Option("--paper <size>", "paper of the printer").choices(["a4", "a3"]).default("a4"))
    .addOption(
      new Option("--flip <edge>", "edge about which the printer turns").choices(["long", "short"]).default("long"),
    )
    .option("--to <dir>", "where the sheets go", "q-sheets")
    .action(async (study: string, options: import("./q-print.ts").PrintCommandOptions) =>
      (await import("./q-print.ts")).qPrint(study, options),
    );
  q.command("import")
    .description("bring sorts of another program, or numbers read from photographs, into the study")
    .argument("<study>", "the study folder")
    .argument("<file>", "PQMethod, KADE, Ken-Q, EQ Web Sort, Quince, htmlQ, FlashQ, Easy-HtmlQ, CSV, or numbers")
    .option("--as <name>", "name of the file under q/sorts (that of the file unless told)")
    .option("--sorter-field <name>", "for web sorting tools: the field that holds the sorter's code")
    .action(async (study: string, file: string, options: import("./q-import.ts").ImportCommandOptions) =>
      (await import("./q-import.ts")).qImport(study, file, options),
    );
  q.command("export")
    .description("the sorts with true places for another program, for use inside the safe setting")
    .argument("<study>", "the study folder")
    .addOption(
      new Option("--format <format>", "file format")
        .choices([
          ...["tidy", "wide", "pqmethod", "kade-1", "kade-2", "kade-3", "kade-zip"],
          ...["eq-web-sort", "quince", "htmlq", "easy-htmlq"],
        ])
        .default("tidy"),
    )
    .option("--to <path>", "where to write it, without an ending", "sorts")
    .action(async (study: string, options: import("./q-export.ts").ExportSortsOptions) =>
      (await import("./q-export.ts")).qExport(study, options),
    );
}

function memorySize(size: string): string {
  if (!/^\d+(?:\.\d+)? *[KMGT]i?B$/iu.test(size))
    throw new InvalidArgumentError("Write a number and a unit, such as 4GB.");
  return size;
}

/** Runs the command and says how it ended: 0 done, 1 problems in the input, 2 wrong usage, 3 our fault. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await plaitCommand().parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportFailure(error);
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
