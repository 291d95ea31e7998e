import type { CrosswalkRow } from "./crosswalk.ts";
import type { DeriveRule, RecordsRules, SummaryRule, VariableRule } from "./records-rules.ts";

/** A variable that the rows of a kind, of the long file or of the wide file have. */
export interface AvailableVariable {
  readonly type: VariableRule["type"] | "indicator";
  /** The values that are expected, those that count as unknown included; null where any value stands. */
  readonly values: readonly string[] | null;
  /** Whether a value outside `values` may still occur. */
  readonly open: boolean;
  readonly unknown: readonly string[];
}

export type AvailableVariables = ReadonlyMap<string, AvailableVariable>;

/** Names that rows have without a declaration (`kind` and `date` in the long file), and that nothing else may bear. */
export const BUILT_IN_VARIABLES = ["kind", "period", "group", "episode", "date"] as const;

/** The name of the 0/1 indicator of one value of a multi variable: `exploitation_organ_harvesting`. */
export function indicatorName(variable: string, value: string): string {
  const ending = value
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");
  return `${variable}_${ending}`;
}

/** The name of the variable that counts how many values of a multi variable hold: `exploitation_count`. */
export function indicatorCountName(variable: string): string {
  return `${variable}_count`;
}

/**
 * The declared variables a kind of record has: those its crosswalk rows map. A kind that no row maps yet (or a
 * crosswalk that could not be read, `null`) might have any.
 */
export function variablesOfKind(
  rules: RecordsRules,
  crosswalk: readonly CrosswalkRow[] | null,
  kind: string,
): ReadonlySet<string> {
  const rows = crosswalk?.filter((row) => row.kind === kind) ?? [];
  if (rows.length === 0) return new Set(Object.keys(rules.variables));
  return new Set(rows.flatMap(({ variable }) => (variable === null ? [] : [variable])));
}

/** What a rule may ask of the rows of one kind: its variables, the indicators of its multi variables, period, group. */
export function kindVariables(
  rules: RecordsRules,
  crosswalk: readonly CrosswalkRow[] | null,
  kind: string,
): AvailableVariables {
  const available = new Map<string, AvailableVariable>();
  for (const name of variablesOfKind(rules, crosswalk, kind)) {
    const rule = rules.variables[name];
    if (rule !== undefined) addDeclared(available, name, rule);
  }
  available.set("period", closedCategory(Object.keys(rules.periods)));
  available.set("group", closedCategory(Object.keys(rules.groups)));
  return available;
}

/** What a rule that shapes the wide file may ask of the spine's rows: its variables and the number of the episode. */
export function spineVariables(rules: RecordsRules, crosswalk: readonly CrosswalkRow[] | null): AvailableVariables {
  if (rules.spine === undefined) return new Map();
  return new Map([...kindVariables(rules, crosswalk, rules.spine), ["episode", wholeNumber]]);
}

/** What a derived variable may be made of: the spine's variables and the summaries. */
export function summarisedVariables(
  rules: RecordsRules,
  crosswalk: readonly CrosswalkRow[] | null,
): AvailableVariables {
  const summaries = rules.wide.summaries.map((summary) => [summary.variable, summarised(rules, summary)] as const);
  return new Map([...spineVariables(rules, crosswalk), ...summaries]);
}

/** What a rule may ask of the wide file: the spine's variables, then summaries, then derived variables. */
export function wideVariables(rules: RecordsRules, crosswalk: readonly CrosswalkRow[] | null): AvailableVariables {
  const before = summarisedVariables(rules, crosswalk);
  const derived = rules.wide.derive.map((rule) => [rule.variable, derivedVariable(before, rule)] as const);
  return new Map([...before, ...derived]);
}

/**
 * What a rule may ask of the long file: the variables of each row's own kind and those of the person's first row of the
 * spine. A spine variable that another kind has as well is called `<spine>_<variable>` there.
 */
export function longVariables(rules: RecordsRules, crosswalk: readonly CrosswalkRow[] | null): AvailableVariables {
  const spine = rules.spine === undefined ? undefined : rules.kinds[rules.spine];
  const available = new Map<string, AvailableVariable>();
  for (const [kind, { unit }] of Object.entries(rules.kinds)) {
    if (unit !== "person" || kind === rules.spine) continue;
    for (const [name, variable] of kindVariables(rules, crosswalk, kind)) available.set(name, variable);
  }
  const shared = spine?.unit === "person" ? ["period", "group", spine.key] : [];
  for (const [name, variable] of spineVariables(rules, crosswalk)) {
    const taken = available.has(name) && !shared.includes(name);
    available.set(taken ? `${rules.spine}_${name}` : name, variable);
  }
  available.set("kind", closedCategory(Object.keys(rules.kinds)));
  available.set("date", { type: "date", values: null, open: true, unknown: [] });
  return available;
}

function addDeclared(available: Map<string, AvailableVariable>, name: string, rule: VariableRule): void {
  available.set(name, declared(rule));
  if (rule.type !== "multi") return;
  const indicator: AvailableVariable = { type: "indicator", values: null, open: false, unknown: [] };
  for (const value of rule.values) available.set(indicatorName(name, value), indicator);
  available.set(indicatorCountName(name), wholeNumber);
}

function declared(rule: VariableRule): AvailableVariable {
  switch (rule.type) {
    case "category":
      if (rule.values === undefined) return { type: "category", values: null, open: true, unknown: rule.unknown };
      return {
        type: "category",
        values: [...new Set([...rule.values, ...rule.unknown])],
        open: rule.otherwise === "keep",
        unknown: rule.unknown,
      };
    case "multi":
      return {
        type: "multi",
        values: [...new Set([...rule.values, ...rule.unknown])],
        open: false,
        unknown: rule.unknown,
      };
    case "reference":
    case "date":
    case "month":
    case "integer":
    case "number":
    case "text":
      return { type: rule.type, values: null, open: true, unknown: [] };
  }
}

function summarised(rules: RecordsRules, summary: SummaryRule): AvailableVariable {
  switch (summary.take) {
    case "rows":
      return wholeNumber;
    case "first":
    case "last":
    case "max":
    case "min":
    case "sum": {
      const of = rules.variables[summary.of];
      return of === undefined ? anything : declared(of);
    }
  }
}

function derivedVariable(before: AvailableVariables, derived: DeriveRule): AvailableVariable {
  if ("months_between" in derived) return { type: "number", values: null, open: true, unknown: [] };
  const values = [...Object.keys(derived.to), ...(derived.else === undefined ? [] : [derived.else])];
  const unknown = before.get(derived.recode)?.unknown ?? [];
  return { type: "category", values: [...new Set(values)], open: false, unknown };
}

function closedCategory(values: readonly string[]): AvailableVariable {
  return { type: "category", values, open: false, unknown: [] };
}

const wholeNumber: AvailableVariable = { type: "integer", values: null, open: true, unknown: [] };
const anything: AvailableVariable = { type: "text", values: null, open: true, unknown: [] };
