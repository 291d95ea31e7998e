import { receiveSorts } from "@plait/build";
import { printProblems } from "./print-problems.ts";
import { readInput } from "./read-input.ts";
import { type UnlockOptions, unlock } from "./unlock.ts";

/** Takes sorts that were made apart from the study, and sealed to it, into its journal. Ends with 1 where a file was not taken. */
export async function qReceive(folder: string, files: readonly string[], options: UnlockOptions): Promise<void> {
  const key = await unlock(folder, options);
  const read = await Promise.all(files.map(async (name) => ({ name, bytes: await readInput(name) })));
  const { received, problems } = await receiveSorts(folder, read, { key, environment: process.env });
  for (const { name, participant, repeated } of received) {
    console.log(
      repeated ? `${name}: the sort of ${participant} was there already.` : `${name}: took the sort of ${participant}.`,
    );
  }
  if (problems.length === 0) return;
  printProblems(problems);
  process.exitCode = 1;
}
