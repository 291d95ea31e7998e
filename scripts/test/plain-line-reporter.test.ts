import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Runs vitest on the planted suites whose file names contain a word, in its own process. */
function runPlanted(word: string): { lastLine: string | undefined; status: number | null } {
  const config = "scripts/test/fixtures/planted-tests/vitest.config.ts";
  const args = ["node_modules/vitest/vitest.mjs", "run", "--config", config, word];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  return { lastLine: stdout.trimEnd().split("\n").at(-1), status };
}

it("counts passed tests, and skipped ones as neither", () => {
  expect(runPlanted("passing")).toEqual({ lastLine: "2 passed, 0 failed", status: 0 });
});

it("counts failed tests", () => {
  expect(runPlanted("failing")).toEqual({ lastLine: "1 passed, 1 failed", status: 1 });
});

it("counts a file that cannot be loaded and a suite whose hook fails", () => {
  expect(runPlanted("broken")).toEqual({ lastLine: "0 passed, 2 failed", status: 1 });
});

it("counts an error outside every test", () => {
  expect(runPlanted("stray")).toEqual({ lastLine: "1 passed, 1 failed", status: 1 });
});
