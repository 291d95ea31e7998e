import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Changes when any file that a build reads is written, added, renamed or removed: all of the folder but what Plait writes there. */
export async function studyStamp(folder: string): Promise<string> {
  const top = await readdir(folder, { withFileTypes: true });
  const read = top.filter(({ name }) => !name.startsWith(".") && name !== "outputs");
  const below = await Promise.all(
    read
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => [])),
  );
  const files = [...read, ...below.flat()].filter((entry) => !entry.isDirectory());
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
