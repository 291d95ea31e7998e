import type { PaperText } from "./text-direction.ts";

/** Text made safe to stand in HTML, in content or in a quoted attribute. */
export function escapedHtml(text: string): string {
  return text
    .replace(/\p{Cc}/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Attributes that say a text's language and direction. Figures and codes are of no language. */
export function htmlLanguage({ language, direction }: Pick<PaperText, "language" | "direction">): string {
  return language === "und" ? `dir="${direction}"` : `lang="${escapedHtml(language)}" dir="${direction}"`;
}
