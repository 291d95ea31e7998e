import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { expect, it } from "vitest";

const run = join(import.meta.dirname, "../../run.mjs");

it("names its commands when it does not know one", () => {
  const { status, stderr } = spawnSync(process.execPath, [run, "biuld"], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^There is no command "biuld"\.\n {2}npm run demo /);
});
