import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../src/index.ts";

describe("[J1] canonical JSON", () => {
  test("has one text for one value, however it was built", () => {
    const value = { b: [{ z: 1, a: 2 }], a: undefined, ä: null, B: "x", 10: "ten", 9: "nine" };
    expect(canonicalJson(value, "one-line")).toBe('{"9":"nine","10":"ten","B":"x","b":[{"a":2,"z":1}],"ä":null}');
    expect(canonicalJson({ ä: null, 9: "nine", B: "x", 10: "ten", b: [{ a: 2, z: 1 }] }, "one-line")).toBe(
      canonicalJson(value, "one-line"),
    );
  });

  test("is set in by two spaces with a final line end, or has no space outside texts", () => {
    expect(canonicalJson({ b: ["a b"], a: {} }, "indented")).toBe('{\n  "a": {},\n  "b": [\n    "a b"\n  ]\n}\n');
    expect(canonicalJson({ b: ["a b"], a: {} }, "one-line")).toBe('{"a":{},"b":["a b"]}');
  });

  test("is read back as the value, and written of that again as it was", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("one-line" as const, "indented" as const), (value, layout) => {
        const text = canonicalJson(value, layout);
        const read: unknown = JSON.parse(text);
        expect(canonicalJson(read, layout)).toBe(text);
        expect(read).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([undefined, () => 1, Symbol("a")])("has none for %s", (value) => {
    expect(() => canonicalJson(value, "one-line")).toThrow(TypeError);
  });
});
