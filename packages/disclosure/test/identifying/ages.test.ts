import { describe, expect, test } from "vitest";

import { ages } from "../../src/identifying/ages.ts";
import { remarked } from "./marked-text.ts";

describe("[W1] ages with their unit", () => {
  test.each([
    "a {17-year-old} and a {17 year old} and {17 year-olds}",
    "{17yo}, {17 yo}, {17 y/o}, {17-yo} and {17 yr old}",
    "{9 weeks old}, {4 months old}, {3 days old}, {5 yrs old}",
    "{17 years of age} and {sixteen years old}",
    "{17 and a half years old} and {sixteen-and-a-half years old}",
    "{sixteen-year-old}, {twenty-one years old}, {twenty one years old}, {twenty year old}",
    "{14 or 15 years old}, {14-15 years old}, {14 to 15 years old}, {14/15 years old}, {14 and 15 years old}",
    "117 or {16 years old}",
    "{16 years old}",
  ])("%s", (marked) => {
    expect(remarked(ages, marked)).toBe(marked);
  });

  test.each([
    "17 years, 17 years of work, 17 years of, 17 years by age, 17",
    "117 years old, 17 times old, 17 old",
    "17 and a year old, 17 and half years old, 17 and a third years old",
    "17 y/n, 17 year o, 17 years\nold, 17\nyears old, 17 or\n18 years of",
    "17 [years] old, [17] years old, 17 years of [age], 17 years [old]",
  ])("are not: %s", (text) => {
    expect(remarked(ages, text)).toBe(text);
  });
});

describe("[W1] ages by the words around them", () => {
  test.each([
    "I was {14}",
    "I am {16}. He is {17}, she's {18}. We're {15}. They were {15} or so. I'm {16}! Im {16} too",
    "I turned {18}, turning {18}, he became {18}, having been {18}, to be {18}, being {18}, she reached {18}",
    "I WAS {14}. SHE'S {15}",
    "She said, “I was {14}.”",
    "I was {14}. 3 of us left. I was {14}: nobody asked. I was {14}.\n15 left.",
    "I was {twenty-one} and she was {twenty two}",
    "I was {14 or 15}. I was {14/15}. I was {14 to 16}. I was {14-15}. I was {14 and 15}",
    "I was {14} or\n15",
    "My brothers are {9, 11 and 14}. They are {2, 4, 6, 8}, 10",
    "I was {14} and 2 friends came. I was {14 or 15} and 2 friends came. I was {14}, 3 of us left",
    "I was {14} or [15]",
    "I was {14} or so",
    "I was {14} or 150",
    "I am only just about {16}. I was not even {16}. I am still {16} now",
    "I was between {14 and 16}. I am maybe ~{15}",
    "I was only just about nearly almost {16}",
    "aged {16}, age {16}, ages {14 to 16}, Age: {16}, age - {16}",
    "aged about {16}, at the age of {16}, at the age of just {16}, ages from {14 to 16}, her age is {16}, her age was {16}",
    "at age {16} days came",
    "a girl of {15} and a boy {14} and my son {3}",
    "My sister, {12}, and 12",
    "My sister, {12}. My sister, {12}; my sister, {12}",
    "a girl (my cousin, {12})",
    "my cousin, {12}",
    "Amina, {12}, and Besim, {13}",
    "Amina ({16}), my cousin ({17})",
    "almost {17}, nearly {18}. Barely {16}",
    "He is almost {17}",
    "nearly {17}\nof them",
    "At {seven} I lost him. At {14}, she left. I left at {15}. Taken at {14}",
    "at {14} my uncle, at {14} he, at {14} she, at {14} we, at {14} they, at {14} his, at {14} her",
    "at {14}\npeople",
    "Taken at {14} and sold, at {14} when, at {14} with, at {14} by",
    "They put my age as {23}. Assessed as {23}. I look {25}, she looks {30}, it looked {30}. He becomes {18}",
  ])("%s", (marked) => {
    expect(remarked(ages, marked)).toBe(marked);
  });

  test.each([
    "14 and fourteen, 7 of us, I have 3 workers",
    "I was 3 weeks late, she is 15%, it was 20 minutes, it is 10:30, it was 1.5 metres, was 12.5",
    "I was one of them, the one, the best is one who stays, as one",
    "I was 1 of many, it is 100, it was 3rd, it was 20 £",
    "the 14, in 14, because 14, my 14",
    "of 14, from 14, is: 14 and : 14, work of 14",
    "then only 14, about 14",
    "nearly 14 of them, almost 12 women, nearly 14 plans",
    "people (14 of them), (14), ((14)), 12 (14), (14 or more), Amina (14 plans), all the plans 14)",
    "my sister met 14.",
    "cards, 14, and a, 14 and , 14, workers, 14.",
    "Amina, 14 cards, my sister, 14 plans",
    "at 14 cards, at 9 or, cat 14, as 14 plans",
    "[was] 14 metres, was [14]",
    "the sister of the 14",
  ])("are not: %s", (text) => {
    expect(remarked(ages, text)).toBe(text);
  });
});

describe("[W1] birthdays", () => {
  test.each([
    "my {18th birthday} and his {eighteenth birthday}",
    "her {twenty-first birthday} and her {twenty first birthday}",
    "the {1st birthday}, the {2nd birthday}, the {3rd birthday}",
    "{fortieth birthday}",
  ])("%s", (marked) => {
    expect(remarked(ages, marked)).toBe(marked);
  });

  test.each(["my birthday, my last birthday", "18 birthday cards", "the 18th worker, the first of", "18 th birthday"])(
    "are not: %s",
    (text) => {
      expect(remarked(ages, text)).toBe(text);
    },
  );
});

describe("[W1] school years are ages to who knows schools", () => {
  test.each([
    "{Year 11} and {year 9} and {Yr 10} and {YEAR 7} and {yr 8}",
    "I'm {Year 11} and I was {year nine}",
    "in {Y11} and {Y9}",
    "{key stage 4} and {Key Stage three}",
    "{Year 11}",
  ])("%s", (marked) => {
    expect(remarked(ages, marked)).toBe(marked);
  });

  test.each([
    "Year 3 weeks, a year 12 months, year 12:30",
    "Years 11, the year, year of 11, year 2019, Year\n11, Year [11]",
    "Y 11, Y115, y11, YY11, X11, Y",
    "key 4, stage 4, key stages 4, key stage of 4, key stage 115, key stage, key stage [4]",
  ])("are not: %s", (text) => {
    expect(remarked(ages, text)).toBe(text);
  });
});
