import { join } from "node:path";
import { expect, it } from "vitest";
import { checkDocsExamples } from "../checks/docs-examples.ts";

it("finds examples that do not compile, do not run or are not marked, by the page's own lines", () => {
  const { faults } = checkDocsExamples(join(import.meta.dirname, "fixtures/planted-docs"));
  expect(faults).toEqual([
    { file: "README.md", line: 26, message: 'mark code as "ts" or "ts run", not "typescript"' },
    { file: "README.md", line: 10, message: "Type 'number' is not assignable to type 'string'." },
    { file: "README.md", line: 14, message: expect.stringContaining("the shares do not add up") },
  ]);
});
