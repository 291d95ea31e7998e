import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The only fonts a document is set in, regular and bold. Together: Latin, Greek, Cyrillic, Arabic script, Ethiopic. */
export const fontFamilies = ["Noto Sans", "Vazirmatn", "Noto Sans Ethiopic"] as const;

const files = [
  "noto-sans/400Regular/NotoSans_400Regular.ttf",
  "noto-sans/700Bold/NotoSans_700Bold.ttf",
  "vazirmatn/400Regular/Vazirmatn_400Regular.ttf",
  "vazirmatn/700Bold/Vazirmatn_700Bold.ttf",
  "noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf",
  "noto-sans-ethiopic/700Bold/NotoSansEthiopic_700Bold.ttf",
];

/** The files of `fontFamilies`, from the packages that carry them. */
export function readFontFiles(): Buffer[] {
  const { resolve } = createRequire(import.meta.url);
  return files.map((file) => readFileSync(resolve(`@expo-google-fonts/${file}`)));
}
