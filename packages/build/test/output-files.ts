import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** Paths under a folder, with `/`, in code-unit order. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** A digest of every file, by path: equal exactly where all bytes are. */
export function digestsUnder(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesUnder(folder).map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex"),
    ]),
  );
}

/** What changes when a file is written again, even with the same bytes. */
export function writingsUnder(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesUnder(folder).map((file) => {
      const { ino, mtimeNs } = statSync(join(folder, file), { bigint: true });
      return [file, `${ino} ${mtimeNs}`];
    }),
  );
}
