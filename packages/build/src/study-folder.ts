import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { SETTINGS_FILE, type StudyFiles } from "@plait/study";
import { StudyProblems } from "./study-problems.ts";

/** Plait's own folders inside a study: never read as part of it. */
const OWN = new Set([".plait", "outputs", "releases", ".git", "node_modules"]);

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

/** Throws StudyProblems where there is no folder, or none with a `study.yaml`. */
export function refuseNoStudy(folder: string): void {
  if (existsSync(join(folder, SETTINGS_FILE))) return;
  const isThere = existsSync(folder);
  throw new StudyProblems([
    {
      severity: "error",
      code: "no-study",
      place: { file: folder },
      message: isThere ? `there is no ${SETTINGS_FILE} here, so this is no study folder` : "there is no such folder",
      remedy: `name the folder that holds ${SETTINGS_FILE}; plait init makes a new study`,
    },
  ]);
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
