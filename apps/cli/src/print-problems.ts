import { describePlace, type Problem, sortProblems } from "@plait/study";

/** Every problem on standard error: where it is, what it is, what to do; then how many there are. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of sortProblems(problems)) {
    console.error(
      `${describePlace(problem.place)}\n  ${problem.severity}: ${problem.message}\n  remedy: ${problem.remedy}\n`,
    );
  }
  console.error(countProblems(problems));
}

export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  return `${errors} ${errors === 1 ? "problem" : "problems"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
}
