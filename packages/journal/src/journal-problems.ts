import { type Problem, sortProblems } from "@plait/study";

/** The journal, its keys or its files do not allow what was asked: every problem, with place and remedy. */
export class JournalProblems extends Error {
  override readonly name = "JournalProblems";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], cause?: unknown) {
    super(problems[0]?.message ?? "the journal has a problem", { cause });
    this.problems = sortProblems(problems);
  }
}

/** A problem that ends what was asked for. */
export function refusal(problem: Omit<Problem, "severity">, cause?: unknown): JournalProblems {
  return new JournalProblems([{ severity: "error", ...problem }], cause);
}

export function noJournal(file: string, path?: string): JournalProblems {
  return refusal({
    code: "no-journal",
    place: { file, ...(path === undefined ? {} : { path }) },
    message: "there is no journal here: nothing was done in this study yet, or it was taken away",
    remedy: "if something was done, bring the journal back from your backup",
  });
}
