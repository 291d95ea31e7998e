import fc from "fast-check";
import { expect, test } from "vitest";
import { indicatorName, labelKey, rawValueKey } from "../src/index.ts";

const gaps = fc.string({ unit: fc.constantFrom(" ", "\t", "\u00A0", "\u200B", "\u3000", "\uFEFF"), maxLength: 4 });

test("labels are one whatever their case and spaces [C1]", () => {
  expect(labelKey("ICTG Site ")).toBe(labelKey("ictg\u00A0site"));
  expect(labelKey("ICTA site")).not.toBe(labelKey("ICTG site"));
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z?]{1,20}$/), gaps, gaps, (label, before, inside) => {
      const spaced = before + label.slice(0, 3) + inside + label.slice(3).toUpperCase() + before;
      expect(labelKey(spaced)).toBe(labelKey(label));
    }),
  );
});

test("raw values are one whatever their spaces, but not their case [V1]", () => {
  expect(rawValueKey("\u00A0Organ \u200B harvesting\uFEFF ")).toBe("Organ harvesting");
  expect(rawValueKey("labour")).not.toBe(rawValueKey("Labour"));
  expect(rawValueKey("OrganHarvesting")).not.toBe(rawValueKey("Organ harvesting"));
  fc.assert(
    fc.property(fc.string(), (raw) => {
      expect(rawValueKey(rawValueKey(raw))).toBe(rawValueKey(raw));
    }),
  );
});

test.each([
  ["Organ harvesting", "exploitation_organ_harvesting"],
  ["Sexual (child)", "exploitation_sexual_child"],
  ["  Travail forcé ", "exploitation_travail_forcé"],
])("the indicator of %j is %s [V2]", (value, name) => {
  expect(indicatorName("exploitation", value)).toBe(name);
});
