import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages,apps,examples,scripts}/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    env: { TZ: "UTC" },
  },
});
