import { readFile } from "node:fs/promises";
import { StudyProblems } from "@plait/build";

/** The bytes of a file named on the command line. Throws StudyProblems where it cannot be opened. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new StudyProblems([
      {
        severity: "error",
        code: "unreadable-file",
        place: { file: path },
        message: `the file cannot be opened (${String(error.code)})`,
        remedy: "see that it is there, that it is a file and that you may read it",
      },
    ]);
  }
}
