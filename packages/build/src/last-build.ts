import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Release } from "@plait/disclosure";

/** What a build wrote of what may leave, for whoever looks at it without building. */
export type BuiltRelease = Pick<Release, "policy" | "results">;

/** From the study folder. */
export const BUILT_RESULTS_FILE = "outputs/results.json";

/** What the last build of a study wrote to its `outputs` folder; undefined where nothing was built there. */
export async function lastBuild(folder: string): Promise<BuiltRelease | undefined> {
  const path = join(resolve(folder), BUILT_RESULTS_FILE);
  if (!existsSync(path)) return undefined;
  // Written by `writeOutputs`, in this form; the folder is Plait's own.
  const { policy, results }: BuiltRelease = JSON.parse(await readFile(path, "utf8"));
  return { policy, results };
}
