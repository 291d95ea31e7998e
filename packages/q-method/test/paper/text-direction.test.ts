import { expect, test } from "vitest";
import { paperText, textDirection } from "../../src/paper/text-direction.ts";
import { valueInSentence, valueText } from "../../src/paper/value-text.ts";

test.each(["ar", "fa", "ur", "ps", "he", "ckb", "ku-Arab", "dv", "yi", "sd", "ug", "pa-PK", "az-Arab"])(
  "[P1] %s is read by its script",
  (language) => expect(textDirection(language)).toBe("rtl"),
);

test.each(["en", "ku", "ti", "am", "vi", "sq", "az", "pa", "fa-Latn", "zh-Hant"])(
  "[P1] %s is left to right",
  (language) => expect(textDirection(language)).toBe("ltr"),
);

test("[P1] a tag that is none is the caller's mistake", () => {
  expect(() => textDirection("not a tag")).toThrowError(RangeError);
});

test("[P2] values have a true minus and a plus, and a mark of direction inside sentences", () => {
  expect([-3, 0, 3].map(valueText)).toEqual(["−3", "0", "+3"]);
  expect(valueInSentence(3)).toBe("\u200e+3");
});

test("[P2] white space of every kind is one space", () => {
  expect(paperText("  a\n\tb\u00a0 c ", "en").text).toBe("a b c");
});
