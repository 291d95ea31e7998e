import type { PaperText } from "./text-direction.ts";

/**
 * Text as a Typst string literal: whatever it holds, it is printed as it stands and nothing of it is read as markup or
 * code. Control characters become spaces.
 */
export function typstString(text: string): string {
  return `"${text
    .replace(/\p{Cc}/gu, " ")
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')}"`;
}

/** Arguments of `text` that tell Typst the language and direction. Typst knows languages of two or three letters. */
export function typstLanguage({ language, direction }: PaperText): string {
  const primary = language === "und" ? "en" : new Intl.Locale(language).language;
  const fonts = direction === "rtl" ? rightToLeftFonts : leftToRightFonts;
  return `lang: "${primary}", dir: ${direction}, font: ${fonts}`;
}

/** Arabic text takes its figures and stops from the same font as its letters. */
const rightToLeftFonts = '("Vazirmatn", "Noto Sans", "Noto Sans Ethiopic")';
const leftToRightFonts = '("Noto Sans", "Vazirmatn", "Noto Sans Ethiopic")';
