import { makeGrid } from "../../src/grid.ts";
import type { PaperRequest } from "../../src/paper/paper-plan.ts";
import type { QSet } from "../../src/q-set.ts";

/** A made-up study of a library: 28 cards in English, of which some are worded in other languages too. */
const english = [
  "I find what I need without asking.",
  "The people at the desk are kind to me.",
  "It is warm in winter.",
  "The opening hours suit me.",
  "I learned to use a computer there.",
  "There are books in my language.",
  "I met a friend there.",
  "It is too loud.",
  "I feel safe in the building.",
  "I can stay as long as I like without buying anything, and nobody asks me why I have come or when I am leaving.",
  "The toilets are clean.",
  "I can print what I need for school or for an appointment.",
  "The wifi works.",
  "Somebody helped me with a letter.",
  "I know on which days the homework club meets.",
  "The rules are the same for everybody.",
  "I would bring my sister there.",
  "The website is easy to read.",
  "It is easy to get there by bus.",
  "There is enough light to read by.",
  "I get a reminder before a book is due.",
  "The fines are fair.",
  "There are games I like.",
  "I was asked what should be changed.",
  "I can be alone there when I want.",
  "The signs are easy to follow.",
  "Staff know my name.",
  "I have a card of my own.",
];

const others = {
  ar: [
    "أجد ما أحتاج إليه دون أن أسأل أحداً.",
    "أشعر بالأمان في المبنى.",
    "أستطيع البقاء كما أشاء دون أن أشتري شيئاً، ولا يسألني أحد لماذا جئت أو متى سأغادر.",
  ],
  ti: [
    "ዝደልዮ ብዘይ ሕቶ እረክብ።",
    "ኣብቲ ህንጻ ውሕስነት ይስምዓኒ።",
    "ዋላ ሓንቲ ከይገዛእኩ ክሳብ ዝደልዮ ክጸንሕ እኽእል እየ፣ ስለምንታይ ከም ዝመጻእኩ ድማ ዝሓተኒ የለን።",
  ],
  vi: [
    "Tôi tìm được thứ mình cần mà không phải hỏi.",
    "Ở đó quá ồn.",
    "Tôi có thể ở lại bao lâu tuỳ thích mà không phải mua gì, và không ai hỏi vì sao tôi đến hay khi nào tôi về.",
  ],
  sq: [
    "E gjej atë që më duhet pa pyetur.",
    "Njerëzit në sportel janë të sjellshëm me mua.",
    "Mund të rri sa të dua pa blerë asgjë dhe askush nuk më pyet përse kam ardhur ose kur do të iki.",
  ],
};

export const languages = ["en", "ar", "ti", "vi", "sq"] as const;
export type SampleLanguage = (typeof languages)[number];

export const librarySet: QSet = {
  statements: english.map((text, index) => ({
    id: `s${String(index + 1).padStart(2, "0")}`,
    number: index + 1,
    texts: {
      en: text,
      ...Object.fromEntries(
        Object.entries(others).map(([language, texts]) => [language, texts[index % texts.length] ?? ""]),
      ),
    },
  })),
};

export const libraryGrid = makeGrid([2, 4, 5, 6, 5, 4, 2].map((cards, index) => ({ value: index - 3, cards })));

const around: Record<SampleLanguage, { instruction: string; labels: { lowest: string; highest: string } }> = {
  en: { instruction: "Because of the library …", labels: { lowest: "Disagree most", highest: "Agree most" } },
  ar: { instruction: "بفضل المكتبة …", labels: { lowest: "لا أوافق أبداً", highest: "أوافق تماماً" } },
  ti: { instruction: "ብምኽንያት እታ ቤተ መጻሕፍቲ …", labels: { lowest: "ብፍጹም ኣይሰማማዕን", highest: "ብጣዕሚ እሰማማዕ" } },
  vi: { instruction: "Nhờ có thư viện …", labels: { lowest: "Không đồng ý nhất", highest: "Đồng ý nhất" } },
  sq: { instruction: "Falë bibliotekës …", labels: { lowest: "Më pak dakord", highest: "Më shumë dakord" } },
};

export function libraryRequest(language: SampleLanguage, more: Partial<PaperRequest> = {}): PaperRequest {
  return {
    title: "A library service",
    qSet: librarySet,
    language,
    version: "2",
    digest: "3f2a1c",
    grid: libraryGrid,
    ...around[language],
    ...more,
  };
}

/** The Q-set with the English text of some cards replaced, by number. */
export function withTexts(texts: Readonly<Record<number, string>>): QSet {
  return {
    statements: librarySet.statements.map((statement) => ({
      ...statement,
      texts: { ...statement.texts, en: texts[statement.number] ?? statement.texts.en ?? "" },
    })),
  };
}
