/** One explanatory variable: a finite number for every observation. */
export interface DesignColumn {
  /** Unique in its design. */
  readonly name: string;
  readonly values: Float64Array;
  /** What the doubles of `values` could not hold: the value of row i is `values[i] + low[i]`. */
  readonly low?: Float64Array;
}

/** The explanatory variables of a regression, the intercept included as a column of ones where there is one. */
export interface Design {
  /** Observations. */
  readonly rows: number;
  readonly columns: readonly DesignColumn[];
}

/** Throws TypeError or RangeError for a design or outcome no regression can be fitted to because the caller erred. */
export function checkDesign(design: Design, outcome: Float64Array): void {
  const { rows, columns } = design;
  if (!Number.isInteger(rows) || rows < 0) throw new RangeError(`design.rows must be a count: ${rows}`);
  if (columns.length === 0) throw new RangeError("design.columns must not be empty");
  const names = new Set<string>();
  for (const { name, values, low } of columns) {
    if (names.has(name)) throw new RangeError(`design.columns holds the name "${name}" more than once`);
    names.add(name);
    checkNumbers(`design column "${name}"`, values, rows);
    if (low !== undefined) checkNumbers(`low part of design column "${name}"`, low, rows);
  }
  checkNumbers("outcome", outcome, rows);
}

function checkNumbers(argument: string, values: Float64Array, rows: number): void {
  if (!(values instanceof Float64Array)) throw new TypeError(`${argument} must be a Float64Array: ${typeof values}`);
  if (values.length !== rows) throw new RangeError(`${argument} must hold ${rows} values: ${values.length}`);
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row >= 0) throw new RangeError(`${argument} must be finite: ${values[row]} in row ${row}`);
}
