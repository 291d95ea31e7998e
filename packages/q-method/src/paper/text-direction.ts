export type Direction = "ltr" | "rtl";

/** Text with what a reader, a speech engine and a typesetter must know of it. */
export interface PaperText {
  readonly text: string;
  /** BCP 47 tag. */
  readonly language: string;
  readonly direction: Direction;
}

/** Scripts written from right to left (Unicode 16, ISO 15924 codes). */
const rightToLeft = new Set(
  "Adlm Arab Aran Gara Hebr Mand Mend Nkoo Rohg Samr Syrc Syre Syrj Syrn Thaa Yezi".split(" "),
);

/**
 * Which way a language is written: by the script of the tag, and where the tag names none by the script the language is
 * usually written in (CLDR likely subtags). `ku` is left-to-right, `ku-Arab` and `ckb` are right-to-left.
 *
 * @throws RangeError when `language` is not a well-formed BCP 47 tag
 */
export function textDirection(language: string): Direction {
  const script = new Intl.Locale(language).maximize().script;
  return script !== undefined && rightToLeft.has(script) ? "rtl" : "ltr";
}

/** Text of a language, its runs of white space made single spaces. */
export function paperText(text: string, language: string, direction = textDirection(language)): PaperText {
  return { text: text.replace(/\s+/g, " ").trim(), language, direction };
}

/** Figures, codes and marks that read from left to right in every language. */
export function leftToRight(text: string): PaperText {
  return { text, language: "und", direction: "ltr" };
}
