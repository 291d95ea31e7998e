import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkPackageDirection } from "../checks/package-direction.ts";

describe("direction of packages", () => {
  it("holds in this workspace", () => {
    const { faults, lookedAt } = checkPackageDirection(join(import.meta.dirname, "../.."));
    expect(faults).toEqual([]);
    expect(lookedAt.count).toBeGreaterThan(20);
  });

  it("finds every planted breach and nothing else", () => {
    const { faults } = checkPackageDirection(join(import.meta.dirname, "fixtures/planted-direction"));
    const found = faults.map(({ file, line, message }) => `${file}${line === undefined ? "" : `:${line}`} ${message}`);
    expect(found).toEqual([
      "apps/cli/package.json @plait/cli may not depend on @plait/web",
      "apps/cli/src/main.ts:1 @plait/cli may not import @plait/web",
      "packages/database/src/index.ts:2 imports @plait/study, which its package.json does not declare",
      "packages/linkage/package.json @plait/linkage has no direction rule; say in scripts/checks/package-direction.ts what it may import",
      "packages/records/package.json @plait/records may not depend on @plait/disclosure",
      "packages/records/package.json @plait/records may not depend on @plait/report",
      "packages/records/src/index.ts:1 reaches into @plait/study (@plait/study/src/index.ts)",
      "packages/records/src/index.ts:2 reaches out to ../../study/src/index.ts",
      "packages/records/src/index.ts:4 @plait/records may not import @plait/disclosure",
      "packages/records/src/index.ts:5 imports a module whose name is computed, which cannot be checked",
      "packages/records/src/index.ts:6 may not use document; take it as a parameter",
      "packages/records/test/records.test.ts:4 a test of @plait/records may not import @plait/build",
      "packages/report/package.json @plait/report may not depend on @plait/records",
      "packages/report/src/index.ts:1 @plait/report may not import @plait/records",
      "packages/statistics/src/index.ts:1 may not touch Node.js (fs)",
      "packages/statistics/src/index.ts:2 may not use process; take it as a parameter",
      "packages/study/src/index.ts:1 may not touch Node.js (node:fs)",
      "packages/study/src/index.ts:2 @plait/study may not import @plait/statistics",
      "packages/study/src/index.ts:4 may not use Math.random; take it as a parameter",
      "packages/study/src/index.ts:5 may not use new Date(); take it as a parameter",
    ]);
  });

  it("reports that it looked at nothing", () => {
    const { lookedAt } = checkPackageDirection(join(import.meta.dirname, "fixtures/no-such-folder"));
    expect(lookedAt.count).toBe(0);
  });
});
