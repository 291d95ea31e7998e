import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import ts from "typescript";
import type { Fault, Findings } from "./fault.ts";
import { type Page, readPages } from "./markdown.ts";

interface Example {
  /** A name that TypeScript accepts, beside the page, so that imports resolve as they would there. */
  readonly file: string;
  readonly page: string;
  readonly line: number;
  /** As many empty lines before the code as the page has, so that messages give the page's own lines. */
  readonly text: string;
  readonly runs: boolean;
}

/** Blocks marked `ts` compile; those marked `ts run` also run to their end. */
export function checkDocsExamples(root: string): Findings {
  const pages = readPages(root);
  const examples = pages.flatMap((page) => examplesOf(root, page));
  const faults = [
    ...pages.flatMap(unknownMarks),
    ...compileFaults(root, examples),
    ...examples.filter(({ runs }) => runs).flatMap((example) => runFaults(root, example)),
  ];
  return { faults, lookedAt: { count: pages.length, what: `pages with ${examples.length} examples` } };
}

function examplesOf(root: string, page: Page): Example[] {
  return page.blocks
    .filter(({ info }) => info === "ts" || info === "ts run")
    .map(({ info, line, code }) => ({
      file: join(root, `${page.path}.${line}.ts`),
      page: page.path,
      line,
      text: `${"\n".repeat(line - 1)}${code}\nexport {};\n`,
      runs: info === "ts run",
    }));
}

function unknownMarks(page: Page): Fault[] {
  return page.blocks
    .filter(({ info }) => /^(ts|typescript|js|javascript)\b/.test(info) && info !== "ts" && info !== "ts run")
    .map(({ info, line }) => ({ file: page.path, line, message: `mark code as "ts" or "ts run", not "${info}"` }));
}

function compileFaults(root: string, examples: readonly Example[]): Fault[] {
  if (examples.length === 0) return [];
  const texts = new Map(examples.map(({ file, text }) => [slashed(file), text]));
  const options = readOptions(root);
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (file) => texts.get(slashed(file)) ?? readFile(file);
  host.fileExists = (file) => texts.has(slashed(file)) || fileExists(file);
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).flatMap(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (file === undefined) return [{ file: "tsconfig.json", message }];
    const example = examples.find((each) => slashed(each.file) === file.fileName);
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    // Faults of other files are the type check's.
    return example === undefined ? [] : [{ file: example.page, line, message }];
  });
}

function readOptions(root: string): ts.CompilerOptions {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [], files: [] }, ts.sys, root);
  // An example shows values that it does not go on to use.
  return { ...options, noUnusedLocals: false };
}

function runFaults(root: string, { page, line, text }: Example): Fault[] {
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module-typescript"], {
    cwd: root,
    input: text,
    encoding: "utf8",
    timeout: 120_000,
  });
  return status === 0 ? [] : [{ file: page, line, message: `does not run:\n${stderr.trim()}` }];
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
