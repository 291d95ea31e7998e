import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Their tests leave nothing behind in a process, so that it is used for all of them: loading what they test takes longer than most of them. */
const PURE = "packages/{api,disclosure,q-method,records,report,statistics,study}/**/*.test.ts";

export default defineConfig({
  test: {
    // On two cores vitest would use one: many tests wait for processes, browsers and disks.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ["default", "./scripts/plain-line-reporter.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { TZ: "UTC" },
    projects: [
      { extends: true, test: { name: "pure", include: [PURE], isolate: false } },
      {
        extends: true,
        test: {
          name: "rest",
          include: ["{packages,apps,examples,scripts}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "scripts/test/fixtures/**", PURE],
          globalSetup: "apps/web/test/folder-for-screens.ts",
        },
      },
    ],
  },
});
