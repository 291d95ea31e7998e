import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { editWordChecks, type WordCheck, wordChecksSchema, wordsDigest } from "../src/index.ts";
import { readYamlFile } from "../src/yaml-file.ts";
import { inShort } from "./guide-study.ts";

const texts = { stop: "قف: الآن", leave: " غادر ", number: "{count, plural, other {#}}", quoted: '"no" # 12' };
const check: WordCheck = {
  checked: { by: "S. Haddad", when: "2026-05-04" },
  signed_off: { who: "A. Owner", when: "2026-05-05" },
  sha256: wordsDigest(texts),
  texts,
};
const read = (text: string) => readYamlFile("q/words-checked.yaml", text, wordChecksSchema);

describe("[QS7] q/words-checked.yaml", () => {
  test("reads back what was signed off, to the last sign", () => {
    const text = editWordChecks("", "ar", check);
    expect(text).toMatch(/^# Languages/u);
    expect(read(text)).toMatchObject({ value: { ar: check }, problems: [] });
  });

  test("holds the words of every language that comes with Plait", () => {
    const folder = new URL("../../../apps/web/src/sort/words/", import.meta.url);
    for (const file of readdirSync(folder)) {
      const own: { texts: Record<string, string> } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
      const signed = { ...check, sha256: wordsDigest(own.texts), texts: own.texts };
      const { value, problems } = read(editWordChecks("", file.replace(".json", ""), signed));
      expect(problems).toEqual([]);
      expect(Object.values(value ?? {})[0]?.texts).toEqual(own.texts);
    }
  });

  test("keeps what is written of other languages, comments too", () => {
    const before = editWordChecks("", "ar", check).replace("ar:", "# Read with two friends.\nar:");
    const after = editWordChecks(before, "ps", check);
    expect(after.startsWith(before)).toBe(true);
    expect(Object.keys(read(after).value ?? {})).toEqual(["ar", "ps"]);
  });

  test("does not pass words off as those that were signed off", () => {
    const { problems } = read(editWordChecks("", "ar", check).replace("قف: الآن", "اذهب"));
    expect(problems.map(inShort)).toEqual(["error wrong-value q/words-checked.yaml:11 ar.sha256"]);
  });

  test.each(["- 1\n", "a: [\n"])("%j is refused", (raw) => {
    expect(() => editWordChecks(raw, "ar", check)).toThrow(RangeError);
  });
});
