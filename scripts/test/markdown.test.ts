import { describe, expect, it } from "vitest";
import { readPage } from "../checks/markdown.ts";

const page = readPage(
  "docs/page.md",
  [
    "# A page, of sorts",
    "See [the guide](guides/a.md#step-1) and `[not](a-link.md)`; run `npm run demo`.",
    "",
    "```ts run",
    "# not a heading",
    "[not](a-link.md)",
    "```",
    "## A `coded` heading",
    "## A page, of sorts",
    "![Picture](annex.png 'The annex')",
    "[ref]: other.md",
    "````text",
    "```ts",
    "````",
  ].join("\n"),
);

describe("readPage", () => {
  it("finds blocks with the line of their first line of code", () => {
    expect(page.blocks).toEqual([
      { info: "ts run", line: 5, code: "# not a heading\n[not](a-link.md)" },
      { info: "text", line: 13, code: "```ts" },
    ]);
  });

  it("finds links outside code", () => {
    expect(page.links).toEqual([
      { line: 2, target: "guides/a.md#step-1" },
      { line: 10, target: "annex.png" },
      { line: 11, target: "other.md" },
    ]);
  });

  it("finds inline code", () => {
    expect(page.codeSpans.map(({ code }) => code)).toEqual(["[not](a-link.md)", "npm run demo", "coded"]);
  });

  it("names headings as GitHub does", () => {
    expect(page.anchors).toEqual(["a-page-of-sorts", "a-coded-heading", "a-page-of-sorts-1"]);
  });
});
