import { basename, resolve } from "node:path";

/** What a person prints and locks away. The groups are numbered, since a slip is named by the number of its group. */
export function recoverySheet(study: string, code: string, today: Date): string {
  const groups = code.split(" ").map((group, at) => `${at + 1}  ${group}`);
  const rows = [groups.slice(0, 4), groups.slice(4)].map((row) => `    ${row.join("     ")}`);
  return [
    `RECOVERY SHEET of the study in ${basename(resolve(study))}, ${today.toISOString().slice(0, 10)}`,
    "",
    ...rows,
    "",
    "There are no letters I, L, O and U in it: what looks like one is a digit.",
    "Whoever has this sheet can read the study. Keep it on paper, locked away, apart from the machine.",
    "Without it, and without the passphrase or key file, nobody can read the study any more.",
    "",
    "To set a new passphrase with it:",
    `    plait journal key change ${study} --recovery`,
  ].join("\n");
}
