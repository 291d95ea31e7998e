import { statSync } from "node:fs";
import { join } from "node:path";
import type { Fault, Findings } from "./fault.ts";
import { type Page, readPages } from "./markdown.ts";

/** Every relative link of every page leads to a file or folder that exists, and to a heading that it has. */
export function checkDocsLinks(root: string): Findings {
  const pages = readPages(root);
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const faults = pages.flatMap((page) => pageFaults(root, page, byPath));
  return { faults, lookedAt: { count: pages.length, what: "pages" } };
}

function pageFaults(root: string, page: Page, byPath: ReadonlyMap<string, Page>): Fault[] {
  return page.links.flatMap(({ line, target }) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page.path : join(page.path, "..", decodeURI(path)).replaceAll("\\", "/");
    const fault = (message: string): Fault[] => [{ file: page.path, line, message }];
    if (statSync(join(root, file), { throwIfNoEntry: false }) === undefined) {
      return fault(`links to ${target}, which does not exist`);
    }
    const linked = byPath.get(file);
    if (anchor === undefined || linked === undefined || linked.anchors.includes(anchor)) return [];
    return fault(`links to ${target}, but ${file} has no such heading`);
  });
}
