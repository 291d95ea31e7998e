import fc from "fast-check";
import { expect, test } from "vitest";
import { paperParts, paperPlan } from "../../src/paper/paper-plan.ts";
import { paperTypst } from "../../src/paper/paper-typst.ts";
import { typstString } from "../../src/paper/typst-text.ts";
import { libraryRequest, withTexts } from "./library-service.ts";

test("[P11] a text is one string literal: every quote and backslash of it is escaped", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const literal = typstString(text);
      const body = literal.slice(1, -1);
      expect(literal).toBe(`"${body}"`);
      // Nothing is left once escaped characters are taken away that could end the literal.
      expect(body.replace(/\\["\\]/g, "")).not.toMatch(/["\\\n\r]/);
      expect(body.replace(/\\(["\\])/g, "$1")).toBe(text.replace(/\p{Cc}/gu, " "));
    }),
  );
});

test("[P11] code in a text stays inside its literal", () => {
  const hostile = '"); #read("/etc/passwd") \\" *bold* $x$ #{';
  const { value } = paperPlan(libraryRequest("en", { qSet: withTexts({ 1: hostile }), title: hostile }));
  if (value === undefined) throw new Error("no plan");
  const source = paperTypst(value, "cards");
  expect(source).toContain('"\\"); #read(\\"/etc/passwd\\") \\\\\\" *bold* $x$ #{"');
  expect(source).not.toMatch(/[^\\]"\/etc\/passwd/);
});

test("[P8] the same plan gives the same source, part by part", () => {
  const plan = paperPlan(libraryRequest("ar")).value;
  if (plan === undefined) throw new Error("no plan");
  for (const part of paperParts) expect(paperTypst(plan, part)).toBe(paperTypst(plan, part));
  expect(paperTypst(plan, "cards").match(/#page\(/g)).toHaveLength(plan.pages.cards.length);
});
