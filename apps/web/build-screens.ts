import { join } from "node:path";
import { build } from "vite";

/*
 * npm run web
 *
 * Builds the screens that plait serve shows and, after them, the Q-sort as one file, both into dist.
 */
if (import.meta.main) await buildScreens({ outDir: "dist" });

/** The same into another folder, for tests. */
export async function buildScreens({ outDir, quiet = false }: { outDir: string; quiet?: boolean }): Promise<void> {
  const shared = {
    configFile: join(import.meta.dirname, "vite.config.ts"),
    logLevel: quiet ? "error" : "info",
    build: { outDir, reportCompressedSize: !quiet },
  } as const;
  await build(shared);
  await build({ ...shared, mode: "file" });
}
