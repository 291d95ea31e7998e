import { createTable, type Database, id, list, type Query, sql } from "@plait/database";
import type { Problem, RecordsRules, RecordsStudy } from "@plait/study";
import { type HarmonisedKind, harmoniseKind, stagedTable } from "./harmonise-kind.ts";
import type { MappedSheet } from "./mapped-sheet.ts";
import { unreadValueProblems } from "./unread-values.ts";

/** Sheets brought into one table a kind. The rows that cannot be used are in the table `quarantine`. */
export interface HarmonisedRecords {
  /** The delivered kinds: the spine first, because the others attach to it; then as `rules.yaml` declares them. */
  readonly kinds: readonly string[];
  readonly mapped: readonly MappedSheet[];
  readonly harmonised: readonly HarmonisedKind[];
  /** Values that must not be guessed past, each an error; where there is one, nothing may be linked. */
  readonly undeclared: readonly Problem[];
}

/** Harmonises every kind of sheets whose columns are mapped without an error. */
export async function harmoniseRecords(
  database: Database,
  study: RecordsStudy,
  mapped: readonly MappedSheet[],
  progress: (step: string) => void,
): Promise<HarmonisedRecords> {
  const { rules, values } = study;
  const kinds = orderedKinds(rules, mapped);
  const harmonised: HarmonisedKind[] = [];
  for (const kind of kinds) {
    progress(`harmonise ${kind}`);
    const own = mapped.filter(({ sheet }) => sheet.delivery.kind === kind);
    harmonised.push(await harmoniseKind(database, kind, own, rules, values));
  }
  await database.run(createTable("quarantine", quarantineOf(kinds)));
  return { kinds, mapped, harmonised, undeclared: await unreadValueProblems(database, harmonised, mapped, rules) };
}

function orderedKinds(rules: RecordsRules, mapped: readonly MappedSheet[]): string[] {
  const delivered = new Set(mapped.map(({ sheet }) => sheet.delivery.kind));
  const declared = Object.keys(rules.kinds).filter((kind) => delivered.has(kind));
  return [...declared.filter((kind) => kind === rules.spine), ...declared.filter((kind) => kind !== rules.spine)];
}

function quarantineOf(kinds: readonly string[]): Query {
  const selects = kinds.map(
    (
      kind,
    ) => sql`select ${id("_src")}, ${sql.lit(kind)} as ${id("kind")}, ${id("period")}, ${id("group")}, ${id("_reason")} as ${id("reason")}
      from ${id(stagedTable(kind))} where ${id("_reason")} is not null`,
  );
  const none = sql`select cast(null as bigint) as ${id("_src")}, '' as ${id("kind")}, '' as ${id("period")}, '' as ${id("group")}, '' as ${id("reason")} where false`;
  return list([none, ...selects], sql` union all `);
}
