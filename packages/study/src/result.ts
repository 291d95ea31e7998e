/**
 * What every strand hands over: tables, with the figures drawn from them, that carry cell by cell how many distinct
 * people stand behind a number. A result holds true numbers; only the disclosure gate turns it into something that may
 * leave the study.
 */
export interface Result {
  /** Stable, such as `records.sample-sizes`. Files and links are named after it. */
  readonly id: string;
  readonly strand: string;
  readonly title: string;
  /** One or two plain sentences: what this shows and for whom. No numbers from the data. */
  readonly summary: string;
  /** What the first column holds: "Record file", "Quarter". */
  readonly rowHeading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Every additive relation a reader could know: totals of rows and columns, steps of a flow. */
  readonly sums: readonly Sum[];
  /** The same where another result prints the total: the months of a trend are all rows of a linked file. */
  readonly sumsElsewhere?: readonly SumElsewhere[];
  /**
   * Means and sums of which one, the total, is of all the people behind the others, and no one stands behind two of
   * those: each follows from the rest and their N. All are statistics of this result that are means or amounts.
   */
  readonly pools?: readonly Sum[];
  readonly figure?: Figure;
  /** Present when cells come from fitted models; what the gate must count before it lets coefficients go. */
  readonly models?: readonly FittedModel[];
  /** Sentences about the cells. A sentence that refers to a withheld cell is withheld whole. */
  readonly sentences: readonly Sentence[];
  /** Fixed remarks that hold whatever the numbers are: limits, definitions, sources. No numbers from the data. */
  readonly notes: readonly string[];
  readonly method: MethodRecord;
  readonly provenance: Provenance;
}

export interface Column {
  readonly id: string;
  /** Unique within the table. */
  readonly label: string;
  /** What is counted or measured: "people", "rows", "months", "percentage points". */
  readonly unit: string;
  /** A heading shared by neighbouring columns, if any. */
  readonly group?: string;
}

export interface Row {
  readonly id: string;
  readonly label: string;
  /** A heading shared by neighbouring rows, if any. */
  readonly group?: string;
  /** Where what a row is called, or under which heading it stands, says something about people: how many. */
  readonly people?: People;
  /** As many cells as there are columns. */
  readonly cells: readonly Cell[];
}

/** Row and column, counted from 0, within one result. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** `total` is exactly the sum of `parts`; all are count cells of this result. */
export interface Sum {
  readonly total: CellPlace;
  readonly parts: readonly CellPlace[];
}

/** The count that bears the name `total`, in whichever results print it, is exactly the sum of `parts` of this one. */
export interface SumElsewhere {
  readonly total: string;
  readonly parts: readonly CellPlace[];
}

export type Cell =
  | {
      readonly kind: "count";
      readonly value: number;
      readonly people: People;
      /**
       * Cells of any result that bear the same name are the same number: hidden in one place, hidden in all.
       * For instance `wide.rows`.
       */
      readonly name?: string;
    }
  /** A share is computed by the gate from two released counts of the same result, so it can never give away more than they do. */
  | { readonly kind: "share"; readonly numerator: CellPlace; readonly denominator: CellPlace }
  | {
      readonly kind: "estimate";
      readonly estimate: number;
      readonly standardError: number;
      readonly interval: readonly [number, number];
      readonly pValue: number;
      readonly people: People;
      /** Which fitted model of `models` the estimate belongs to, and which of its terms. */
      readonly model: string;
      readonly term: string;
    }
  /** A statistic of a whole model, such as R² or residual degrees of freedom. */
  | {
      readonly kind: "statistic";
      readonly value: number;
      /** Digits after the point when shown. */
      readonly digits: number;
      /** Distinct people who have a value; never rows, nor people of whom it is not known. */
      readonly people: People;
      readonly model?: string;
      /** What it measures, where more than the number of people decides whether it may leave. */
      readonly measure?: Measure;
    }
  | {
      readonly kind: "text";
      readonly text: string;
      /** Where the text says something about people: who they are, what they wrote. Absent where it names what is measured. */
      readonly people?: People;
      /**
       * The names of counts that can be read off the text, alone or with the texts of its column: a list of codes tells
       * how many there are. Such a text never says more than the counts do.
       */
      readonly tells?: readonly string[];
      /** The name of a count on whose side the text stands: where that number is withheld, so is the text, whatever it says. */
      readonly follows?: string;
      readonly freeText?: FreeText;
    }
  | { readonly kind: "absent"; readonly reason: AbsentReason; readonly note?: string };

/**
 * What the gate must know of a statistic of people to judge it; none of it leaves the study. `identical` says that all
 * people behind the statistic have one value, which it then tells of each of them; `shared`, how many people have
 * exactly the value that is shown.
 */
export type Measure =
  /** Of values that are no amounts: an age, a duration, a score. */
  | { readonly kind: "mean"; readonly identical: boolean }
  /** The value that a share `p` of the people do not exceed: 0.5 for the median. */
  | { readonly kind: "quantile"; readonly p: number; readonly identical: boolean; readonly shared: number }
  /** A standard deviation, a variance, the distance of two quartiles. */
  | { readonly kind: "spread"; readonly identical: boolean }
  /** A minimum or a maximum. */
  | { readonly kind: "extreme"; readonly shared: number }
  /** A sum or a mean of amounts that add up: payments, hours, contacts. */
  | ({ readonly kind: "amount"; readonly of: "sum" | "mean" } & Amounts)
  | { readonly kind: "correlation"; readonly degreesOfFreedom: number }
  /** A value of a survival or incidence curve, or an end of its interval. */
  | ({ readonly kind: "curve-point" } & CurvePoint);

/** What single people contribute to a sum; what one person has in several rows is one contribution. */
export interface Amounts {
  readonly total: number;
  /** The largest contributions, largest first: two or more, or as many as there are people. */
  readonly largest: readonly number[];
  /** Whether any contribution is below 0. */
  readonly negatives: boolean;
  readonly identical: boolean;
}

export interface CurvePoint {
  /** The same in every result that prints points of the curve. */
  readonly curve: string;
  /** In the unit of the curve, from 0. */
  readonly time: number;
  /** People at risk just before `time`. */
  readonly atRisk: number;
  /** People who had the event up to and at `time`. */
  readonly events: number;
  /**
   * The name of the count of those who had it since the point before in the same result. Where a result prints that
   * count, the curve rests on it.
   */
  readonly newEvents?: string;
}

/**
 * Says of words that they are somebody's own, or were written freely about people: whatever stands behind them, a name or
 * a place in them can tell who is meant.
 */
export interface FreeText {
  /** The tag of their language, where it is known. */
  readonly language?: string;
}

export type AbsentReason =
  /** The deliveries hold nothing for this: not a zero. */
  | "not-supplied"
  | "not-applicable"
  /** The reference category of a model. */
  | "reference"
  | "not-estimable"
  | "not-released-by-source";

/** How many distinct people stand behind a cell. */
export type People =
  | { readonly kind: "counted"; readonly people: number }
  /** Rows that cannot be traced to people, counted as if each were one person. */
  | { readonly kind: "assumed"; readonly people: number; readonly why: string }
  /** The number describes files, months or settings. */
  | { readonly kind: "none"; readonly why: string }
  /** The figure is already public. */
  | { readonly kind: "published"; readonly source: string };

/** A fitted model as the gate needs to see it. */
export interface FittedModel {
  readonly id: string;
  readonly label: string;
  readonly estimator: string;
  readonly observations: number;
  readonly residualDegreesOfFreedom: number;
  /** Coefficients that were estimated, the intercept among them. */
  readonly parameters: number;
  /** The largest diagonal of the hat matrix X(X'X)⁻¹X', from 0 to 1. Absent where it was not computed. */
  readonly highestLeverage?: number;
  /** Which people have the same values of all terms. Absent where it was not looked at. */
  readonly patterns?: ModelPatterns;
  /**
   * The counts a reader could work out from released coefficients: for each 0/1 column of the design, how many people
   * have it and have it not, and, for a 0/1 outcome, how many of each had the event. An interaction, a number that most
   * people share or a cluster can be listed as well, by its own name.
   */
  readonly levels: readonly ModelLevel[];
}

export interface ModelPatterns {
  /** How many different rows the design has. */
  readonly distinct: number;
  /**
   * The patterns whose fitted value is the mean of their own outcomes, whatever the outcomes are: the leverage of a row
   * is one over the people who have it. All of them where there are no more patterns than parameters.
   */
  readonly ownMeans: readonly ModelPattern[];
}

export interface ModelPattern {
  readonly people: number;
  /** For a 0/1 outcome: how many of them had the event. */
  readonly events?: number;
}

export interface ModelLevel {
  readonly term: string;
  readonly people: number;
  readonly complement: number;
  readonly events?: number;
  readonly complementEvents?: number;
}

/** Text with numbers taken from cells, so that prose cannot differ from its table. */
export interface Sentence {
  readonly parts: readonly (string | { readonly cell: CellPlace; readonly show?: "value" | "interval" | "p-value" })[];
  /** Further cells the words rest on, even where no number is printed. */
  readonly restsOn: readonly CellPlace[];
  readonly freeText?: FreeText;
}

/** How a result is drawn. Figures only ever show released cells. */
export type Figure =
  /** Boxes from top to bottom with what left beside them. Rows and one count column. */
  | {
      readonly kind: "flow";
      readonly title: string;
      readonly description: string;
      readonly column: number;
      readonly boxes: readonly FlowBox[];
      readonly arrows: readonly { readonly from: string; readonly to: string }[];
    }
  /** Statuses by row and column: text and absent cells, each a pattern and a colour. */
  | {
      readonly kind: "heat-map";
      readonly title: string;
      readonly description: string;
      readonly statuses: readonly { readonly text: string; readonly meaning: string }[];
    }
  /** One line per column over the rows in order; a cell that is absent or withheld breaks its line. */
  | {
      readonly kind: "lines";
      readonly title: string;
      readonly description: string;
      readonly yTitle: string;
      readonly columns: readonly number[];
      /** A column that every line is compared with, drawn dashed in each panel. */
      readonly against?: number;
    }
  /** Horizontal bars of one or more share or count columns by row. */
  | {
      readonly kind: "bars";
      readonly title: string;
      readonly description: string;
      readonly xTitle: string;
      readonly columns: readonly number[];
    }
  /** Estimates with their intervals, a panel per column. */
  | { readonly kind: "intervals"; readonly title: string; readonly description: string; readonly xTitle: string }
  /** Cards laid out on a grid: one board a column, whose statistics say under which value the card of each row lies. */
  | {
      readonly kind: "boards";
      readonly title: string;
      readonly description: string;
      readonly columns: readonly number[];
      /** For each board the column of texts with the marks of its cards. */
      readonly marks: readonly number[];
      /** What the marks mean, told by how they begin; a text that begins otherwise is not drawn. */
      readonly legend: readonly BoardMark[];
      /** The columns of the grid, lowest value first, with the cards each takes. */
      readonly places: readonly { readonly value: number; readonly cards: number }[];
      /** What is written on the card of each row: its number. */
      readonly cards: readonly string[];
    }
  /** A point with its intervals for each row of statistics, a panel for each group of rows, all on one scale. */
  | {
      readonly kind: "points";
      readonly title: string;
      readonly description: string;
      readonly xTitle: string;
      readonly value: number;
      /** Columns with the ends of each interval; the first is drawn thick, the others thin. */
      readonly intervals: readonly { readonly label: string; readonly low: number; readonly high: number }[];
      /** Short names of the rows of a group, the same in every group. */
      readonly rows: readonly string[];
    };

export interface BoardMark {
  readonly begins: string;
  /** How a card so marked stands out, without colour: by a heavy border, a broken border, or by its text alone. */
  readonly look: "heavy" | "broken" | "plain";
  readonly meaning: string;
}

export interface FlowBox {
  readonly id: string;
  readonly row: number;
  readonly role: "kept" | "removed";
  /** Boxes of one level stand side by side. */
  readonly level: number;
}

export interface MethodRecord {
  readonly name: string;
  readonly variant: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** Author, year and place of the method. */
  readonly source: string;
  /** A page under docs/methods, without extension. */
  readonly page: string;
  readonly version: string;
}

export interface Provenance {
  readonly inputs: readonly ProvenanceInput[];
  /** The named steps between the inputs and this result, in order. */
  readonly steps: readonly string[];
}

/**
 * A delivery, named by what it is and not by its file: file names may hold names, and renaming a file changes nothing.
 * `contentDigest` does not depend on the order of rows or files.
 */
export interface ProvenanceInput {
  readonly period: string;
  readonly group: string;
  readonly kind: string;
  readonly rows: number;
  readonly contentDigest: string;
}
