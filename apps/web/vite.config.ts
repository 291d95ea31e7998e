import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Two pages: the workbench, and the Q-sort of participants, which carries nothing of the workbench. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: { input: { workbench: "index.html", sort: "sort.html" } },
  },
});
