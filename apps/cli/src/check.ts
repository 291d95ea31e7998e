import { checkStudy, hasErrors } from "@plait/build";
import { countProblems, printProblems } from "./print-problems.ts";
import { interruptSignal, progressLine } from "./progress.ts";

export async function check(study: string, options: { readonly json?: true }): Promise<void> {
  const line = progressLine();
  const problems = await checkStudy(study, { progress: line.progress, signal: interruptSignal() }).finally(line.end);
  if (options.json === true) console.log(JSON.stringify(problems));
  else if (problems.length === 0) console.log(countProblems(problems));
  else printProblems(problems);
  if (hasErrors(problems)) process.exitCode = 1;
}
