import { StudyProblems } from "@plait/build";
import type { Problem } from "@plait/study";
import { RefusedCall } from "./room.ts";

const CONFLICTS: readonly string[] = ["q-choices-changed", "q-word-checks-changed", "study-in-use"];

/** What is wrong in the study is said to whoever works in it: RefusedCall with every problem as a sentence. */
export async function refusingProblems<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof StudyProblems)) throw error;
    const { problems } = error;
    const status = problems.some(({ code }) => CONFLICTS.includes(code)) ? 409 : 422;
    throw new RefusedCall(status, problems[0]?.code ?? "problems", problems.map(sentence).join("\n"));
  }
}

function sentence({ place, message, remedy }: Problem): string {
  const where = place.path === undefined ? place.file : `${place.file}, ${place.path}`;
  return `${where}: ${message}. ${remedy}`;
}
