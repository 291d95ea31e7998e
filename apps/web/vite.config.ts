import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

/**
 * Two pages that the server serves: the workbench, and the Q-sort of participants, which carries nothing of the workbench. With `--mode file` the Q-sort as one
 * file that needs no server; `plait q page` puts a study into it.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  plugins: mode === "file" ? [react(), viteSingleFile()] : [react()],
  build: {
    outDir: "dist",
    emptyOutDir: mode !== "file",
    target: "es2022",
    rolldownOptions: {
      input: mode === "file" ? { file: "sort-file.html" } : { workbench: "index.html", sort: "sort.html" },
    },
  },
}));
