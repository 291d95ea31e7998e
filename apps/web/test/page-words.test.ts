import { expect, test } from "vitest";
import { shownForms, wordStatus } from "../src/workbench/q/page-words.ts";

const texts = { stop: "قف", leave: "غادر" };
const check = {
  checked: { by: "S. Haddad", when: "2026-05-04" },
  signed_off: { who: "A. Owner", when: "2026-05-05" },
  sha256: "",
  texts,
};

test("[W13] a sign-off is of the words that were checked, and lapses with any that came, went or changed", () => {
  expect(wordStatus("en", texts, undefined)).toEqual({ kind: "source" });
  expect(wordStatus("ar", texts, undefined)).toEqual({ kind: "awaiting" });
  expect(wordStatus("ar", { leave: "غادر", stop: "قف" }, check)).toEqual({ kind: "signed-off", check });
  const changed = ["stop", "more", "leave"];
  expect(wordStatus("ar", { stop: "قف.", more: "أكثر" }, check)).toEqual({ kind: "lapsed", check, changed });
});

test("[W13] a sentence is shown in every form that a number gives it, and with the names of what is filled in", () => {
  const cards = "{count, plural, =0 {No card} one {# card} other {# cards}}";
  expect(shownForms("en", cards)).toEqual(["No card", "1 card", "2 cards"]);
  expect(shownForms("en", "{pile}: {card}")).toEqual(["⟨pile⟩: ⟨card⟩"]);
  expect(shownForms("en", "Stop")).toEqual(["Stop"]);
  const arabic =
    "{count, plural, =0 {لا} one {واحدة} two {اثنتان} few {# بطاقات} many {# بطاقة} other {# بطاقات كثيرة}}";
  expect(shownForms("ar", arabic).map((form) => form.replaceAll(/\p{Nd}+/gu, "#"))).toEqual([
    "لا",
    "واحدة",
    "اثنتان",
    "# بطاقات",
    "# بطاقة",
    "# بطاقات كثيرة",
  ]);
});
