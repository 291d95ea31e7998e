import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages,apps,examples,scripts}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "scripts/test/fixtures/**"],
    // On two cores vitest would use one: many tests wait for processes, browsers and disks.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    reporters: ["default", "./scripts/plain-line-reporter.ts"],
    globalSetup: "apps/web/test/folder-for-screens.ts",
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { TZ: "UTC" },
  },
});
