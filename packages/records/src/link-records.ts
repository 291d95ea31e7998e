import { createTable, type Database, id, sql } from "@plait/database";
import type { PersonKindRule, Problem, RecordsRules, RecordsStudy } from "@plait/study";
import { codebookVariables, type TableCodebook } from "./codebook-variables.ts";
import { type Coverage, recordCoverage } from "./coverage.ts";
import { type HarmonisedKind, harmonisedTable } from "./harmonise/harmonise-kind.ts";
import { type HarmonisedRecords, harmoniseRecords } from "./harmonise/harmonise-records.ts";
import { type MappedSheet, mappingErrors, mapSheets } from "./harmonise/mapped-sheet.ts";
import { type SubtotalMismatch, setAsideSubtotals } from "./harmonise/set-aside-subtotals.ts";
import {
  countJoins,
  type JoinCount,
  type LedgerEntry,
  type LedgerFault,
  ledgerFaults,
  recordLedger,
} from "./ledger.ts";
import { linkColumns } from "./link/link-columns.ts";
import { EPISODE, linkedTable, linkKind, type Spine } from "./link/link-kind.ts";
import { LONG, shapeLongFile } from "./link/long-file.ts";
import { keysHeldTwice, personRule, shapeWideFile, WIDE } from "./link/wide-file.ts";
import type { SourceSheet } from "./source-sheet.ts";
import type { TableColumn } from "./table-columns.ts";

/** Where a long run stands, for whoever watches. */
export type Progress = (step: string) => void;

/** The linked tables of a study, in the database under the names of `tables`, and the account of how they came to be. */
export interface LinkedRecords {
  readonly tables: ReadonlyMap<string, readonly TableColumn[]>;
  readonly sheets: readonly MappedSheet[];
  readonly harmonised: readonly HarmonisedKind[];
  readonly spine: Spine | null;
  readonly ledger: readonly LedgerEntry[];
  readonly joins: readonly JoinCount[];
  readonly coverage: Coverage;
  readonly subtotalMismatches: readonly SubtotalMismatch[];
  readonly codebook: readonly TableCodebook[];
}

/** The data do not allow a build to go on: every reason, with its place. */
export class RecordsNotBuilt extends Error {
  override readonly name = "RecordsNotBuilt";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`the records cannot be built: ${problems.length} ${problems.length === 1 ? "problem" : "problems"}`);
    this.problems = problems;
  }
}

/**
 * From sheets to the long and wide files: harmonise each kind, link it, shape, and keep account of every row.
 *
 * Throws RecordsNotBuilt when a column that every row needs is not mapped, a token or value that must be known is not, a
 * declared m:1 or 1:1 does not hold, or the ledger does not add up.
 */
export async function linkRecords(
  database: Database,
  study: RecordsStudy,
  sheets: readonly SourceSheet[],
  progress: Progress,
): Promise<LinkedRecords> {
  const mapped = await mapSheets(database, study, sheets);
  refuse(mapped.flatMap(mappingErrors));
  const harmonised = await harmoniseRecords(database, study, mapped, progress);
  refuse(harmonised.undeclared);
  return linkHarmonised(database, study, sheets, harmonised, progress);
}

/**
 * `linkRecords` from sheets that are harmonised already, without an undeclared value among them.
 *
 * Throws RecordsNotBuilt when a declared m:1 or 1:1 does not hold, or the ledger does not add up.
 */
export async function linkHarmonised(
  database: Database,
  study: RecordsStudy,
  sheets: readonly SourceSheet[],
  { kinds, mapped, harmonised }: HarmonisedRecords,
  progress: Progress,
): Promise<LinkedRecords> {
  const { rules } = study;
  const spine = spineOf(rules, kinds);
  const tables = new Map<string, readonly TableColumn[]>();
  const subtotalMismatches: SubtotalMismatch[] = [];
  for (const one of harmonised) {
    progress(`link ${one.kind}`);
    tables.set(one.kind, [
      ...one.columns,
      ...linkColumns(one.kind === spine?.kind ? ["period", "group", EPISODE] : ["period", "group"]),
    ]);
    const rule = rules.kinds[one.kind];
    if (rule?.unit === "person") await linkKind(database, one, rule, spine);
    else if (rule?.unit === "figure")
      subtotalMismatches.push(...(await setAsideSubtotals(database, one.kind, rule, one.columns)));
    else await database.run(createTable(linkedTable(one.kind), sql`select * from ${id(harmonisedTable(one.kind))}`));
  }
  if (spine !== null) {
    progress("shape the wide and long files");
    const people = harmonised.filter(({ kind }) => rules.kinds[kind]?.unit === "person");
    const columnsOfKind = new Map(people.map(({ kind, columns }) => [kind, columns]));
    tables.set(WIDE, await shapeWideFile(database, spine, columnsOfKind, rules));
    tables.set(LONG, await shapeLongFile(database, spine, columnsOfKind, rules));
    refuse(notOneRowAPerson(await keysHeldTwice(database, WIDE, spine.rule.key)));
  }
  progress("keep the ledger");
  const ledger = await recordLedger(database, sheets, kinds, rules);
  refuse(ledgerFaults(ledger).map(ledgerProblem));
  const deliveries = sheets.map(({ delivery }) => delivery);
  return {
    tables,
    sheets: mapped,
    harmonised,
    spine,
    ledger,
    joins: spine === null ? [] : await countJoins(database, spine.kind, spine.rule.key, personKinds(rules, kinds)),
    coverage: await recordCoverage(database, kinds, deliveries, rules),
    subtotalMismatches,
    codebook: await codebookVariables(database, tables, mapped, rules),
  };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new RecordsNotBuilt(problems);
}

function personKinds(rules: RecordsRules, kinds: readonly string[]): string[] {
  return kinds.filter((kind) => rules.kinds[kind]?.unit === "person");
}

function spineOf(rules: RecordsRules, kinds: readonly string[]): Spine | null {
  if (rules.spine === undefined || !kinds.includes(rules.spine)) return null;
  const rule: PersonKindRule = personRule(rules, rules.spine);
  return { kind: rules.spine, rule };
}

function notOneRowAPerson(keys: readonly string[]): Problem[] {
  if (keys.length === 0) return [];
  const shown = keys.slice(0, 20).join(", ");
  return [
    {
      severity: "error",
      code: "not-one-row-a-person",
      place: { file: "records/rules.yaml", path: "wide.remove" },
      message: `the wide file is declared 1:1 with people, but ${keys.length} reference numbers stand in it more than once: ${shown}${keys.length > 20 ? ", …" : ""}`,
      remedy:
        "add the rule later-episode (and conflict) to wide.remove, or a rule that says which of their rows to leave out",
    },
  ];
}

function ledgerProblem(fault: LedgerFault): Problem {
  const where = [fault.step, fault.kind, fault.group].filter((part) => part !== "").join(", ");
  return {
    severity: "error",
    code: "ledger-does-not-add-up",
    place: { file: "records/rules.yaml" },
    message: `the ledger does not add up at ${where}: ${fault.message}`,
    remedy:
      "this is a fault of Plait, not of the study: nothing was released; please report it with the step named here",
  };
}
