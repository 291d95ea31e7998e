import { id, list, type Query, sql } from "@plait/database";
import {
  type CoefficientInference,
  type LeastSquares,
  type LeastSquaresFit,
  leastSquares,
  standardErrors,
} from "@plait/statistics";
import type {
  Cell,
  FittedModel,
  LeafCondition,
  ModelRule,
  OutcomeRule,
  PredictorRule,
  Result,
  Row,
  Sentence,
} from "@plait/study";
import { type ColumnIndex, conditionSql } from "../condition-sql.ts";
import { WIDE } from "../link/wide-file.ts";
import { columnsOfTable, type DescribeContext, kindsBehind } from "./describe-context.ts";
import { modelLevel, modelPatterns } from "./model-groups.ts";

/** One column of the design beyond the intercept, and how the table shows it. */
interface Term {
  readonly name: string;
  readonly group: string;
  readonly label: string;
  readonly sql: Query;
  /** Whom the sample must be confined to for the term to have a value. */
  readonly keep: LeafCondition;
  /** 0/1 columns split people into groups that the gate must count. */
  readonly binary: boolean;
  /** The row that names the reference category, shown once before its levels. */
  readonly reference: string | null;
}

const INTERCEPT = "intercept";

/**
 * Linear probability models of several outcomes on the same people and predictors: ordinary least squares on 0/1 outcomes.
 *
 * A model is a column, a predictor a row; below stand N, R² and residual degrees of freedom. Coefficients that do not exist say why.
 */
export async function closureModels(context: DescribeContext, rule: ModelRule): Promise<Result> {
  const columns = columnsOfTable(context, WIDE);
  const terms = termsOf(rule, columns);
  const sample = rule.sample.map(({ keep }) => conditionSql(keep, columns));
  const where = sample.length === 0 ? sql`true` : list(sample, sql` and `);
  const cluster = typeof rule.standard_errors === "object" ? rule.standard_errors.cluster : null;
  const data = await readDesign(context, rule, terms, where, cluster, columns);
  const fits = rule.outcomes.map((outcome) => fitOutcome(outcome, rule, terms, data));
  const termRows = terms.flatMap((term): Row[] => [
    ...(term.reference === null ? [] : [referenceRow(term, rule)]),
    { id: term.name, label: term.label, group: term.group, cells: fits.map((fit) => fit.cell(term.name)) },
  ]);
  const rows: Row[] = [
    ...termRows,
    { id: INTERCEPT, label: "Constant", group: "Constant", cells: fits.map((fit) => fit.cell(INTERCEPT)) },
    { id: "n", label: "N (people)", group: "Model", cells: fits.map(() => sizeCell(rule, data.rows)) },
    { id: "r-squared", label: "R²", group: "Model", cells: fits.map((fit) => fit.rSquared) },
    {
      id: "residual-df",
      label: "Residual degrees of freedom",
      group: "Model",
      cells: fits.map((fit) => fit.residualDf),
    },
  ];
  return {
    id: rule.id,
    strand: "records",
    title: rule.title,
    summary: `Linear probability models: how much more or less likely each outcome is, in shares of 1, for people with a characteristic, the others held equal. Associations, not causes.`,
    rowHeading: "Characteristic",
    columns: rule.outcomes.map((outcome) => ({ id: outcome.id, label: outcome.label, unit: "coefficient" })),
    rows,
    sums: [],
    figure: {
      kind: "intervals",
      title: rule.title,
      description: `Coefficients with ${Math.round(rule.interval * 100)}% intervals, a panel for each outcome; intervals that cross zero are compatible with no association.`,
      xTitle: "Difference in probability",
    },
    models: fits.map(({ model }) => model),
    sentences: rule.outcomes.flatMap((outcome, column) => sentencesFor(outcome, rule, rows, terms, column)),
    notes: notesFor(rule, fits),
    method: {
      name: "Ordinary least squares on 0/1 outcomes (linear probability model)",
      variant: `${standardErrorName(rule, data)}; Householder QR in double-double`,
      options: {
        standardErrors: cluster === null ? String(rule.standard_errors) : `cluster: ${cluster}`,
        interval: rule.interval,
        stars: Object.entries(rule.stars)
          .map(([mark, level]) => `${mark} ${level}`)
          .join(", "),
      },
      source: "MacKinnon and White (1985) for HC1 to HC3; Angrist and Pischke (2009), chapter 3, for the model",
      page: "least-squares",
      version: context.version,
    },
    provenance: context.provenance(kindsBehind(context, WIDE), [
      "ingest",
      "harmonise",
      "merge",
      "combine",
      "wide",
      ...rule.sample.map((step) => step.rule),
    ]),
  };
}

function termsOf(rule: ModelRule, columns: ColumnIndex): Term[] {
  return rule.predictors.flatMap((predictor): Term[] => {
    if ("indicator" in predictor) {
      return [
        {
          name: predictor.indicator,
          group: predictor.group,
          label: predictor.label,
          sql: id(predictor.indicator),
          keep: { variable: predictor.indicator, is: "known" },
          binary: true,
          reference: null,
        },
      ];
    }
    if ("levels" in predictor) {
      return predictor.levels.map((level, index) => ({
        name: `${predictor.variable}=${level}`,
        group: `${predictor.group} (ref. ${predictor.reference})`,
        label: level,
        sql: levelSql(predictor, level, columns),
        keep: { variable: predictor.variable, in: [...predictor.levels, predictor.reference] },
        binary: true,
        reference: index === 0 ? predictor.reference : null,
      }));
    }
    return [
      {
        name: predictor.variable,
        group: predictor.group,
        label: predictor.label,
        sql: id(predictor.variable),
        keep: { variable: predictor.variable, is: "known" },
        binary: false,
        reference: null,
      },
    ];
  });
}

/** 1 for people of the level, 0 for those of the other levels and the reference, and no value for anyone else. */
function levelSql(predictor: CategoryPredictor, level: string, columns: ColumnIndex): Query {
  const { variable } = predictor;
  const isOther = conditionSql({ variable, in: [...predictor.levels, predictor.reference] }, columns);
  return sql`case when ${conditionSql({ variable, in: [level] }, columns)} then 1 when ${isOther} then 0 end`;
}

type CategoryPredictor = Extract<PredictorRule, { readonly levels: unknown }>;

interface DesignData {
  readonly rows: number;
  readonly terms: ReadonlyMap<string, Float64Array>;
  readonly outcomes: ReadonlyMap<string, Float64Array>;
  readonly clusters: readonly string[] | null;
}

async function readDesign(
  context: DescribeContext,
  rule: ModelRule,
  terms: readonly Term[],
  where: Query,
  cluster: string | null,
  columns: ColumnIndex,
): Promise<DesignData> {
  const outcomes = rule.outcomes.map(
    (outcome) => sql`case when ${conditionSql(outcome.when, columns)} then 1 else 0 end as ${id(`y ${outcome.id}`)}`,
  );
  const predictors = terms.map((term) => sql`cast(${term.sql} as double) as ${id(`x ${term.name}`)}`);
  const clusters = cluster === null ? [] : [sql`cast(${id(cluster)} as varchar) as ${id("cluster")}`];
  const key = context.records.spine?.rule.key ?? "_src";
  const rows = await context.database.rows<Record<string, unknown>>(
    sql`select ${list([...outcomes, ...predictors, ...clusters])} from ${id(WIDE)} where ${where} order by ${id(key)}`,
  );
  refuseMissing(rows, terms, cluster, rule);
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
  return {
    rows: rows.length,
    terms: new Map([
      [INTERCEPT, new Float64Array(rows.length).fill(1)],
      ...terms.map(({ name }) => [name, column(`x ${name}`)] as const),
    ]),
    outcomes: new Map(rule.outcomes.map((outcome) => [outcome.id, column(`y ${outcome.id}`)])),
    clusters: cluster === null ? null : rows.map((row) => String(row.cluster)),
  };
}

/** People without a predictor or a cluster must be taken out by a rule of the sample, so that N is explained; never here. */
function refuseMissing(
  rows: readonly Record<string, unknown>[],
  terms: readonly Term[],
  cluster: string | null,
  rule: ModelRule,
): void {
  const needed = terms.map(({ name, keep }) => ({ column: `x ${name}`, keep }));
  if (cluster !== null) needed.push({ column: "cluster", keep: { variable: cluster, is: "known" } });
  for (const { column, keep } of needed) {
    const missing = rows.filter((row) => row[column] === null).length;
    if (missing > 0) throw new MissingPredictor(rule.id, keep, missing);
  }
}

/** The sample of a model still holds rows without a value of a predictor, or with one the model does not name. */
export class MissingPredictor extends Error {
  override readonly name = "MissingPredictor";
  readonly model: string;
  readonly variable: string;
  readonly missingRows: number;

  /** @param keep - the condition that a rule of the sample would have to make. */
  constructor(model: string, keep: LeafCondition, missingRows: number) {
    const condition = "in" in keep ? `in: [${keep.in.join(", ")}]` : "is: known";
    super(
      `${model}: ${missingRows} rows of the sample have no value of ${keep.variable} that the model can use; ` +
        `add a rule such as {variable: ${keep.variable}, ${condition}} to its sample`,
    );
    this.model = model;
    this.variable = keep.variable;
    this.missingRows = missingRows;
  }
}

interface FittedOutcome {
  readonly model: FittedModel;
  readonly rSquared: Cell;
  readonly residualDf: Cell;
  readonly reasons: readonly string[];
  cell(term: string): Cell;
}

function fitOutcome(outcome: OutcomeRule, rule: ModelRule, terms: readonly Term[], data: DesignData): FittedOutcome {
  const y = data.outcomes.get(outcome.id) ?? new Float64Array(0);
  const design = { rows: data.rows, columns: [...data.terms].map(([name, values]) => ({ name, values })) };
  const fit = leastSquares(design, y);
  const model = fittedModel(outcome, rule, terms, data, y, fit);
  if (fit.kind === "not-estimable") return notFitted(model, fit.reason);
  const inference = inferenceOf(fit, rule, data);
  const people = { kind: "counted", people: data.rows } as const;
  const reasons = inference
    .filter((one) => one.kind === "not-estimable")
    .map((one) => `${outcome.label}, ${one.name}: ${one.reason}`);
  return {
    model,
    reasons,
    rSquared:
      fit.rSquared.kind === "estimated"
        ? { kind: "statistic", value: fit.rSquared.value, digits: 4, people, model: outcome.id }
        : { kind: "absent", reason: "not-estimable", note: fit.rSquared.reason },
    residualDf: { kind: "statistic", value: fit.residualDegreesOfFreedom, digits: 0, people, model: outcome.id },
    cell: (term) => {
      const found = inference.find(({ name }) => name === term);
      if (found === undefined) throw new RangeError(`the model has no term "${term}"`);
      if (found.kind === "not-estimable") return { kind: "absent", reason: "not-estimable", note: found.reason };
      const { estimate, standardError, interval, pValue } = found;
      return { kind: "estimate", estimate, standardError, interval, pValue, people, model: outcome.id, term };
    },
  };
}

function inferenceOf(fit: LeastSquaresFit, rule: ModelRule, data: DesignData): readonly CoefficientInference[] {
  const level = rule.interval;
  const result =
    typeof rule.standard_errors === "object"
      ? standardErrors(fit, { type: "cluster", clusters: data.clusters ?? [], level })
      : standardErrors(fit, { type: rule.standard_errors, level });
  if (result.kind === "estimated") return result.coefficients;
  return fit.coefficients.map((coefficient) =>
    coefficient.kind === "not-estimable"
      ? coefficient
      : {
          kind: "not-estimable",
          cause: "no-variance",
          name: coefficient.name,
          reason: result.reason,
          columns: result.columns,
        },
  );
}

function notFitted(model: FittedModel, reason: string): FittedOutcome {
  const absent: Cell = { kind: "absent", reason: "not-estimable", note: reason };
  return { model, rSquared: absent, residualDf: absent, reasons: [`${model.label}: ${reason}`], cell: () => absent };
}

/** What the gate must know of the model; without a fit nothing of it is shown, and no row has a leverage. */
function fittedModel(
  outcome: OutcomeRule,
  rule: ModelRule,
  terms: readonly Term[],
  data: DesignData,
  y: Float64Array,
  fit: LeastSquares,
): FittedModel {
  const described = {
    id: outcome.id,
    label: outcome.label,
    estimator: `OLS, ${standardErrorName(rule, data)}`,
    observations: data.rows,
    levels: terms.flatMap(({ name }) => modelLevel(name, valuesOf(data, name), y) ?? []),
  };
  if (fit.kind === "not-estimable") return { ...described, residualDegreesOfFreedom: 0, parameters: 0 };
  return {
    ...described,
    residualDegreesOfFreedom: fit.residualDegreesOfFreedom,
    parameters: fit.estimated.length,
    highestLeverage: fit.leverages.reduce((highest, leverage) => Math.max(highest, leverage), 0),
    patterns: modelPatterns([...data.terms.values()], y, fit.leverages),
  };
}

function valuesOf(data: DesignData, term: string): Float64Array {
  return data.terms.get(term) ?? new Float64Array(0);
}

function standardErrorName(rule: ModelRule, data: DesignData): string {
  if (typeof rule.standard_errors === "object") {
    const clusters = new Set(data.clusters ?? []).size;
    return `standard errors clustered by ${rule.standard_errors.cluster} (${clusters} clusters, t with ${clusters - 1} degrees of freedom)`;
  }
  return rule.standard_errors === "classical"
    ? "classical standard errors"
    : `heteroskedasticity-robust standard errors (${rule.standard_errors})`;
}

function referenceRow(term: Term, rule: ModelRule): Row {
  return {
    id: `${term.name} reference`,
    label: `${term.reference ?? ""} (reference)`,
    group: term.group,
    cells: rule.outcomes.map(() => ({ kind: "absent", reason: "reference" })),
  };
}

function sizeCell(rule: ModelRule, rows: number): Cell {
  return { kind: "count", value: rows, people: { kind: "counted", people: rows }, name: sampleEndName(rule) };
}

/** The last box of the sample's flow and N are one number. */
function sampleEndName(rule: ModelRule): string {
  const last = rule.sample.at(-1);
  return last === undefined ? `${WIDE}.rows` : `${sampleFlowId(rule)}.${last.rule}`;
}

export function sampleFlowId(rule: ModelRule): string {
  return `${rule.id}-sample`;
}

/** One sentence for each coefficient whose interval leaves out zero, from the same cell the table prints. */
function sentencesFor(
  outcome: OutcomeRule,
  rule: ModelRule,
  rows: readonly Row[],
  terms: readonly Term[],
  column: number,
): Sentence[] {
  return terms.flatMap((term): Sentence[] => {
    const row = rows.findIndex((one) => one.id === term.name);
    const cell = rows[row]?.cells[column];
    if (cell?.kind !== "estimate" || (cell.interval[0] <= 0 && cell.interval[1] >= 0)) return [];
    const direction = cell.estimate > 0 ? "more likely" : "less likely";
    const who = term.binary ? `${term.group}: ${term.label}` : `Each further unit of ${term.group.toLowerCase()}`;
    const place = { row, column };
    return [
      {
        parts: [
          `${outcome.label} was ${direction} as an outcome with ${term.binary ? `“${who}”` : who.charAt(0).toLowerCase() + who.slice(1)}: coefficient `,
          { cell: place, show: "value" },
          `, ${Math.round(rule.interval * 100)}% interval `,
          { cell: place, show: "interval" },
          ", p ",
          { cell: place, show: "p-value" },
          ".",
        ],
        restsOn: [],
      },
    ];
  });
}

function notesFor(rule: ModelRule, fits: readonly FittedOutcome[]): string[] {
  return [
    "Outcomes are 0 or 1. A coefficient is a difference in probability between people with and without the characteristic, or for one more unit.",
    ...(rule.sample.length === 0 ? [] : [`How the sample was reached is shown under ${sampleFlowId(rule)}.`]),
    "A linear model can predict probabilities below 0 or above 1; R² is not comparable with that of other kinds of model.",
    ...fits.flatMap(({ reasons }) => reasons.map((reason) => `Not estimable: ${reason}.`)),
  ];
}
