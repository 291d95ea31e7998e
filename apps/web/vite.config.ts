import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { sortWorkerPlugin } from "./sort-worker-plugin.ts";

const served = { workbench: "index.html", sort: "sort.html", "sort-worker": "src/sort/sort-worker.ts" };

/**
 * Two pages that the server serves: the workbench, and the Q-sort of participants, which carries nothing of the workbench and is kept by a service worker. With
 * `--mode file` the Q-sort as one file that needs no server; `plait q page` puts a study into it.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  publicDir: mode === "file" ? false : "public",
  plugins: mode === "file" ? [react(), viteSingleFile()] : [react(), sortWorkerPlugin()],
  build: {
    outDir: "dist",
    emptyOutDir: mode !== "file",
    target: "es2022",
    rolldownOptions: { input: mode === "file" ? { file: "sort-file.html" } : served },
  },
}));
