import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashCode, makeCode, normaliseCode } from "../src/code-of-sorter.ts";

describe("[V14] a participant's code", () => {
  test("is ten signs that cannot be taken for one another, five bits from each byte", () => {
    const bytes = Uint8Array.from([0, 31, 32, 255, 10, 17, 18, 20, 27, 9]);
    expect(makeCode(() => bytes)).toBe("0Z0ZA-HJMV9");
  });

  test("uses every sign, and none that looks like another", () => {
    const signs = [0, 10, 20, 22].map((from) =>
      makeCode((count) => Uint8Array.from({ length: count }, (_, at) => from + at)),
    );
    expect(new Set(signs.join("").replaceAll("-", ""))).toEqual(new Set("0123456789ABCDEFGHJKMNPQRSTVWXYZ"));
  });

  test.each([
    ["7k3mp-0q9xz", "7K3MP0Q9XZ"],
    [" 7K3M P0Q9 XZ\t", "7K3MP0Q9XZ"],
    ["ilILo-O0000", "1111000000"],
    ["7K3MP–0Q9XZ", "7K3MP0Q9XZ"],
    ["７Ｋ３ＭＰ０Ｑ９ＸＺ", "7K3MP0Q9XZ"],
  ])("typed as %j is %j", (typed, signs) => {
    expect(normaliseCode(typed)).toBe(signs);
  });

  test.each([[""], ["7K3MP-0Q9X"], ["7K3MP-0Q9XZZ"], ["7K3MU-0Q9XZ"], ["7K3M!-0Q9XZ"], ["مرحبا-مرحبا"]])(
    "is not %j",
    (typed) => {
      expect(normaliseCode(typed)).toBeUndefined();
      expect(() => hashCode(typed)).toThrow(new RangeError("this is no code of a participant"));
    },
  );

  test("has one hash however it is typed, and another code another", () => {
    const code = fc.uint8Array({ minLength: 10, maxLength: 10 }).map((bytes) => makeCode(() => bytes));
    fc.assert(
      fc.property(code, code, (one, other) => {
        const typed = one.toLowerCase().replace("-", " ").replaceAll("1", "l").replaceAll("0", "o");
        expect(hashCode(typed)).toBe(hashCode(one));
        expect(hashCode(one) === hashCode(other)).toBe(one === other);
      }),
    );
  });

  test("has the hash that Python computes", () => {
    // hashlib.sha256(b"plait.code-of-sorter.v1\n7K3MP0Q9XZ").hexdigest()
    expect(hashCode("7K3MP-0Q9XZ")).toBe("85ecf13ecebc1dd1b859acd7015a4469e1248bb26daac071a9c4e79ee530f0cc");
  });
});
