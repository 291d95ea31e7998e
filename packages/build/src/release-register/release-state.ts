import { type Checking, sameName } from "@plait/study";
import type { ApprovedEvent, BundledEvent, LogEntry, RejectedEvent, RequestedEvent } from "./log-entry.ts";

/** A release as the entries about it leave it. */
export interface ReleaseState {
  readonly number: number;
  readonly requested: LogEntry<RequestedEvent>;
  readonly outputs: readonly OutputState[];
  readonly bundled?: LogEntry<BundledEvent>;
}

export interface OutputState {
  readonly id: string;
  readonly standing: Standing;
  /** What each checker decided last, in the order in which they did. */
  readonly decisions: readonly Decision[];
  /** What a later decision of the same checker took the place of. */
  readonly replaced: readonly Decision[];
}

export type Decision = LogEntry<ApprovedEvent> | LogEntry<RejectedEvent>;

export type Standing =
  | { readonly kind: "waiting"; readonly approvalsMissing: number }
  | { readonly kind: "approved" }
  /** One checker is enough, until the same one approves. */
  | { readonly kind: "rejected" };

/** How many different people have to approve an output. */
export function approvalsNeeded(checking: Checking): 1 | 2 {
  switch (checking) {
    case "team":
      return 2;
    case "single":
      return 1;
  }
}

/** Every release of a log, in the order in which they were asked for. */
export function releaseStates(entries: readonly LogEntry[]): ReleaseState[] {
  return entries.flatMap((entry) => (entry.kind === "requested" ? [stateOf(entry, entries)] : []));
}

function stateOf(requested: LogEntry<RequestedEvent>, entries: readonly LogEntry[]): ReleaseState {
  const about = entries.filter(({ release }) => release === requested.release);
  const bundled = about.find((entry) => entry.kind === "bundled");
  const decisions = about.filter((entry) => entry.kind === "approved" || entry.kind === "rejected");
  return {
    number: requested.release,
    requested,
    outputs: requested.outputs.map((id) => outputState(id, requested.checking, decisions)),
    ...(bundled === undefined ? {} : { bundled }),
  };
}

function outputState(id: string, checking: Checking, all: readonly Decision[]): OutputState {
  const about = all.filter(({ outputs }) => outputs.includes(id));
  const isReplaced = ({ by }: Decision, at: number): boolean =>
    about.slice(at + 1).some((later) => sameName(later.by, by));
  const decisions = about.filter((decision, at) => !isReplaced(decision, at));
  return { id, standing: standingOf(decisions, checking), decisions, replaced: about.filter(isReplaced) };
}

function standingOf(decisions: readonly Decision[], checking: Checking): Standing {
  if (decisions.some(({ kind }) => kind === "rejected")) return { kind: "rejected" };
  const approvalsMissing = approvalsNeeded(checking) - decisions.length;
  return approvalsMissing > 0 ? { kind: "waiting", approvalsMissing } : { kind: "approved" };
}
