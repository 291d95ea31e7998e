import { StudyProblems } from "@plait/build";

/** The codes of the problems that something is refused for, in order; empty where it is not. */
export async function refusal(doing: Promise<unknown>): Promise<string[]> {
  try {
    await doing;
    return [];
  } catch (error) {
    if (error instanceof StudyProblems) return error.problems.map(({ code }) => code).sort();
    throw error;
  }
}
