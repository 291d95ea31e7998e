import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Changes when any file that a build reads is written, added, renamed or removed: all of the folder but what Plait writes there. */
export function studyStamp(folder: string): Promise<string> {
  return stampOf(folder, (name) => name !== "outputs");
}

/** The same of the files that the records are read from. */
export function recordsStamp(folder: string): Promise<string> {
  return stampOf(folder, (name) => name === "records");
}

/** Of the files that stand in the study folder itself, and of those at any depth in the folders of it that are read. */
async function stampOf(folder: string, isRead: (name: string) => boolean): Promise<string> {
  const top = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter(
    ({ name }) => !name.startsWith("."),
  );
  const below = await Promise.all(
    top
      .filter(({ name }) => isRead(name))
      .map(({ name }) => readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => [])),
  );
  const files = [...top, ...below.flat()].filter((entry) => !entry.isDirectory());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const stamps = await Promise.all(paths.map(async (path) => `${path} ${await fileStamp(path)}`));
  return stamps.join("\n");
}

async function fileStamp(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return "-";
  }
}
