import { fileURLToPath } from "node:url";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { sortWorkerPlugin } from "../sort-worker-plugin.ts";

const web = fileURLToPath(new URL("..", import.meta.url));

const files = {
  workbench: { workbench: "index.html" },
  sort: { sort: "sort.html", "sort-worker": "src/sort/sort-worker.ts" },
} as const;

/** Pages as they are built for use, in a folder that the caller removes. */
export async function buildScreens(...pages: readonly (keyof typeof files)[]): Promise<TemporaryFolder> {
  const folder = await temporaryFolder("screens");
  // Under a test runner React would be built as for development: larger, and with other messages.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  try {
    await build({
      configFile: false,
      root: web,
      logLevel: "error",
      plugins: pages.includes("sort") ? [react(), sortWorkerPlugin()] : [react()],
      build: {
        outDir: folder.path,
        target: "es2022",
        reportCompressedSize: false,
        rolldownOptions: { input: Object.assign({}, ...pages.map((page) => files[page])) },
      },
    });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
  return folder;
}
