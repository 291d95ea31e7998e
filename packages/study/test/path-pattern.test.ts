import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePathPattern, pathPatternFault } from "../src/index.ts";

const names = { periods: ["2020", "2020 Q1"], groups: ["DW", "RPC"] };

/** A folder or file name without anything a pattern gives a meaning to. */
const segment = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ._()+$^-]{0,12}$/);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));

describe("what a pattern fits [P1]", () => {
  test.each([
    ["*", "a.csv", true],
    ["*", "2020/DW/a.csv", true],
    ["*.csv", "a.csv", true],
    ["*.csv", "2020/a.csv", false],
    ["2020/*", "2020/a.csv", true],
    ["2020/*", "2020/DW/a.csv", false],
    ["2020/**", "2020/DW/a.csv", true],
    ["2020/**", "2021/DW/a.csv", false],
    ["**/README*", "README.txt", true],
    ["**/README*", "2020/DW/readme", true],
    ["**/README*", "2020/DW/not a readme", false],
    ["a.b", "axb", false],
    ["*REFERRAL*", "my referrals.XLS", true],
    ["caf\u00e9/*", "cafe\u0301/a.csv", true],
  ])("%s and %s: %s", (pattern, file, fits) => {
    expect(compilePathPattern(pattern).match(file) !== null).toBe(fits);
  });

  test("any path fits itself, in any case, and nothing longer", () => {
    fc.assert(
      fc.property(path, (file) => {
        const pattern = compilePathPattern(file);
        expect(pattern.match(file)).toEqual({});
        expect(pattern.match(file.toUpperCase())).toEqual({});
        expect(pattern.match(`${file}x`)).toBeNull();
        expect(pattern.match(`x/${file}`)).toBeNull();
      }),
    );
  });

  test("* stays within a folder, ** does not", () => {
    fc.assert(
      fc.property(path, segment, (file, folder) => {
        expect(compilePathPattern("**").match(file)).toEqual({});
        expect(compilePathPattern(`${folder}/**`).match(`${folder}/${file}`)).toEqual({});
        expect(compilePathPattern(`${folder}/*`).match(`${folder}/${file}`) !== null).toBe(!file.includes("/"));
      }),
    );
  });
});

describe("what a pattern captures [P2]", () => {
  test("period and group, in the spelling of the declared names", () => {
    const pattern = compilePathPattern("{period}/{group}/*referral*", names);
    expect(pattern.captures).toEqual(["period", "group"]);
    expect(pattern.match("2020/dw/Referrals.xls")).toEqual({ period: "2020", group: "DW" });
    expect(pattern.match("2021/East/Referrals.xls")).toEqual({ period: "2021", group: "East" });
    expect(pattern.match("2020/referrals.xls")).toBeNull();
  });

  test("a declared name before any other reading", () => {
    expect(compilePathPattern("{period} {group}*", names).match("2020 Q1 rpc monthly.csv")).toEqual({
      period: "2020 Q1",
      group: "RPC",
    });
    expect(compilePathPattern("{group}{period}*").match("DW2020.csv")).toEqual({ group: "D", period: "W" });
  });

  test("any folder name is captured whole", () => {
    fc.assert(
      fc.property(segment, segment, (period, group) => {
        expect(compilePathPattern("{period}/{group}/*").match(`${period}/${group}/a`)).toEqual({ period, group });
      }),
    );
  });
});

describe("what is no pattern [P3]", () => {
  test.each(["", " ", "a\\b", "/a", "{name}/*", "{period", "period}", "{period}/{period}", "{{period}}"])(
    "%j",
    (pattern) => {
      expect(pathPatternFault(pattern)).toMatch(/\S/);
      expect(() => compilePathPattern(pattern)).toThrow(RangeError);
    },
  );

  test("every text either has a fault or compiles", () => {
    fc.assert(
      fc.property(fc.string(), path, (pattern, file) => {
        if (pathPatternFault(pattern) === null) compilePathPattern(pattern).match(file);
        else expect(() => compilePathPattern(pattern)).toThrow(RangeError);
      }),
    );
  });
});
