import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the checks of the docs need from a Markdown page. Lines count from 1. */
export interface Page {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** Fenced blocks; `info` is what stands after the opening fence, `line` that of the first line of code. */
  readonly blocks: readonly { readonly info: string; readonly line: number; readonly code: string }[];
  /** Inline code, without its backticks. */
  readonly codeSpans: readonly { readonly line: number; readonly code: string }[];
  /** Targets of links and pictures, as written. */
  readonly links: readonly { readonly line: number; readonly target: string }[];
  /** What `#` links to this page may name: its headings the way GitHub names them. */
  readonly anchors: readonly string[];
}

/** Every Markdown page under a root folder, apart from what is installed, made or planted. */
export function readPages(root: string): Page[] {
  return globSync("**/*.md", { cwd: root, exclude: ["**/node_modules", "**/.plait", "demo", "scripts/test/fixtures"] })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map((path) => readPage(path, readFileSync(join(root, path), "utf8")));
}

export function readPage(path: string, text: string): Page {
  const blocks: { info: string; line: number; code: string }[] = [];
  const codeSpans: { line: number; code: string }[] = [];
  const links: { line: number; target: string }[] = [];
  const anchors: string[] = [];
  let open: { fence: string; info: string; line: number; code: string[] } | undefined;

  for (const [index, line] of text.split("\n").entries()) {
    const fence = /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (open !== undefined) {
      if (fence?.[1]?.startsWith(open.fence) && fence[2]?.trim() === "") {
        blocks.push({ info: open.info, line: open.line, code: open.code.join("\n") });
        open = undefined;
      } else open.code.push(line);
    } else if (fence !== null) {
      open = { fence: fence[1] ?? "", info: fence[2]?.trim() ?? "", line: index + 2, code: [] };
    } else readProse(line, index + 1);
  }
  return { path, blocks, codeSpans, links, anchors };

  function readProse(line: string, number: number): void {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading !== undefined) anchors.push(unique(slug(heading), anchors));
    for (const [, code = ""] of line.matchAll(/`([^`]+)`/g)) codeSpans.push({ line: number, code });
    const withoutCode = line.replaceAll(/`[^`]+`/g, "``");
    for (const [, target = ""] of withoutCode.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)) {
      links.push({ line: number, target });
    }
    const definition = /^\s*\[[^\]]+\]:\s*(\S+)/.exec(withoutCode)?.[1];
    if (definition !== undefined) links.push({ line: number, target: definition });
  }
}

function slug(heading: string): string {
  const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/&\w+;/g, "");
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

function unique(anchor: string, taken: readonly string[]): string {
  if (!taken.includes(anchor)) return anchor;
  let number = 1;
  while (taken.includes(`${anchor}-${number}`)) number += 1;
  return `${anchor}-${number}`;
}
