import type { ReplyOf } from "@plait/api";

type ShownCoverage = ReplyOf<"readCoverage">;
export type CoverageCell = ShownCoverage["cells"][number];
export type MonthStatus = CoverageCell["status"];
/** What a run of months comes to: one status; `partly` where some have rows and some have none. */
export type SpanStatus = MonthStatus | "partly";

export interface Span {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The months of one kind and group within one span. */
export interface SpanCell {
  readonly status: SpanStatus;
  readonly months: readonly CoverageCell[];
  /** Months with rows, of those in which the group worked. */
  readonly supplied: number;
  readonly expected: number;
  readonly rows: number;
}

/**
 * What the months of a kind and group within a span come to. Months in which the group did not work say nothing, unless they are all there are;
 * where every month has rows and some are limited, all are called so. No month of the study in the span: null.
 */
export function spanCell(cells: readonly CoverageCell[], { from, to }: Span): SpanCell | null {
  const months = cells.filter(({ month }) => from <= month && month <= to);
  if (months.length === 0) return null;
  const atWork = months.filter(({ status }) => status !== "not-in-operation");
  const statuses = new Set(atWork.map(({ status }) => status));
  const [only] = statuses;
  const supplied = atWork.filter(({ status }) => status === "supplied" || status === "limited").length;
  return {
    status: statusOf(only, statuses),
    months,
    supplied,
    expected: atWork.length,
    rows: months.reduce((sum, { rows }) => sum + rows, 0),
  };
}

function statusOf(only: MonthStatus | undefined, statuses: ReadonlySet<MonthStatus>): SpanStatus {
  if (only === undefined) return "not-in-operation";
  if (statuses.size === 1) return only;
  const others = [...statuses].filter((status) => status !== "supplied" && status !== "limited");
  return others.length === 0 ? "limited" : "partly";
}

/** The calendar years that the months fall in. */
export function yearsOf(months: readonly string[]): Span[] {
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  return years.map((year) => ({ name: year, from: `${year}-01`, to: `${year}-12` }));
}

/** Each month by itself. */
export function monthsAsSpans(months: readonly string[]): Span[] {
  return months.map((month) => ({ name: month, from: month, to: month }));
}
