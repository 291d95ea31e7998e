import { readdirSync, readFileSync } from "node:fs";
import { createIntl } from "react-intl";
import { describe, expect, test } from "vitest";

interface Words {
  readonly texts: Readonly<Record<string, string>>;
}

const folder = new URL("../src/sort/words/", import.meta.url);
const read = (file: string): Words => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
const files = readdirSync(folder);
const english = read("en.json").texts;

/** What a text is filled in with, by name. */
const fillings = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/gu)].map(([, name = ""]) => name))].sort();

describe("[S8] the words of the screens", () => {
  test("are there in eleven languages", () => {
    expect(files.map((file) => file.replace(".json", "")).sort()).toEqual([
      "am",
      "ar",
      "ckb",
      "cy",
      "en",
      "fr",
      "kmr",
      "ps",
      "sq",
      "ti",
      "vi",
    ]);
  });

  test.each(files)("of %s have no key that English does not have, and no empty text", (file) => {
    const { texts } = read(file);
    expect(Object.keys(texts).filter((key) => english[key] === undefined)).toEqual([]);
    expect(Object.entries(texts).filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test.each(files)("of %s are well formed and filled in with the same values as in English", (file) => {
    const { texts } = read(file);
    const faults: string[] = [];
    const locale = file.replace(".json", "");
    const intl = createIntl({ locale, messages: { ...texts }, onError: (error) => faults.push(error.message) });
    const values = {
      cards: 28,
      number: 3,
      total: 28,
      count: 2,
      free: 1,
      value: "+3",
      place: 2,
      card: "A",
      other: "B",
      pile: "C",
      languages: "D",
      length: "0:07",
    };
    for (const [id, text] of Object.entries(texts)) {
      expect([id, fillings(text).filter((name) => Object.hasOwn(values, name))]).toEqual([
        id,
        fillings(english[id] ?? "").filter((name) => Object.hasOwn(values, name)),
      ]);
      expect(intl.formatMessage({ id }, values)).not.toBe("");
    }
    // The data of some locales are not in every system: English rules of plural stand in, and the text is the same.
    expect(faults.filter((fault) => !/MISSING_DATA/.test(fault))).toEqual([]);
  });
});
