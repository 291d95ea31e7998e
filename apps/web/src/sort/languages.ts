import { type Direction, textDirection } from "@plait/q-method";
import english from "./words/en.json";

export type Word = keyof typeof english.texts;

/** The words of the screens in one language. Whether a native speaker has checked them is known to each study. */
export interface Words {
  readonly texts: Readonly<Partial<Record<Word, string>>>;
}

export const englishTexts: Readonly<Record<Word, string>> = english.texts;

interface Shipped {
  /** In the language itself. */
  readonly name: string;
  readonly words: () => Promise<Words>;
  readonly fonts: () => Promise<unknown>;
}

const latin = () => Promise.all([import("@fontsource/noto-sans/400.css"), import("@fontsource/noto-sans/700.css")]);
const arabic = () =>
  Promise.all([import("@fontsource/vazirmatn/arabic-400.css"), import("@fontsource/vazirmatn/arabic-700.css")]);
const ethiopic = () =>
  Promise.all([
    import("@fontsource/noto-sans-ethiopic/ethiopic-400.css"),
    import("@fontsource/noto-sans-ethiopic/ethiopic-700.css"),
  ]);
const plain = ({ default: words }: { default: Words }): Words => words;

/** The languages whose words come with Plait. */
const shipped: Readonly<Record<string, Shipped>> = {
  en: { name: "English", words: async () => english, fonts: latin },
  cy: { name: "Cymraeg", words: () => import("./words/cy.json").then(plain), fonts: latin },
  ar: { name: "العربية", words: () => import("./words/ar.json").then(plain), fonts: arabic },
  ps: { name: "پښتو", words: () => import("./words/ps.json").then(plain), fonts: arabic },
  vi: { name: "Tiếng Việt", words: () => import("./words/vi.json").then(plain), fonts: latin },
  fr: { name: "Français", words: () => import("./words/fr.json").then(plain), fonts: latin },
  sq: { name: "Shqip", words: () => import("./words/sq.json").then(plain), fonts: latin },
  kmr: { name: "Kurdî (Kurmancî)", words: () => import("./words/kmr.json").then(plain), fonts: latin },
  ckb: { name: "کوردی (سۆرانی)", words: () => import("./words/ckb.json").then(plain), fonts: arabic },
  ti: { name: "ትግርኛ", words: () => import("./words/ti.json").then(plain), fonts: ethiopic },
  am: { name: "አማርኛ", words: () => import("./words/am.json").then(plain), fonts: ethiopic },
};

export const SHIPPED_LANGUAGES: readonly string[] = Object.keys(shipped);

/** What the screens need to speak a language. */
export interface Language {
  /** Of the words on the screens: English where Plait has none in the language asked for. */
  readonly tag: string;
  readonly direction: Direction;
  readonly texts: Words["texts"];
}

export const inEnglish: Language = { tag: "en", direction: "ltr", texts: englishTexts };

/** The words and fonts of a language, by its tag or, without its region and script, the shorter one. */
export async function openLanguage(wanted: string): Promise<Language> {
  const tag = shippedTag(wanted) ?? "en";
  const language = shipped[tag];
  if (language === undefined) return inEnglish;
  // Fonts come when they come: words are read in another meanwhile.
  language.fonts().catch(() => {});
  const { texts } = await language.words();
  return { tag, direction: textDirection(tag), texts };
}

/** The words of a language whose words come with Plait, without its fonts. */
export async function shippedTexts(tag: string): Promise<Words["texts"]> {
  const language = shipped[tag];
  if (language === undefined) throw new RangeError(`Plait has no words in ${tag}`);
  return (await language.words()).texts;
}

/** The tag under which Plait has the words of a language; undefined where it has none. */
export function shippedTag(wanted: string): string | undefined {
  if (Object.hasOwn(shipped, wanted)) return wanted;
  const [base = ""] = wanted.split("-", 1);
  return Object.hasOwn(shipped, base) ? base : undefined;
}

/** What a language is called in itself. */
export function nameOfLanguage(tag: string): string {
  const own = shippedTag(tag);
  if (own !== undefined && own === tag) return shipped[own]?.name ?? tag;
  return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
}

/** The first language of the device that Plait has words in. */
export function languageOfDevice(preferred: readonly string[]): string {
  return preferred.map(shippedTag).find((tag) => tag !== undefined) ?? "en";
}
