import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages,apps,examples,scripts}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "scripts/test/fixtures/**"],
    reporters: ["default", "./scripts/plain-line-reporter.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { TZ: "UTC" },
  },
});
