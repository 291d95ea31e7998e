import { describe, expect, test } from "vitest";

import { foundIn } from "./marked-sentence.ts";

describe("[W4] a text of three words or more, written small", () => {
  test.each([
    "{names-not-seen:she likes zhiyar}",
    "she likes",
    "{names-not-seen:so i left, and i ran}.",
    "{names-not-seen:when i came she left}!",
    "{names-not-seen:when I came she left}!",
    "I like what she did",
    "{names-not-seen:she said that سارة}",
    "she said {names-not-seen:سارة}",
    "she met {name:Kwame} there",
    "{names-not-seen:she met} {name:kwame} {names-not-seen:there, and} {date:2019} {names-not-seen:was bad}",
    "{names-not-seen:we had} 3 {names-not-seen:keys to it}",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W4] three words or more in capitals with an everyday word among them", () => {
  test.each([
    "{names-not-seen:YOU MUST GO}",
    "GO AWAY, she said.",
    "I said GO AWAY to him.",
    "I AM so SAD NOW.",
    "She said {names-not-seen:STOP, THINK, GO} to him.",
    "She said {names-not-seen:STOP} 2 {names-not-seen:THINK GO} to him.",
    "{names-not-seen:YOU MUST GO} to him, and {names-not-seen:NEVER COME BACK}.",
    "They gave us {name:A B C} there.",
    "It was {name:RNLI BBC ITV} there.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W4] words of a script without capitals", () => {
  test.each([
    "{names-not-seen:سارة} and {names-not-seen:محمد} came.",
    "{names-not-seen:سارة - محمد}",
    "{names-not-seen:سارة} {money:£20} {names-not-seen:محمد}",
    "I know {names-not-seen:محمد}.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W4] numbers beside words of such a script", () => {
  test.each([
    "{names-not-seen:سارة} {number:3} keys",
    "{names-not-seen:سارة}: {number:3} keys",
    "{names-not-seen:سارة} ({number:3} keys)",
    "My {number:3} {names-not-seen:سارة}",
    "My {number:3} - {names-not-seen:سارة}",
    "Not {names-not-seen:سارة}, who has my 3 keys",
    "My 3 keys: {names-not-seen:سارة}",
    "{date:٢٠١٩} {names-not-seen:سارة}",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W5] numbers in a text that is not English", () => {
  test.each([
    [["en"], "I have 3 keys."],
    [["en-GB"], "I have 3 keys."],
    [["EN-gb", "en"], "I have 3 keys."],
    [["en", "vi"], "I have {number:3} keys."],
    [["cy"], "I have {number:3} keys."],
    [["fr"], "I have {number:17½} keys."],
  ])("%j %s", (languages, sentence) => {
    expect(foundIn(sentence, { languages })).toBe(sentence);
  });
});
