import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package of the workspace with its declared dependencies on packages of ours and its TypeScript files. */
export interface WorkspacePackage {
  readonly name: string;
  /** Relative to the root, such as `packages/study`. */
  readonly folder: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  readonly files: readonly SourceFile[];
}

export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly part: "src" | "test";
  readonly text: string;
}

/** Every package under `packages`, `apps` and `examples` of a root folder, in order of folder. */
export function readWorkspace(root: string): WorkspacePackage[] {
  return globSync("{packages,apps,examples}/*/package.json", { cwd: root })
    .map(withSlashes)
    .sort()
    .map((manifest) => readPackage(root, dirname(manifest)));
}

function readPackage(root: string, folder: string): WorkspacePackage {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const files = globSync(`${folder}/{src,test}/**/*.{ts,tsx}`, { cwd: root })
    .map(withSlashes)
    .sort()
    .map((path) => readSource(root, folder, path));
  return {
    name: manifest.name,
    folder,
    dependencies: Object.keys({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.peerDependencies,
    }),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
    files,
  };
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readSource(root: string, folder: string, path: string): SourceFile {
  const part = path.startsWith(`${folder}/test/`) ? "test" : "src";
  return { path, part, text: readFileSync(join(root, path), "utf8") };
}

function withSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}
