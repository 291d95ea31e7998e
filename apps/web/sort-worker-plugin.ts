import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Plugin, Rolldown } from "vite";

/** The name of the worker's entry, and of its file beside the pages: browsers look for a worker under the same address each time. */
const WORKER = "sort-worker";

const PAGE = "sort.html";

/** Fonts that only browsers without WOFF2 ask for: none of those has service workers. */
const NEVER_ASKED_FOR = /\.woff$/u;

/** Tells the service worker of the participants' page which files the page consists of, once they are built. */
export function sortWorkerPlugin(): Plugin {
  return {
    name: "plait-sort-worker",
    apply: "build",
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            entryFileNames: ({ name }) => (name === WORKER ? "[name].js" : "assets/[name]-[hash].js"),
          },
        },
      },
    }),
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = bundle[`${WORKER}.js`];
        const page = bundle[PAGE];
        if (worker?.type !== "chunk" || page?.type !== "asset") {
          throw new Error("the service worker is built with the page that it keeps");
        }
        const files = filesOf(page, bundle).map((file) => `/${file}`);
        const addresses = ["/sort", ...files.filter((file) => !NEVER_ASKED_FOR.test(file)).sort()];
        const version = createHash("sha256").update(page.source).update(addresses.join("\n")).digest("hex");
        worker.code = `const PAGE_FILES=${JSON.stringify(addresses)},PAGE_VERSION="${version.slice(0, 16)}";${worker.code}`;
      },
    },
  };
}

type Built = Rolldown.OutputBundle[string];

/** Every file that a page can come to need: those it mentions, those that these mention, and so on. The names of built files are found in no other words. */
function filesOf(page: Built, bundle: Rolldown.OutputBundle): readonly string[] {
  const found = new Set<Built>();
  const others = Object.values(bundle).filter(({ fileName }) => fileName.startsWith("assets/"));
  const find = (mentioning: Built): void => {
    const text = textOf(mentioning);
    for (const each of others) {
      if (found.has(each) || !text.includes(basename(each.fileName))) continue;
      found.add(each);
      find(each);
    }
  };
  find(page);
  return [...found].map(({ fileName }) => fileName);
}

function textOf(built: Built): string {
  if (built.type === "chunk") return built.code;
  return /\.(?:css|html)$/u.test(built.fileName) ? built.source.toString() : "";
}
