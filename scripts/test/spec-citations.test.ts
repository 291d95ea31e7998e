import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSpecCitations } from "../checks/spec-citations.ts";

describe("rules and the tests that cite them", () => {
  it("agree in this workspace", () => {
    const { faults, lookedAt } = checkSpecCitations(join(import.meta.dirname, "../.."));
    expect(faults).toEqual([]);
    expect(lookedAt.count).toBeGreaterThan(500);
  });

  it("every planted fault is found and nothing else", () => {
    const { faults } = checkSpecCitations(join(import.meta.dirname, "fixtures/planted-citations"));
    expect(faults.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
      "packages/study/SPEC.md:6 no test of the package cites [S4]",
      "packages/study/SPEC.md:8 no test of the package cites [S5A]",
      "packages/study/SPEC.md:9 has a second rule [S1]",
      "packages/study/SPEC.md:5 cites [S9], which no SPEC.md has",
      "packages/study/test/rules.test.ts:3 cites [S7], which no SPEC.md has",
    ]);
  });

  it("says that it looked at nothing", () => {
    const { lookedAt } = checkSpecCitations(join(import.meta.dirname, "fixtures/no-such-folder"));
    expect(lookedAt.count).toBe(0);
  });
});
