import { join } from "node:path";
import { build } from "vite";

/*
 * npm run web
 *
 * Builds the screens that plait serve shows and, after them, the Q-sort as one file, both into dist.
 */
const configFile = join(import.meta.dirname, "vite.config.ts");

await build({ configFile });
await build({ configFile, mode: "file" });
