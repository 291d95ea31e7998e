import type { BodyOf, ReplyOf } from "@plait/api";
import type { Signed } from "./decide.ts";
import type { PreparedMapping } from "./decide-mapping.ts";
import type { PreparedRepairs } from "./decide-repairs.ts";
import type { RecordsDecision } from "./records-decisions.ts";
import type { PreparedTakingBack } from "./take-back-decision.ts";

/**
 * What the process that holds the records can be asked: what each question gives it, and what it answers. All of it is plain data. The process has no
 * journal and decides nothing: it works out what a decision would write.
 */
export interface RecordsQuestions {
  readRecords(given: undefined): ReplyOf<"readRecords">;
  listDeliveries(given: undefined): ReplyOf<"listDeliveries">;
  readDelivery(given: BodyOf<"readDelivery">): ReplyOf<"readDelivery">;
  showCell(given: BodyOf<"showCell">): ReplyOf<"showCell">;
  readCoverage(given: undefined): ReplyOf<"readCoverage">;
  readQuarantine(given: undefined): ReplyOf<"readQuarantine">;
  readLedger(given: undefined): ReplyOf<"readLedger">;
  traceValue(given: BodyOf<"traceValue">): ReplyOf<"traceValue">;
  readCrosswalk(decisions: readonly RecordsDecision[]): ReplyOf<"readCrosswalk">;
  readRepairs(decisions: readonly RecordsDecision[]): ReplyOf<"readRepairs">;
  readSeenValues(given: BodyOf<"readSeenValues">): ReplyOf<"readSeenValues">;
  prepareTakingBack(given: BodyOf<"takeBackDecision">): PreparedTakingBack;
  prepareMapping(given: Signed & { readonly decision: BodyOf<"decideMapping"> }): PreparedMapping;
  prepareRepairs(given: Signed & { readonly decision: BodyOf<"decideRepairs"> }): PreparedRepairs;
}

export type RecordsQuestion = keyof RecordsQuestions;
export type GivenOf<Name extends RecordsQuestion> = Parameters<RecordsQuestions[Name]>[0];
export type AnswerOf<Name extends RecordsQuestion> = ReturnType<RecordsQuestions[Name]>;

/** Sent to the process. */
export type ToRecords =
  | { readonly kind: "asked"; readonly id: number; readonly name: RecordsQuestion; readonly given: unknown }
  /** Whoever asked is out of patience: refused, unless the task has begun. */
  | { readonly kind: "withdrawn"; readonly id: number }
  /** A file of the study was written. */
  | { readonly kind: "written" };

/** Sent by the process. */
export type FromRecords =
  | { readonly kind: "answered"; readonly id: number; readonly answer: unknown }
  | {
      readonly kind: "refused";
      readonly id: number;
      readonly status: number;
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: "failed"; readonly id: number; readonly error: FailedThere }
  /** What is being done, in words; undefined once nothing is. */
  | { readonly kind: "step"; readonly step: string | undefined };

/** An error of the process, as far as a message carries it. */
export interface FailedThere {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
}
