import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { StudyFiles } from "@plait/study";

/** Plait's own folders inside a study: never read as part of it. */
const OWN = new Set([".plait", "outputs", ".git", "node_modules"]);

/** The files of a study folder on disk. A link counts as a file: one to a file is read, one to a folder is not followed. */
export function studyFolder(folder: string): StudyFiles {
  const root = resolve(folder);
  return {
    list: () => listFiles(root, root),
    readText: async (path) => {
      try {
        return { text: await readFile(join(root, path), "utf8") };
      } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : "";
        if (code === "ENOENT" || code === "ENOTDIR") return { missing: true };
        return {
          problem: {
            severity: "error",
            code: "unreadable-file",
            place: { file: path },
            message: `the file cannot be opened (${code === "" ? "unknown reason" : code})`,
            remedy: "see that you may read it and that no other program holds it",
          },
        };
      }
    },
  };
}

async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries) {
    if (folder === root && OWN.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await listFiles(root, path)));
    else if (entry.isFile() || entry.isSymbolicLink()) files.push(relative(root, path).split(sep).join("/"));
  }
  return files;
}
