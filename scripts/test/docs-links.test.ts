import { join } from "node:path";
import { expect, it } from "vitest";
import { checkDocsLinks } from "../checks/docs-links.ts";

it("finds links to missing files and missing headings, and no others", () => {
  const { faults } = checkDocsLinks(join(import.meta.dirname, "fixtures/planted-docs"));
  expect(faults).toEqual([
    { file: "README.md", line: 5, message: "links to docs/missing.md, which does not exist" },
    { file: "README.md", line: 6, message: "links to docs/guide.md#step-two, but docs/guide.md has no such heading" },
    { file: "docs/guide.md", line: 5, message: "links to ../picture.png, which does not exist" },
  ]);
});
