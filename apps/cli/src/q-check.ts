import { checkStudyQ, hasErrors } from "@plait/build";
import { countProblems, printProblems } from "./print-problems.ts";

/** Every problem of the Q strand, and the digits of each language's wording, for locking it. */
export async function qCheck(folder: string, options: { readonly json?: true }): Promise<void> {
  const { problems, wordings } = await checkStudyQ(folder);
  if (options.json === true) console.log(JSON.stringify({ problems, wordings }));
  else {
    for (const { language, wording, version, locked } of wordings) {
      console.log(`cards in ${language}, version ${version}: wording ${wording}${locked ? ", locked" : ""}`);
    }
    if (problems.length === 0) console.log(countProblems(problems));
    else printProblems(problems);
  }
  if (hasErrors(problems)) process.exitCode = 1;
}
