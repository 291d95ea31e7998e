import { describe, expect, test } from "vitest";

import { foundIn } from "./marked-sentence.ts";

describe("[W3] names that the study gives", () => {
  test.each([
    // However they are written, whole and as themselves only.
    [["Łucja Nowak"], "I asked {name:lucja nowak} there."],
    [["Łucja Nowak"], "I asked lucja there, and nowak."],
    [["Łucja Nowak"], "I asked lucja"],
    [["Old Mill"], "I saw the {name:old\nmill}, the {name:Old-Mill} and the {name:OLD MILL’S} door."],
    [["Old Mill"], "I saw the {name:old ... mill} but not the old .... mill."],
    [["the old mill"], "I saw {name:the old mill}, and the old house."],
    [["J. Zhiyar-Kent"], "I saw {name:j zhiyar kent} there."],
    [["Unit 12"], "I left {name:unit 12} then."],
    // The longest of several that begin alike, in whichever order they are given.
    [["Anna", "Anna Zorn"], "I asked {name:Anna Zorn} and {name:anna}."],
    [["Anna Zorn", "Anna"], "I asked {name:Anna Zorn} and {name:anna}."],
    [["Anna Zorn", "Anna Wenn"], "I asked {name:anna zorn} and {name:anna wenn}."],
    // Everyday words need their capital, unless the study writes them small or they stand among other words.
    [["Hope"], "{name:Hope} is there, I hope."],
    [["hope"], "{name:Hope} is there, I {name:hope}."],
    [["Hope House"], "I left {name:hope house} then."],
    [["Zeynep"], "I left with {name:zeynep} then."],
    [["HOPE"], "I hope."],
  ])("%j: %s", (known, sentence) => {
    expect(foundIn(sentence, { known })).toBe(sentence);
  });
});

describe("[W3] names in scripts without capitals", () => {
  test.each([
    [["سارة"], "I wrote {name:وسارة} there."],
    [["محمد", "سارة"], "I wrote {name:وسارة} there."],
    [["سارة محمد"], "I wrote {names-not-seen:وسارة} there."],
    [["سارة محمد"], "I wrote {name:سارة محمد} there."],
    [["王 芳"], "I wrote {name:她说王芳帮助我} there."],
    [["王"], "I wrote {name:王} and {names-not-seen:女王} there."],
    [["Ann"], "I saw a pannier there."],
  ])("%j: %s", (known, sentence) => {
    expect(foundIn(sentence, { known })).toBe(sentence);
  });
});

test.each([
  [["Ann", " – "], 'known[1] has no letter or digit: " – "'],
  [[""], 'known[0] has no letter or digit: ""'],
])("[W3] names without letters and digits: %j", (known, message) => {
  expect(() => foundIn("Nobody.", { known })).toThrow(RangeError(message));
});
