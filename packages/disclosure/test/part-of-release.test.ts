import { describe, expect, test } from "vitest";
import { isReleased, type KeptCount, partOfCounts, partOfRelease } from "../src/index.ts";
import { column, people, release, under } from "./made-up-results.ts";

const tables = ["a", "b", "c"].map((name) => column([people(12), people(30)], { id: `test.${name}` }));

describe("[D1] a part of a release", () => {
  test("is released, has the named results as they were, in the order of the whole, and the policy", () => {
    const whole = release(tables, under(10));
    const part = partOfRelease(whole, ["test.c", "test.a", "test.c"]);
    expect(isReleased(part)).toBe(true);
    expect(part.value.policy).toEqual(whole.value.policy);
    expect(part.value.results).toEqual([whole.value.results[0], whole.value.results[2]]);
    expect(whole.value.results).toHaveLength(3);
  });

  test("holds no result that was not in the release, and nothing that was not released", () => {
    const whole = release(tables, under(10));
    expect(() => partOfRelease(whole, ["test.d"])).toThrow(new RangeError("result test.d: is not in the release"));
    // As code without types could call it.
    const imitation = { value: whole.value } as unknown as typeof whole;
    expect(() => partOfRelease(imitation, ["test.a"])).toThrow(TypeError);
  });

  test("told of a count only what one of its results prints", () => {
    const count = (key: string, results: string[], rest: Partial<KeptCount> = {}): KeptCount => {
      return { key, value: 12, people: 12, results, unprinted: false, ofPeople: true, printed: 12, ...rest };
    };
    const rounding = { method: "none" } as const;
    const sums = [{ total: "both", parts: ["mine", "theirs"] }];
    const counts = [count("mine", ["test.a"]), count("theirs", ["test.b"]), count("both", ["test.a", "test.b"])];
    const part = partOfCounts({ counts, sums, rounding }, ["test.a"]);
    const hidden = { key: "theirs", value: 12, people: 12, results: [], unprinted: true, ofPeople: true };
    expect(part).toEqual({ counts: [counts[0], hidden, count("both", ["test.a"])], sums, rounding });
  });
});
