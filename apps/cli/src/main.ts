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
    .option("--policy <name>", "the disclosure policy it begins with (strict-children unless told)")
    .action(async (dir: string, options: { strands: ("records" | "q")[]; policy?: string }) =>
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
    .addOption(keyFileOption())
    .option("--json", "for machines")
    .action(async (study: string, options: import("./build.ts").BuildCommandOptions) =>
      (await import("./build.ts")).build(study, options),
    );

  addServeCommand(plait);

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
  addReleaseCommands(plait.command("release").description("ask for outputs to leave, decide on them, bundle them"));
  addDiscloseCommands(
    plait.command("disclose").description("protect tables of counts, of a study or from any CSV file"),
  );
  addJournalCommands(
    plait.command("journal").description("what people did in the study: its key, and whether it is whole"),
  );
  addSealCommands(plait);
  return plait;
}

function addServeCommand(plait: Command): void {
  plait
    .command("serve")
    .description("the workbench in a browser; prints a link that opens it once")
    .argument("<study>", "the study folder")
    .option("--port <n>", "port of the server; 0 for any that is free", portNumber, 4747)
    .option("--lan", "let other devices in this room in, such as tablets; this machine alone unless told")
    .option("--tls-cert <file>", "certificate with its chain, as PEM, for an encrypted connection")
    .option("--tls-key <file>", "the private key of that certificate, as PEM")
    .addOption(keyFileOption())
    .option("--screens <dir>", "other built screens than those of this repository")
    .option("--log", "a line of JSON on standard error for each answer; without anything about anybody")
    .action(async (study: string, options: import("./serve.ts").ServeOptions) =>
      (await import("./serve.ts")).serve(study, options),
    );
}

function portNumber(written: string): number {
  const port = Number(written);
  if (!/^\d+$/u.test(written) || port > 65_535) throw new InvalidArgumentError("Write a number up to 65535.");
  return port;
}

const keyFileOption = () =>
  new Option("--key-file <file>", "the key file, where the key is in one (else the passphrase is asked for)");

function addJournalCommands(journal: Command): void {
  journal
    .command("verify")
    .description("verify every event of the journal; say its head")
    .argument("<study>", "the study folder")
    .option("--head <hash>", "a head that was kept elsewhere: say up to where the journal is as it was then")
    .addOption(keyFileOption())
    .option("--json", "for machines")
    .action(async (study: string, options: import("./journal-verify.ts").VerifyJournalOptions) =>
      (await import("./journal-verify.ts")).journalVerify(study, options),
    );
  const key = journal.command("key").description("the key that journal and sealed files are read with");
  key
    .command("make")
    .description("make the key of a study, under a passphrase, and print its recovery sheet, once")
    .argument("<study>", "the study folder")
    .option("--key-file <file>", "keep it in a new file outside the study instead of under a passphrase")
    .action(async (study: string, options: { keyFile?: string }) => {
      await (await import("./journal-key.ts")).journalKeyMake(study, options);
    });
  key
    .command("change")
    .description("set a new passphrase, or keep the key in a file as well; nothing is sealed anew")
    .argument("<study>", "the study folder")
    .addOption(keyFileOption())
    .option("--recovery", "open it with the recovery sheet instead of the passphrase")
    .option("--to-key-file <file>", "keep it in this new file as well, instead of under a new passphrase")
    .action(async (study: string, options: import("./journal-key.ts").ChangeKeyOptions) =>
      (await import("./journal-key.ts")).journalKeyChange(study, options),
    );
}

function addSealCommands(plait: Command): void {
  plait
    .command("seal")
    .description("encrypt deliveries and cache in place under the key of the study")
    .argument("<study>", "the study folder")
    .addOption(keyFileOption())
    .action(async (study: string, options: { keyFile?: string }) => (await import("./seal.ts")).seal(study, options));
  plait
    .command("unseal")
    .description("put sealed deliveries and cache back in the clear")
    .argument("<study>", "the study folder")
    .addOption(keyFileOption())
    .action(async (study: string, options: { keyFile?: string }) => (await import("./seal.ts")).unseal(study, options));
}

function addReleaseCommands(release: Command): void {
  release
    .command("request")
    .description("ask for outputs to be released: writes what the output checkers decide by; nothing leaves")
    .argument("<study>", "the study folder")
    .requiredOption("--by <name>", "who asks, one of the people in study.yaml")
    .requiredOption("--purpose <text>", "for whom and for what the outputs are")
    .option("--results <ids...>", "these results only")
    .addOption(keyFileOption())
    .option("--json", "for machines")
    .action(async (study: string, options: import("./release-request.ts").RequestCommandOptions) =>
      (await import("./release-request.ts")).releaseRequest(study, options),
    );
  release
    .command("review")
    .description("where releases stand, and the page that output checkers decide by")
    .argument("<study>", "the study folder")
    .argument("[number]", "one release only", releaseNumber)
    .option("--json", "for machines")
    .action(async (study: string, number: number | undefined, options: { json?: true }) =>
      (await import("./release-review.ts")).releaseReview(study, number, options),
    );
  release
    .command("approve")
    .description("let outputs leave")
    .argument("<study>", "the study folder")
    .argument("<number>", "of the release", releaseNumber)
    .requiredOption("--by <name>", "who decides: under team use an output checker who did not ask")
    .option("--output <ids...>", "these outputs only")
    .option("--comment <text>", "kept, and goes into the bundle")
    .option("--json", "for machines")
    .action(
      async (
        study: string,
        number: number,
        options: { by: string; output?: string[]; comment?: string; json?: true },
      ) => (await import("./release-decide.ts")).releaseApprove(study, number, options),
    );
  release
    .command("reject")
    .description("keep outputs from leaving, with a reason")
    .argument("<study>", "the study folder")
    .argument("<number>", "of the release", releaseNumber)
    .requiredOption("--by <name>", "who decides: under team use an output checker who did not ask")
    .requiredOption("--reason <text>", "kept, and goes into the bundle")
    .option("--output <ids...>", "these outputs only")
    .option("--json", "for machines")
    .action(
      async (study: string, number: number, options: { by: string; output?: string[]; reason: string; json?: true }) =>
        (await import("./release-decide.ts")).releaseReject(study, number, options),
    );
  release
    .command("bundle")
    .description(
      "make the bundle of a release that is decided: approved outputs as they were checked, and nothing else",
    )
    .argument("<study>", "the study folder")
    .argument("<number>", "of the release", releaseNumber)
    .requiredOption("--by <name>", "who bundles, one of the people in study.yaml")
    .option("--to <file.zip>", "a copy of the bundle")
    .addOption(keyFileOption())
    .option("--json", "for machines")
    .action(async (study: string, number: number, options: import("./release-bundle.ts").BundleCommandOptions) =>
      (await import("./release-bundle.ts")).releaseBundle(study, number, options),
    );
  release
    .command("verify")
    .description("verify the release log and every file kept for it; say its head")
    .argument("<study>", "the study folder")
    .option("--head <hash>", "a head that was kept elsewhere: say up to where the log is as it was then")
    .option("--json", "for machines")
    .action(async (study: string, options: { head?: string; json?: true }) =>
      (await import("./release-verify.ts")).releaseVerify(study, options),
    );
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
  q.command("page")
    .description(
      "the Q-sort as one HTML file, for a device that cannot reach the study; what is done in it is sealed to the study",
    )
    .argument("<study>", "the study folder")
    .requiredOption("--language <tag>", "the language of the cards, such as ar")
    .requiredOption("--to <file.html>", "the file to write")
    .addOption(keyFileOption())
    .action(async (study: string, options: import("./q-page.ts").PageCommandOptions) =>
      (await import("./q-page.ts")).qPageCommand(study, options),
    );
  q.command("receive")
    .description("take sorts that were made apart from the study, and sealed to it, into its journal; each counts once")
    .argument("<study>", "the study folder")
    .argument("<files...>", "sealed sorts as devices saved them")
    .addOption(keyFileOption())
    .action(async (study: string, files: string[], options: { keyFile?: string }) =>
      (await import("./q-receive.ts")).qReceive(study, files, options),
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

function releaseNumber(written: string): number {
  const number = Number(written);
  if (!/^\d+$/u.test(written) || number < 1)
    throw new InvalidArgumentError("Write the number of a release, such as 1.");
  return number;
}

function addDiscloseCommands(disclose: Command): void {
  disclose.addHelpText(
    "after",
    "\nBegin with: plait disclose check table.csv\nSeveral tables named at once are protected together: what is hidden in one cannot be worked out from another.",
  );
  const ofTables = (command: Command): Command =>
    command
      .option("--policy <name>", "a policy that Plait ships, or a YAML file (strict-children unless told)")
      .option("--total <word>", "another word for a total, such as Gesamt; may be repeated", repeated)
      .option("--label <column>", "a column that says what a row is about; name all of them, one by one", repeated)
      .option("--people <column>", "where rows or episodes are counted: the column with the people behind each count")
      .option("--columns <name>", "what the columns of a wide table are, such as sex")
      .option("--parents <dimension=file>", "which categories are parts of which: a CSV with child,parent", repeated)
      .addOption(new Option("--blank <meaning>", "what blank cells and dashes mean").choices(["zero", "not-available"]))
      .option("--of-which", "parts beside a total are only some of its people, or overlap")
      .option("--show-evidence", "tell true numbers too");
  ofTables(
    disclose
      .command("check")
      .description("which numbers have to be withheld, why, and what a reader would see; writes nothing")
      .argument("<table-or-study...>", "CSV files of counts, - for standard input, or one study folder"),
  )
    .addOption(keyFileOption())
    .option("--json", "for machines: what may leave, and more with --show-evidence")
    .action(async (paths: string[], options: import("./disclose-check.ts").DiscloseCheckOptions) =>
      (await import("./disclose-check.ts")).discloseCheck(paths, options),
    );
  ofTables(
    disclose
      .command("protect")
      .description("write the tables as they may leave, with [c] for what is withheld, and the rules beside them")
      .argument("<table...>", "CSV files of counts, or - for standard input"),
  )
    .option("--to <path>", "a file, or a folder for several tables (standard output unless told)")
    .option("--force", "replace what is there")
    .action(async (paths: string[], options: import("./disclose-protect.ts").DiscloseProtectOptions) =>
      (await import("./disclose-protect.ts")).discloseProtect(paths, options),
    );
  disclose
    .command("policies")
    .description("the policies that Plait ships, in words")
    .option("--json", "for machines")
    .action(async (options: { json?: true }) => (await import("./disclose-policies.ts")).disclosePolicies(options));
}

function repeated(value: string, former: readonly string[] = []): readonly string[] {
  return [...former, value];
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
