import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { defaultPolicyName, shippedPolicy } from "@plait/disclosure";
import { type Strand, studyTemplate } from "@plait/study";
import { StudyProblems } from "./study-problems.ts";

/**
 * Writes a new study with these strands from the template, under a policy that Plait ships. Throws StudyProblems when the
 * folder already holds something, or when there is no such policy.
 */
export async function writeStudyTemplate(
  folder: string,
  strands: readonly Strand[],
  policy: string = defaultPolicyName,
): Promise<readonly string[]> {
  const { problems } = shippedPolicy(policy, { file: "--policy" });
  if (problems.length > 0) throw new StudyProblems(problems);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new StudyProblems([
      {
        severity: "error",
        code: "folder-not-empty",
        place: { file: folder },
        message: "the folder is not empty, and nothing in it was changed",
        remedy: "name a new folder",
      },
    ]);
  }
  const files = [...studyTemplate(strands, policy)];
  for (const [path, text] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return files.map(([path]) => path);
}
