/** Who may import whom, and who may touch Node.js, the clock, chance and the page: ARCHITECTURE.md, checked. */
import { builtinModules } from "node:module";
import { join, matchesGlob } from "node:path";
import type { Fault, Findings } from "./fault.ts";
import { domGlobals, usesOf } from "./source-uses.ts";
import { readWorkspace, type SourceFile, type WorkspacePackage } from "./workspace.ts";

const ground = ["@plait/study", "@plait/statistics"];
const strands = ["@plait/records", "@plait/q-method"];
const examples = ["@plait/example-guardianship", "@plait/example-nrm"];
const composed = [...ground, "@plait/database", "@plait/journal", "@plait/disclosure", ...strands, "@plait/report"];

/** What each package's sources may import of ours. A package that is not listed may not exist. */
const mayImport: ReadonlyMap<string, readonly string[]> = new Map([
  ["@plait/study", []],
  ["@plait/statistics", []],
  ["@plait/database", ground],
  ["@plait/journal", ground],
  ["@plait/disclosure", ground],
  ["@plait/records", [...ground, "@plait/database"]],
  ["@plait/q-method", ground],
  ["@plait/report", ["@plait/study", "@plait/disclosure"]],
  ["@plait/build", composed],
  ["@plait/api", ["@plait/study"]],
  ["@plait/testkit", ground],
  [
    "@plait/cli",
    [...ground, "@plait/database", "@plait/journal", ...strands, "@plait/build", "@plait/server", ...examples],
  ],
  ["@plait/server", [...ground, "@plait/journal", ...strands, "@plait/build", "@plait/api"]],
  ["@plait/web", [...ground, "@plait/q-method", "@plait/api"]],
  ["@plait/example-guardianship", ground],
  ["@plait/example-nrm", ground],
]);

/** Tests may also use these; the examples' own tests build the examples. */
const forTests = [...ground, "@plait/testkit", ...examples];
/** Screens are tested with the server they are made for. */
const forTestsOfScreens = ["@plait/server", "@plait/build", "@plait/journal"];
const forTestsOfExamples = [...composed, "@plait/build"];

/** Sources that may touch Node.js, the clock, chance and the console. All others run in a browser too. */
const mayTouchTheMachine = [
  "packages/{database,journal,report,build,testkit}/src/**",
  "packages/records/src/ingest/**",
  "apps/{cli,server,web}/src/**",
  "examples/*/src/**",
];

/** `page.evaluate` runs its function inside the page. */
const mayTouchThePage = ["packages/testkit/src/**", "apps/web/src/**"];

const nodeModules = new Set(builtinModules);

/** Every breach of the direction rules, declared in a package.json or done by an import. */
export function checkPackageDirection(root: string): Findings {
  const packages = readWorkspace(root);
  const files = packages.flatMap((each) => each.files);
  return { faults: directionFaults(packages), lookedAt: { count: files.length, what: "source files" } };
}

function directionFaults(packages: readonly WorkspacePackage[]): Fault[] {
  return packages.flatMap((each) => {
    const allowed = mayImport.get(each.name);
    if (allowed === undefined) {
      const message = `${each.name} has no direction rule; say in scripts/checks/package-direction.ts what it may import`;
      return [{ file: `${each.folder}/package.json`, message }];
    }
    return [...declarationFaults(each, allowed), ...each.files.flatMap((file) => fileFaults(each, allowed, file))];
  });
}

function declarationFaults(each: WorkspacePackage, allowed: readonly string[]): Fault[] {
  const file = `${each.folder}/package.json`;
  const allowedInTests = [...allowed, ...extraForTests(each)];
  return [
    ...each.dependencies.filter((name) => isOurs(name) && !allowed.includes(name)),
    ...each.devDependencies.filter((name) => isOurs(name) && !allowedInTests.includes(name)),
  ].map((name) => ({ file, message: `${each.name} may not depend on ${name}` }));
}

function fileFaults(each: WorkspacePackage, allowed: readonly string[], file: SourceFile): Fault[] {
  const uses = usesOf(file.path, file.text);
  return file.part === "test"
    ? testFaults(each, [...allowed, ...extraForTests(each)], file, uses.modules)
    : [...sourceFaults(each, allowed, file, uses.modules), ...effectFaults(file, uses.effects)];
}

type Modules = ReturnType<typeof usesOf>["modules"];
type Effects = ReturnType<typeof usesOf>["effects"];

function sourceFaults(each: WorkspacePackage, allowed: readonly string[], file: SourceFile, modules: Modules): Fault[] {
  return modules.flatMap(({ specifier, line }) => {
    const fault = (message: string): Fault[] => [{ file: file.path, line, message }];
    if (specifier === undefined) return fault("imports a module whose name is computed, which cannot be checked");
    if (specifier.startsWith(".")) return leaves(each, file, specifier) ? fault(`reaches out to ${specifier}`) : [];
    if (isNodeModule(specifier)) {
      return isIn(file, mayTouchTheMachine) ? [] : fault(`may not touch Node.js (${specifier})`);
    }
    if (!isOurs(specifier)) return [];
    const name = packageName(specifier);
    if (name === each.name) return fault(`imports its own package by name (${specifier})`);
    if (!allowed.includes(name)) return fault(`${each.name} may not import ${name}`);
    if (specifier !== name) return fault(`reaches into ${name} (${specifier})`);
    return each.dependencies.includes(name) ? [] : fault(`imports ${name}, which its package.json does not declare`);
  });
}

function testFaults(each: WorkspacePackage, allowed: readonly string[], file: SourceFile, modules: Modules): Fault[] {
  return modules.flatMap(({ specifier, line }) => {
    if (specifier === undefined || !isOurs(specifier)) return [];
    const name = packageName(specifier);
    if (name === each.name || allowed.includes(name)) return [];
    return [{ file: file.path, line, message: `a test of ${each.name} may not import ${name}` }];
  });
}

function effectFaults(file: SourceFile, effects: Effects): Fault[] {
  const dom = domGlobals();
  return effects.flatMap(({ name, line }) => {
    const allowed = isIn(file, dom.includes(name) ? mayTouchThePage : mayTouchTheMachine);
    return allowed ? [] : [{ file: file.path, line, message: `may not use ${name}; take it as a parameter` }];
  });
}

function extraForTests(each: WorkspacePackage): readonly string[] {
  if (each.folder.startsWith("examples/")) return [...forTests, ...forTestsOfExamples];
  return each.name === "@plait/web" ? [...forTests, ...forTestsOfScreens] : forTests;
}

function leaves(each: WorkspacePackage, file: SourceFile, specifier: string): boolean {
  return !join(file.path, "..", specifier).replaceAll("\\", "/").startsWith(`${each.folder}/`);
}

function isIn(file: SourceFile, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(file.path, glob));
}

function isOurs(specifier: string): boolean {
  return specifier.startsWith("@plait/");
}

function isNodeModule(specifier: string): boolean {
  return specifier.startsWith("node:") || nodeModules.has(specifier.split("/")[0] ?? specifier);
}

/** `@plait/study/deep/path` → `@plait/study`. */
function packageName(specifier: string): string {
  return specifier.split("/").slice(0, 2).join("/");
}
