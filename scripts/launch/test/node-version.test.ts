import { expect, it } from "vitest";
import { olderThan, runsTypeScript } from "../node-version.mjs";

it("compares versions by number, not by letter", () => {
  expect(olderThan("20.9.0", "20.19.0")).toBe(true);
  expect(olderThan("20.19.0", "20.19.0")).toBe(false);
  expect(olderThan("100.0.0", "24.0.0")).toBe(false);
  expect(olderThan("24.0.0-nightly", "24.0.1")).toBe(true);
});

it("knows which lines of Node run TypeScript without a flag", () => {
  const versions = ["20.19.0", "22.17.1", "22.18.0", "22.23.3", "23.5.0", "23.6.0", "24.0.0", "26.10.0"];
  expect(versions.filter(runsTypeScript)).toEqual(["22.18.0", "22.23.3", "23.6.0", "24.0.0", "26.10.0"]);
});
