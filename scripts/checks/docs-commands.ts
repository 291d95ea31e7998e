import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { Fault, Findings } from "./fault.ts";
import { type Page, readPages } from "./markdown.ts";

/** The help text of `plait` followed by some commands, such as `["records", "map"]`. */
type Help = (commands: readonly string[]) => string;

/** Every `npm run …` and `plait …` that the docs mention exists, with the options they mention. */
export function checkDocsCommands(root: string): Findings {
  const pages = readPages(root);
  const manifest: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const help = helpOfPlait(root);
  const faults = pages.flatMap((page) => commandFaults(page, Object.keys(manifest.scripts), help));
  return { faults, lookedAt: { count: pages.length, what: "pages" } };
}

export function commandFaults(page: Page, scripts: readonly string[], help: Help): Fault[] {
  return codeLines(page).flatMap(({ line, code }) => {
    const script = /^(?:\$ )?npm run (?:-s |--silent )?([\w:-]+)/.exec(code)?.[1];
    const messages =
      script !== undefined && !scripts.includes(script)
        ? [`"npm run ${script}" is not a script of package.json`]
        : plaitFaults(plaitWords(code), help);
    return messages.map((message) => ({ file: page.path, line, message }));
  });
}

/** Inline code and the lines of blocks that are commands: those without a language, and shells'. */
function codeLines(page: Page): { line: number; code: string }[] {
  const shellLines = page.blocks
    .filter(({ info }) => ["", "sh", "bash", "console", "text"].includes(info))
    .flatMap(({ line, code }) => code.split("\n").map((text, index) => ({ line: line + index, code: text.trim() })));
  return [...page.codeSpans, ...shellLines];
}

function plaitWords(code: string): string[] | undefined {
  const command = /^(?:\$ )?(?:npm run (?:-s |--silent )?plait --|plait)(?: (.*))?$/.exec(code);
  if (command === null) return undefined;
  const withoutComment = (command[1] ?? "").replace(/\s#.*$/, "");
  return withoutComment.split(/\s+/).filter((word) => word !== "" && word !== "…");
}

/** Follows words down the tree of commands as far as it goes; then every option must be one of the command's. */
function plaitFaults(words: readonly string[] | undefined, help: Help): string[] {
  if (words === undefined) return [];
  const commands: string[] = [];
  for (const word of words) {
    const known = subcommands(help(commands));
    if (known.length === 0 || !/^[a-z][a-z-]*$/.test(word)) break;
    if (!known.includes(word)) return [`"plait ${[...commands, word].join(" ")}" is not a command`];
    commands.push(word);
  }
  const text = help(commands);
  return words
    .map((word) => /^\[?(--[a-z][a-z-]*)/.exec(word)?.[1])
    .filter((option) => option !== undefined && option !== "--help" && !new RegExp(`${option}(?![a-z-])`).test(text))
    .map((option) => `"plait ${commands.join(" ")}" has no option ${option}`);
}

function subcommands(help: string): string[] {
  const list = /^Commands:\n((?:[ ]+.*\n?)+)/m.exec(help)?.[1] ?? "";
  const names = [...list.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name = ""]) => name);
  return names.filter((name) => name !== "help");
}

function helpOfPlait(root: string): Help {
  const texts = new Map<string, string>();
  return (commands) => {
    const key = commands.join(" ");
    const known = texts.get(key);
    if (known !== undefined) return known;
    const args = [join(root, "apps/cli/src/main.ts"), ...commands, "--help"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    if (status !== 0) throw new Error(`"plait ${key} --help" failed:\n${stderr}`);
    texts.set(key, stdout);
    return stdout;
  };
}
