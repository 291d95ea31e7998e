import type { AvailableVariables } from "./available-variables.ts";
import { type AskedRows, askedVariable, conditionProblems } from "./check-conditions.ts";
import { declaredKind } from "./check-kinds.ts";
import { typeProblems } from "./check-wide.ts";
import type { Problem } from "./problem.ts";
import { errorAt, listed } from "./problem-at.ts";
import type { ChainRule, ComparisonBy, ComparisonRule, TableRule } from "./records-rules.ts";
import { type StudyUnderCheck, sourceVariables } from "./study-under-check.ts";
import type { YamlPath } from "./yaml-file.ts";

/** What `rules.yaml` says of chains, tables, comparisons and trends. */
export function* analysisProblems(study: StudyUnderCheck): Generator<Problem> {
  const { chains, tables, comparisons, trends } = study.rules;
  for (const [at, chain] of chains.entries()) yield* chainProblems(study, chain, ["chains", at]);
  for (const [at, table] of tables.entries()) yield* tableProblems(study, table, ["tables", at]);
  for (const [at, comparison] of comparisons.entries()) {
    yield* comparisonProblems(study, comparison, ["comparisons", at]);
  }
  for (const [at, { kind }] of trends.entries()) {
    const path = ["trends", at, "kind"];
    yield* declaredKind(study, kind, path);
    const rule = study.rules.kinds[kind];
    if (rule === undefined || (rule.unit !== "figure" && rule.date !== undefined)) continue;
    yield errorAt(
      study.place(path),
      "trend-without-date",
      `${kind} has no date, so its rows belong to no month`,
      "Name a kind with a date.",
    );
  }
}

/** The rows a rule is about; a problem where `from` names none, and nothing where they could not be read. */
function* askedRows(study: StudyUnderCheck, from: string, path: YamlPath): Generator<Problem, AskedRows | undefined> {
  const available: AvailableVariables | "unreadable" | undefined = sourceVariables(study, from);
  if (available === "unreadable") return undefined;
  if (available === undefined) {
    yield errorAt(
      study.place(path),
      "source-unknown",
      from === "wide" || from === "long"
        ? `there is no ${from} file, as no kind is the spine`
        : `there are no rows called "${from}"`,
      `Name wide, long or a kind: ${listed(study.kinds)}.`,
    );
    return undefined;
  }
  const name = from === "wide" || from === "long" ? `the ${from} file` : from;
  return { available, name, place: study.place };
}

function* chainProblems(study: StudyUnderCheck, chain: ChainRule, path: YamlPath): Generator<Problem> {
  const rows = yield* askedRows(study, chain.from, [...path, "from"]);
  const rules = [
    ...chain.steps.map((step, at) => ({ ...step, path: [...path, "steps", at] })),
    ...chain.conditional.map((step, at) => ({ ...step, path: [...path, "conditional", at] })),
  ];
  for (const [at, { rule, keep, path: inside }] of rules.entries()) {
    if (rules.findIndex((other) => other.rule === rule) < at) {
      yield errorAt(
        study.place([...inside, "rule"]),
        "rule-twice",
        `the rule "${rule}" stands twice in one chain`,
        "Give one of them another name.",
      );
    }
    if (rows !== undefined) yield* conditionProblems(study, rows, keep, [...inside, "keep"]);
  }
}

function* tableProblems(study: StudyUnderCheck, table: TableRule, path: YamlPath): Generator<Problem> {
  const rows = yield* askedRows(study, table.from, [...path, "from"]);
  if (rows === undefined) return;
  if (table.where !== undefined) yield* conditionProblems(study, rows, table.where, [...path, "where"]);
  for (const [at, name] of table.rows.entries()) yield* askedVariable(study, rows, name, [...path, "rows", at]);
  if (table.columns !== undefined) yield* askedVariable(study, rows, table.columns, [...path, "columns"]);
  const { measure } = table;
  if ("count" in measure) {
    if (study.rules.kinds[table.from]?.unit === "figure") {
      yield errorAt(
        study.place([...path, "measure"]),
        "figures-not-counted",
        `the rows of ${table.from} are published figures; counting them counts no people`,
        "Use {sum: variable} or {sums: [variables]}.",
      );
    }
    return;
  }
  const summed: [string, YamlPath][] =
    "sum" in measure
      ? [[measure.sum, [...path, "measure", "sum"]]]
      : measure.sums.map((name, at): [string, YamlPath] => [name, [...path, "measure", "sums", at]]);
  for (const [name, inside] of summed) {
    const variable = yield* askedVariable(study, rows, name, inside);
    yield* typeProblems(study, name, variable?.type, ["integer", "number", "indicator"], inside);
  }
  if ("sums" in measure && table.columns !== undefined) {
    yield errorAt(
      study.place([...path, "columns"]),
      "table-columns-twice",
      "several sums are the columns of the table already",
      "Take `columns` out, or use one sum.",
    );
  }
}

function* comparisonProblems(study: StudyUnderCheck, comparison: ComparisonRule, path: YamlPath): Generator<Problem> {
  const sides = new Map<string, AskedRows | undefined>();
  const conditionals = new Set<string>();
  for (const [at, side] of comparison.sides.entries()) {
    const inside = [...path, "sides", at];
    if (sides.has(side.id)) {
      yield errorAt(
        study.place([...inside, "id"]),
        "side-twice",
        `two sides are called "${side.id}"`,
        "Give one of them another id.",
      );
    }
    const rows = yield* askedRows(study, side.from, [...inside, "from"]);
    sides.set(side.id, rows);
    if (side.where !== undefined && rows !== undefined) {
      yield* conditionProblems(study, rows, side.where, [...inside, "where"]);
    }
    if (side.after === undefined) continue;
    const chain = study.rules.chains.find(({ id }) => id === side.after);
    for (const { rule } of chain?.conditional ?? []) conditionals.add(rule);
    if (chain === undefined && study.chains.has(side.after)) continue;
    if (chain?.from === side.from) continue;
    yield errorAt(
      study.place([...inside, "after"]),
      "chain-unknown",
      chain === undefined
        ? `there is no chain "${side.after}"`
        : `the chain "${side.after}" is about ${chain.from}, and this side about ${side.from}`,
      `Name a chain that starts from ${side.from}, or take \`after\` out.`,
    );
  }
  const chainsUnread = [...study.chains].some((id) => !study.rules.chains.some((chain) => chain.id === id));
  for (const [at, by] of comparison.by.entries()) {
    const inside = [...path, "by", at];
    yield* byProblems(study, sides, by, inside);
    if (by.conditional === undefined || conditionals.has(by.conditional) || chainsUnread) continue;
    yield errorAt(
      study.place([...inside, "conditional"]),
      "conditional-unknown",
      `no chain that a side comes after has a conditional exclusion "${by.conditional}"`,
      `Name one of ${listed(conditionals)}, or take \`conditional\` out.`,
    );
  }
}

function* byProblems(
  study: StudyUnderCheck,
  sides: ReadonlyMap<string, AskedRows | undefined>,
  by: ComparisonBy,
  path: YamlPath,
): Generator<Problem> {
  const [key, named, types] =
    "variables" in by
      ? (["variables", by.variables, null] as const)
      : "indicators" in by
        ? (["indicators", by.indicators, ["multi"]] as const)
        : (["quarters", by.quarters, ["date", "month"]] as const);
  for (const [side, name] of Object.entries(named)) {
    const inside = [...path, key, side];
    if (!sides.has(side)) {
      yield errorAt(
        study.place(inside),
        "side-unknown",
        `there is no side "${side}"`,
        `The sides are ${listed(sides.keys())}.`,
      );
      continue;
    }
    const rows = sides.get(side);
    if (rows === undefined) continue;
    const variable = yield* askedVariable(study, rows, name, inside);
    if (types !== null) yield* typeProblems(study, name, variable?.type, types, inside);
  }
  for (const side of sides.keys()) {
    if (named[side] !== undefined) continue;
    yield errorAt(
      study.place([...path, key]),
      "side-without-variable",
      `nothing says by which variable the side "${side}" is compared`,
      "Add it, so that every side has one.",
    );
  }
}
