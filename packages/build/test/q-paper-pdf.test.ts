import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeGrid, type PaperRequest, paperParts, paperPlan, paperTypst } from "@plait/q-method";
import { typstPdf } from "@plait/report";
import { temporaryFolder } from "@plait/testkit";
import { expect, test } from "vitest";

// The two halves of paper mode put together: plans made by the strand, set by the report's Typst.

const texts: Readonly<Record<string, readonly string[]>> = {
  en: ["The wifi works.", "I can stay as long as I like, and nobody asks me why I have come or when I am leaving."],
  ar: ["أشعر بالأمان في المبنى.", "أستطيع البقاء كما أشاء دون أن أشتري شيئاً، ولا يسألني أحد لماذا جئت أو متى سأغادر."],
  ti: ["ኣብቲ ህንጻ ውሕስነት ይስምዓኒ።", "ዋላ ሓንቲ ከይገዛእኩ ክሳብ ዝደልዮ ክጸንሕ እኽእል እየ፣ ስለምንታይ ከም ዝመጻእኩ ድማ ዝሓተኒ የለን።"],
  am: ["በሕንፃው ውስጥ ደህንነት ይሰማኛል።", "ምንም ሳልገዛ እስከፈለግኩ ድረስ መቆየት እችላለሁ፤ ለምን እንደመጣሁ የሚጠይቀኝ የለም።"],
  vi: ["Ở đó quá ồn.", "Tôi có thể ở lại bao lâu tuỳ thích mà không phải mua gì, và không ai hỏi vì sao tôi đến."],
  sq: [
    "Ka shumë zhurmë.",
    "Mund të rri sa të dua pa blerë asgjë dhe askush nuk më pyet përse kam ardhur ose kur do të iki.",
  ],
};
const languages = Object.keys(texts);

function request(language: string, more: Partial<PaperRequest> = {}): PaperRequest {
  const statements = Array.from({ length: 28 }, (_, index) => ({
    id: `s${index + 1}`,
    number: index + 1,
    texts: Object.fromEntries(languages.map((each) => [each, texts[each]?.[index % 2] ?? ""])),
  }));
  return {
    title: "A library service",
    qSet: { statements },
    language,
    version: "2",
    digest: "3f2a1c",
    grid: makeGrid([2, 4, 5, 6, 5, 4, 2].map((cards, index) => ({ value: index - 3, cards }))),
    instruction: "…",
    ...more,
  };
}

function planned(asked: PaperRequest) {
  const { value, problems } = paperPlan(asked);
  if (value === undefined) throw new Error(problems.map(({ message }) => message).join("; "));
  return value;
}

test.each(languages)("in %s every part is set, page for page, with the same bytes each time", (language) => {
  const plan = planned(request(language));
  for (const part of paperParts) {
    const source = paperTypst(plan, part);
    const pdf = Buffer.from(typstPdf(source));
    expect(pdf.equals(Buffer.from(typstPdf(source)))).toBe(true);
    const pages = part === "guide" ? 1 : plan.pages[part].length;
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(pages);
  }
});

test.each(["a4", "a3", "letter"] as const)("on %s cards are set for tables of every size", (paper) => {
  for (const width of [55, 70, 90, 150]) {
    const { value } = paperPlan(request("vi", { paper, tableSize: { width, height: 60 }, flip: "short" }));
    if (value !== undefined) for (const part of paperParts) typstPdf(paperTypst(value, part));
  }
});

/** Poppler's: `.ci/run` installs it. */
const hasPdftotext = spawnSync("pdftotext", ["-v"]).error === undefined;

test.skipIf(!hasPdftotext)("code and markup in a text are printed as they stand", async () => {
  await using folder = await temporaryFolder("paper");
  const hostile = '#read("/etc/passwd") *bold* \\ "x" $y$ </script> // @z';
  const statements = request("en").qSet.statements.map((each) => ({ ...each, texts: { en: hostile } }));
  const plan = planned(request("en", { qSet: { statements }, title: hostile, instruction: hostile }));
  for (const part of paperParts) typstPdf(paperTypst(plan, part));
  const file = join(folder.path, "cards.pdf");
  writeFileSync(file, typstPdf(paperTypst(plan, "cards")));
  const text = spawnSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8" }).stdout.replace(/\s+/g, "");
  expect(text.split(hostile.replaceAll(" ", "")).length - 1).toBeGreaterThanOrEqual(28);
});
