import { type Problem, sortProblems } from "@plait/study";

/** The study's own files do not allow what was asked: every problem, with place and remedy. */
export class StudyProblems extends Error {
  override readonly name = "StudyProblems";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const errors = problems.filter(({ severity }) => severity === "error").length;
    super(`the study has ${errors} ${errors === 1 ? "problem" : "problems"}`);
    this.problems = sortProblems(problems);
  }
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}
