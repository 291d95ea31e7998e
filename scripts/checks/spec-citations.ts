import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault, Findings } from "./fault.ts";
import { readWorkspace, type WorkspacePackage } from "./workspace.ts";

/**
 * Every numbered rule of a SPEC.md is cited by a test of its package, as `[D5]` or within `[D1]-[D7]`, and every rule that a test or a SPEC.md
 * cites is one that a SPEC.md has.
 */
export function checkSpecCitations(root: string): Findings {
  const packages = readWorkspace(root).map((each) => specified(root, each));
  const all = new Set(packages.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const faults = packages.flatMap((each) => [...ruleFaults(each), ...citationFaults(each, all)]);
  return { faults, lookedAt: { count: packages.flatMap(({ rules }) => rules).length, what: "rules" } };
}

/** A package with the rules of its SPEC.md, if it has one, and what its tests and the SPEC.md cite. */
interface Specified {
  readonly spec: string;
  readonly rules: readonly Mention[];
  readonly cited: readonly Mention[];
  readonly citedByTests: ReadonlySet<string>;
}

interface Mention {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

function specified(root: string, { folder, files }: WorkspacePackage): Specified {
  const spec = `${folder}/SPEC.md`;
  const path = join(root, spec);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const tests = files.filter(({ part }) => part === "test");
  const byTests = tests.flatMap((file) => mentions(file.path, file.text, citations));
  return {
    spec,
    rules: mentions(spec, text, definition),
    cited: [...mentions(spec, text, citations), ...byTests],
    citedByTests: new Set(byTests.map(({ id }) => id)),
  };
}

function ruleFaults({ spec, rules, citedByTests }: Specified): Fault[] {
  return rules.flatMap(({ id, line }, at) => {
    const fault = (message: string): Fault[] => [{ file: spec, line, message }];
    if (rules.slice(0, at).some((before) => before.id === id)) return fault(`has a second rule [${id}]`);
    return citedByTests.has(id) ? [] : fault(`no test of the package cites [${id}]`);
  });
}

/** Rules are numbered within a package, and a test may cite those of another that it works with. */
function citationFaults({ cited }: Specified, all: ReadonlySet<string>): Fault[] {
  return cited
    .filter(({ id }) => !all.has(id))
    .map(({ id, file, line }) => ({ file, line, message: `cites [${id}], which no SPEC.md has` }));
}

function mentions(file: string, text: string, idsIn: (line: string) => string[]): Mention[] {
  return text.split("\n").flatMap((line, at) => idsIn(line).map((id) => ({ id, file, line: at + 1 })));
}

/** `- **[D5]** A withheld cell …`, or without the stars. */
function definition(line: string): string[] {
  const id = /^- (?:\*\*)?\[([A-Z]{1,2}\d[0-9A-Z]*)\]/u.exec(line)?.[1];
  return id === undefined ? [] : [id];
}

function citations(line: string): string[] {
  const single = [...line.matchAll(/\[([A-Z]{1,2}\d[0-9A-Z]*)\]/gu)].map(([, id = ""]) => id);
  const ranges = [...line.matchAll(/\[([A-Z]{1,2})(\d+)\](?:-| to )\[\1(\d+)\]/gu)].flatMap(
    ([, letters, first, last]) =>
      Array.from(
        { length: Math.max(0, Number(last) - Number(first) - 1) },
        (_, at) => `${letters}${Number(first) + 1 + at}`,
      ),
  );
  return [...single, ...ranges];
}
