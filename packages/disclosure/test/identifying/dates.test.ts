import { describe, expect, test } from "vitest";

import { datesInFigures, datesInWords } from "../../src/identifying/dates.ts";
import { remarked } from "./marked-text.ts";

const inEnglish = datesInWords(["en"]);

describe("[W1] dates in figures", () => {
  test.each([
    "{12/03/2019}",
    "({12/03/2019}) or “{12/03}”",
    "Born {1/1/2001}, they wrote.",
    "Born {31.12.99} or {2001-09-30}.",
    "Born {31-12-2001}, not 32-12-2001.",
    "Born {01 02 2001} in the camp",
    "Born {2001 2 28} in the camp",
    "Born {12. 3. 2019}.",
    "It was {12/3} then",
    "It was {31/12}, then {31/1}.",
    "It was {3/2019}, {12.2019} and {07-1999}.",
    "In {2019/20} and {2019-2021} and {2018.2019}.",
    "In {2019-7} and {2019/11} I was asked.",
    "{30/08} was my last day",
  ])("%s", (marked) => {
    expect(remarked(datesInFigures, marked)).toBe(marked);
  });

  test("end where a sentence or another number begins", () => {
    const marked =
      "On {12/03/2019}. 15 of us came. On {12/03/2019} 14 came. On {12/03/2019} -15 left. On {12/03} 150 left. On {12/03/2019}.\n15 left";
    expect(remarked(datesInFigures, marked)).toBe(marked);
  });

  test("end where further single figures are counted: a list, not a longer number", () => {
    const marked = "On {12/03/2019/1} we";
    expect(remarked(datesInFigures, marked)).toBe("On {12/03/2019}/1 we");
  });

  test.each([
    ["numbers too large for a day or a month", "32/12/2001, 12/32/2001, 0/12/2001, 12/00/2001, 13/2019, 12/13, 32/1"],
    ["three figures where a day stands", "012/03/2019 and 12/003/2019 and 2019/012/03"],
    ["years before 1300 and after 2099", "12/03/1299, 12/03/2100, 5/1200, 12/03/20190"],
    ["two figures for a year behind a space", "12 03 19"],
    ["a part of a longer number", "12/03/2019/45 and 12-03-2019-4545 and 12 03 2019 45"],
    ["parts of a longer number behind two", "2019/20/4545, 12/03-12345, 2019/345"],
    ["a year and two figures behind a point", "2019.20 and 2019.5"],
    ["day and month without a stroke", "12-3 and 12.3 and 3.19"],
    ["every hour of every day", "24/7"],
    ["figures in two lines", "12/\n03 and 12\n/03 and 12\n03 2019"],
    ["figures that belong to a sign in front", "£12/03 and +12/03 and -12/03 and .12/03"],
    ["figures that end a word", "Flat12/03"],
    ["figures with other marks between", "12,03,2019 and 12:03:2019 and 12--3-2019"],
    ["words in the place of figures", "12/March/2019 and May/2019 and x/03/2019 and 12/x/2019"],
    ["figures by themselves", "12 and 2019 and 19"],
    ["figures of which an earlier detail has a part", "[12]/03/2019, 12[/]03, 12/[03], 2019-[20], 12 [03] 2019"],
  ])("are not: %s", (_, text) => {
    expect(remarked(datesInFigures, text)).toBe(text);
  });
});

describe("[W1] months", () => {
  test.each([
    // With a day in front.
    "{12 March} was cold",
    "On the {12th March} we left",
    "On the {12th of March} we left",
    "On the {1st of May}, the {2nd of May}, the {3rd may}.",
    "On the {twelfth of June} and the {thirtieth june}",
    "On the {twenty-third of March} and the {twenty third of March}",
    "On the {thirty-first of may} we left",
    "On the {twelfth day of June} and the {12th day of June}",
    "I left - {third of March} it was.",
    "- {Third of March} was cold.",
    "{12-Mar} and {12/Mar} and {12-Mar-98} and {12/mar/2019}.",
    "Not the 32 {March}, not the 0 {March}, nor the dozen of {March}",
    "On 12 th {March} it was",
    // With several days in front.
    "From {12-14 March} to {12 and 14 March} to {12 or 14 March}",
    "From {12th to 14th March} on",
    "From the {first to the third of March} we hid.",
    "From {12 & 14 March} on",
    "I have 3 and 45 and {14 March} and the {14 March}",
    "In room 14, {12 March} and [13] and {14 March}",
    // With a day behind.
    "{March 12} was cold",
    "{March 12th} and {March the 12th} and {march 1}",
    "{March the twelfth} and {March the twenty-third} and {March-12} and {March-3} and {Sept12}",
    "In {March} first they asked",
    "{March 31} and {March} 32 and {March} 0",
    "{March 12} th and {March 12} people",
    // With the weekday in front.
    "{Tuesday 12 March} and {Tuesday, 12 March}",
    "{Tuesday, the 12th of March} and {Tuesday the 12th of March}",
    "{Tues. 12 March} and {Thurs 12 March}",
    "[Tuesday] {12 March}",
    "Someday {12 March}",
    // With a year behind.
    "{12 March 2019} and {March 2019} and {march, 2019}",
    "{March 12th, 2019} and {March 12 2019} and {march of 2019} and {march in 2019}",
    "{March/2019} and {Mar-98} and {March '19} and {March, '19}",
    "{12 March 85} and {March 12 85} and {March 12-85}",
    "{12 March twenty nineteen} and {may two thousand and four}",
    "{12 Sept. 2019} and {Sept. 2019} and {12 Sept. 85}",
    "{March} 85 people and {March} - 85 people and {March 12}, 85 people",
    "{12 March} 850 people and {March} 850",
    "{12 March}\n{2019} people and {March}\n12 people",
    "In {March}. {2019} people",
    "In {Sept} . {2019} people",
    "12\n{March} was cold",
  ])("%s", (marked) => {
    expect(remarked(inEnglish, marked)).toBe(marked);
  });

  test.each([
    "{January} {february} {april} {june} {july} {august} {september} {october} {november} {december}",
    "It was {June}. {April} came. {March} went.",
    "I came in {Jan} or {Feb} or {Oct}, not in {Dec}",
    "I waited since {may}, since {march}, since {oct}, until {dec}, in {sep}",
    "It was mid-{march} or mid {sept}",
    "It was late {May}, early {march}, before {May}",
    "I left in {MAY}, in {DEC}, in {Nov}",
    "Then {May} came",
  ])("by themselves: %s", (marked) => {
    expect(remarked(inEnglish, marked)).toBe(marked);
  });

  test.each([
    "May I? You may. I march. You MAY. The may.",
    "That march and this march and the march and our march",
    "Jan said so. Mar was there. Dec, too",
    "we jan and apr and sept and 12:mar",
    "the anti-march and mid/may and the -march",
  ])("are not other words: %s", (text) => {
    expect(remarked(inEnglish, text)).toBe(text);
  });
});

describe("[W5] months in other languages", () => {
  test.each([
    ["sq", "Erdha në {korrik} dhe {12 gusht 2019}."],
    ["sq-AL", "Erdha në {korrik}."],
    ["ro", "Am venit în {martie}."],
    ["fr", "Venue le {12 août}, en {février}."],
    ["es", "Vine en {mayo}."],
    ["pl", "Było to {12 października}."],
    ["vi", "Vào {tháng 3} và {tháng 12 2019}"],
    ["ar", "وصلت في {يناير} او {أبريل} او {إبريل}"],
  ])("%s: %s", (language, marked) => {
    expect(remarked(datesInWords(["en", language]), marked)).toBe(marked);
  });

  test.each(["en", "e", "esp", "", "se"])("are not known in a text in %j", (language) => {
    expect(remarked(datesInWords([language]), "vine en mayo, en korrik")).toBe("vine en mayo, en korrik");
  });
});

describe("[W1] weekdays", () => {
  test.each([
    "{Tuesday} was hard, {tuesday} too.",
    "{Last Tuesday}, {next Friday}, {previous Monday}, {coming Sunday}, {following Monday}, {past Monday}",
    "[last] {Tuesday} was hard",
    "I left on {Fri}, on {Thurs}, on {Tues}.",
    "{Last Tuesday's} meeting",
    "{Friday the 13th} and {Friday 13th} and {friday 13}",
    "{Friday the thirteenth} and {Friday, the 13th} and {Fri. 13th}",
    "Every {Friday the 13th} is bad",
    "{Friday}. 13 people came",
    "{Friday}\n13 people came",
    "{Friday} 32 people came",
    "{Friday 13th of March} and {Friday 13th March}",
    "{Tuesday 12}\n{March} was cold",
    "{Tuesday 12} of\n{March} was cold",
    "{Monday} may be best",
  ])("%s", (marked) => {
    expect(remarked(inEnglish, marked)).toBe(marked);
  });

  test.each([
    "every Tuesday and each Monday and most Fridays and all Sunday",
    "on Saturdays we play",
    "Mon said so. Thu, too. She wed. They fri. We WED.",
    "In 31Thu and A4Fri",
  ])("are not days that come again, nor other words: %s", (text) => {
    expect(remarked(inEnglish, text)).toBe(text);
  });
});

describe("[W1] seasons and feasts", () => {
  test.each([
    "{summer 2019} was hot",
    "In the {winter of 2018} and the {Winter of '18}",
    "{spring in 2018}, {autumn, 2018}, {fall-2018}",
    "{Christmas eve 2018}, {Christmas day, 2018}, {Christmas time in 2018}",
    "{last summer}, {next eid}, {this spring}, {that Newroz}, {this autumn}",
    "{last summer of 2019} it was",
    "[last] {summer} was hot",
    "{summer twenty nineteen}",
  ])("%s", (marked) => {
    expect(remarked(inEnglish, marked)).toBe(marked);
  });

  test.each([
    "summer was hot and the winter was cold",
    "summer of 12 people, summer, this is it",
    "this fall and that fall broke my arm",
    "at Christmas we ate",
    "in summer,\n20 of us",
    "summer",
  ])("tell nothing without a year: %s", (text) => {
    expect(remarked(inEnglish, text)).toBe(text);
  });
});

describe("[W1] days of a month that is not named", () => {
  test.each([
    "on the {12th}",
    "It is on the {12th}, by the {23rd}; until the {1st} and since the {2nd} I wait",
    "on the {twenty-third} they came, on the {twenty third} they left",
    "before the {thirtieth} we left, after the {twelfth} my case, from the {third} it was, till the {31st} she",
    "the {3rd of the month} and the {third of last month} and the {1st of each month}",
    "the {twenty-first of this month} is best",
    "on the {3rd}\nworker",
    "on the {3rd} [worker]",
  ])("%s", (marked) => {
    expect(remarked(inEnglish, marked)).toBe(marked);
  });

  test.each([
    "on the 3rd worker, on the third try",
    "the 3rd. The third is mine, and the twelfth they sent",
    "on the 45th, on the 32nd, on the 0th",
    "on a 3rd, on my third",
    "on the 3 and on the 12 th",
    "on the twenty, on the twenty-three, on the twenty-",
    "the 3rd of the year, the 3rd of our month, the 3rd for the month, the 3rd of",
    "on the forth they",
  ])("are not: %s", (text) => {
    expect(remarked(inEnglish, text)).toBe(text);
  });
});

describe("[W1] times that are counted from now", () => {
  test.each([
    "{two weeks ago}",
    "{3 months ago} and {12 years ago} and {a year ago}",
    "{a year and a half ago} and half {a year ago} and {two and a half years ago}",
    "{a couple of weeks ago} and {a few days ago} and {several years ago} and {2yrs ago}",
    "{two or three days ago}, {3-4 years ago}, {three to four decades ago}",
    "{last month}, {next week}, {last year}, {next fortnight}, {last weekend}",
  ])("%s", (marked) => {
    expect(remarked(inEnglish, marked)).toBe(marked);
  });

  test.each([
    "two weeks, a year and a half, weeks ago, long ago",
    "two people ago, a year and a long day ago, two weeks and ago",
    "last time, next door, last [month], last\nmonth",
    "the last, this month, month last",
  ])("are not: %s", (text) => {
    expect(remarked(inEnglish, text)).toBe(text);
  });
});

describe("[W1] years", () => {
  test.each([
    "{2019} was hard",
    "in {1300}, {1999} and {2099}",
    "in {2019}",
    "I left.\n{2019} was hard.",
    "In {2019} 12 people came. In {2019}. 15 of us. Room 15. {2019} was hard",
    "In room 943 {twenty nineteen} was hard. Room 943\n{2019} was hard",
    "Room 12\n{2019} was hard. In {2019}\n943 people",
    "between {2016} {2018}, {2016}. {2018}",
    "in {2019} [943] people, [943] {2019}",
    "in the {1990s}, in {1990} s",
    "{'19} was hard, since {'98}",

    "{two thousand and nineteen}, {two thousand nineteen}, {two thousand and one}, {two thousand twenty-one}",
    "{two thousand} and more",
    "{twenty nineteen}, {nineteen ninety-eight}, {nineteen ninety eight}, {twenty twenty}, {nineteen ninety}",
  ])("%s", (marked) => {
    expect(remarked(inEnglish, marked)).toBe(marked);
  });

  test.each([
    "1299 and 2100 and 201 and 20190",
    "2019-943",
    "943 2019 5919, 943/2019, 2019 943, 12 2019 45, 943. 2019",
    "Y2019 and case2019",
    "5'10 and rock'19 and ' 19 and '5 and '190 and '",
    "twenty one and nineteen five and twenty people and nineteen",
    "two hundred and two and one thousand",
    "twenty\nnineteen and two\nthousand",
    "[2019] and ['19]",
  ])("are not: %s", (text) => {
    expect(remarked(inEnglish, text)).toBe(text);
  });
});
