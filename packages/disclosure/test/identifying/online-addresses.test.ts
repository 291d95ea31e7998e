import { describe, expect, test } from "vitest";

import { onlineAddresses } from "../../src/identifying/online-addresses.ts";
import { remarked } from "./marked-text.ts";

describe("[W1] e-mail and web addresses", () => {
  test.each([
    "Write to {k.lan99@mail.example}.",
    "She wrote ({k@m.example}), not “{@lan}”.",
    "{https://example.zz/k/17}, or {http://example.zz/}.",
    "{www.example.zz}; {mailto:k}, {ftp.x}!",
    "{Http}: there",
    "{safe-house.co.uk}",
    "I posted it on {safe-house.co.uk}, not at home.",
    "{example.org/}. {example.org/}?",
    "{one.two.three.com}",
    "{one.com} {two.com}, {t.me/lana}",
    "Follow {@lan_k99} there.",
    "Follow {@lan}",
    "She is {jo_hart} now.",
  ])("are pieces without white space: %s", (marked) => {
    expect(remarked(onlineAddresses, marked)).toBe(marked);
  });

  test.each([
    "http www ftp",
    "http",
    "httpx:y http-x a/b",
    "He left.then she left. Com was .com too.",
    "a-.com left.-com left.",
    "example.\norg",
    "@ lan, @. @",
    "@",
    "_hart jo_ jo_- -_hart jo _ hart",
    "jo_",
    "_",
    ".",
    "",
  ])("are not: %j", (text) => {
    expect(remarked(onlineAddresses, text)).toBe(text);
  });

  test.each([
    "Mail me: {lan at mail dot com}.",
    "Mail me: k dot {lan at mail dot com}.",
    "See {mail dot com} dot y com",
    "{at mail dot com}",
    "{mail dot com}",
    "{dot com}",
    "a dot",
    "dot on a map, not dot commerce",
  ])("are found by their ending where they are written out: %s", (marked) => {
    expect(remarked(onlineAddresses, marked)).toBe(marked);
  });
});

describe("[W1] accounts behind the name of a network", () => {
  test.each([
    "My insta is {kt99.x}, hers {k_t}.",
    "My snapchat: {lana}, my ig = {lana}, my e-mail: {lana}",
    "Find me: tiktok @{lana}",
    "My insta is {Lana}",
    "My insta name is {Lana}, and I like it.",
    "My insta handle called {Lana}",
    "My insta is called {Lana}",
    "My insta user name is at {Lana}",
    "My insta is {kt-x}-.",
  ])("%s", (marked) => {
    expect(remarked(onlineAddresses, marked)).toBe(marked);
  });

  test.each([
    ["no network", "My dog is Lana, my dog: lana"],
    ["nothing says that a name follows", "On insta called Lana, on insta at School, on insta on Monday, insta Lana"],
    ["an ordinary word in small letters", "My insta was lost. My insta is kt- no"],
    ["capitals, which are read like names elsewhere", "My insta is KT"],
    ["other words between", "My insta is not Lana"],
    ["more than four words between", "My insta: = = = = Lana"],
    ["another line", "My insta is\nLana. My ig:\nlana"],
    ["no word", "My insta: -"],
    ["nothing", "My insta is"],
    ["nothing at all", "My insta"],
  ])("but not where there is %s", (_, text) => {
    expect(remarked(onlineAddresses, text)).toBe(text);
  });
});
