import { describe, expect, test } from "vitest";

import { money, postcodes, references, telephones } from "../../src/identifying/digit-groups.ts";
import { remarked } from "./marked-text.ts";

describe("[W1] telephone numbers have nine to sixteen digits and begin with 0 or +", () => {
  test.each([
    "{07700 900123}",
    "Ring {07700 900123} now, or {07700 900124}.",
    "{012 345 678}, {0123 4567 8901 2345}",
    "{07700.900123}; {0-7700-900-123}; {0700,900,123}; {0700 - 900 / 123}; {07700-.-900123}",
    "{0 161 496 0018}",
    "{0161/496/0018}",
    "{(020) 7946 0018}",
    "Ring (mornings: {020 7946 0018}) or ({020 7946 0018}).",
    "Ring ({07700900123}",
    "{020) 7946 0018}",
    "{+44 7700 900 123}, or {+447700900123}",
    "Ring {+44 (0)161 496 0018} or {+1,202,555,018}.",
    "In 2019 {07700 900123} was mine.",
    "5 - 6 {07700 900123}",
    "0044 {0700 900123 123}",
  ])("%s", (marked) => {
    expect(remarked(telephones, marked)).toBe(marked);
  });

  test.each([
    ["eight digits", "0123 4567"],
    ["too few behind the 0", "123 0161 496, 1 0161 496 0"],
    ["seventeen digits", "0123 4567 8901 23456"],
    ["another beginning", "1234 567 890"],
    ["a fraction", "0.123456789"],
    ["a fraction among others", "1 0.123456789"],
    ["a 0 at the end", "2 4 0"],
    ["two numbers", "0700, 900, 123"],
    ["a comma between", "0700 , 900123"],
    ["too many marks between", "07700-.-.900123"],
    ["another mark between", "07700: 900123"],
    ["marks at the end", "07700 900-."],
    ["a comma at the end", "0700,"],
    ["a word behind the plus", "+lana 1234567"],
    ["a word between", "07700 and 900123"],
    ["another line", "07700\n900123"],
    ["another line behind a dash", "07700-\n900123"],
    ["digits that are something else", "07700 [900123], [07700] 900123, [07700 900123]"],
    ["no digits", "None, + none (none)"],
  ])("but not %s: %j", (_, marked) => {
    expect(remarked(telephones, marked)).toBe(marked);
  });
});

describe("[W1] postcodes", () => {
  test.each([
    "{SE15 4QX}",
    "I live at {se15 4qx}, {se154qx} or {SE154QX}.",
    "{M1 1AE} {M11AE} {EC1A 1BB} {W1A0AX} {CR26XH} {DN551PT} {B33 8TH} {M14AB}",
    "({SE15 4QX}), “{SE15 4QX}”",
    "Of areas that are none, {QQ15 4QX} is one whole, and QQ15 is nothing.",
    "{SE15 4QX}/",
    "{SE15 4QX}-",
  ])("are whole in capitals or small letters: %s", (marked) => {
    expect(remarked(postcodes, marked)).toBe(marked);
  });

  test.each([
    "{M14}",
    "{M14}. {M14}, 16 {M14}- 3 {M14}:15 m14 {M1} {EC1A} {W1A} is",
    "{M14}/",
    "M14-16 M14/15 M14a5 M14abc",
    "{SE15}\n4QX",
    "{SE15} 44QX, {SE15} 4QX7, {SE15} 4QX-7, {M1} 4 QX, {M1} 4Q, {M1} 4QXY, {M1} -AB, {M1} 4.5, {M1} ab",
    "{SE5} ZTR, {S15} ZTR, {SE15} ZT, {SE15} ZTRA, {SE15} ztr, {SE15} Ztr",
    "{SE15}\nZTR",
    "{M1} {M2} {M3 1AE}",
  ])("are first halves in capitals: %s", (marked) => {
    expect(remarked(postcodes, marked)).toBe(marked);
  });

  test.each([
    ["a vehicle", "SE15 ZTR, SE15ZTR"],
    ["three letters before", "ABC1 2DE"],
    ["no letters before", "15 4QX, -1 2AB"],
    ["letters of another script", "م1 2AB"],
    ["four digits", "SE1544 4QX, SE15444QX"],
    ["three digits and a space", "SE155 4QX, EC123A 1BB"],
    ["one digit and two letters", "M1AB, EC1AB 1BB"],
    ["a space or a point before the digits", "M 14, M.14, SE 15 4QX"],
    ["more in front, in one piece", "3SE15 4QX, a-M14"],
    ["what is something else", "[se15] 4QX, [SE15 4QX]"],
    ["a letter at the end", "I am M"],
  ])("but not %s: %j", (_, marked) => {
    expect(remarked(postcodes, marked)).toBe(marked);
  });
});

describe("[W1] amounts of money", () => {
  test.each([
    "{£25,000}",
    "{£ 20}, {£18k}, {£3m}, {£2.5 million}, {£1,000,000}, {€3.000} and {$5}",
    "{£20} {£30}; £ and {£40}, [£]20",
    "{£20 and thirty}",
    "{25,000 pounds}",
    "{twenty-five thousand pounds}, {twenty five quid}, {one hundred and twenty pounds}",
    "a {couple hundred pounds}, {two and fifty pounds}",
    "5 to {10 pounds}, 10 and {20 pounds}, 10, {20 pounds}",
    "{3.50 euros}, 3. {50 euros}, 12 {50 euros}, 3/{50 euros}, 3 -{50 euros}, 3 ,{50 euros}, 3 .{50 euros}, 20k{50 euros}",
    "{20€}",
    "{20 €}, {20₫} or {20 GBP}",
    "{GBP 50}, {eur 1,400.50} or {USD20}",
    "{20p}, not 20 p or 20\np",
    "{twenty grand}",
    "I owe {2 grand}, {2 grand}.",
  ])("%s", (marked) => {
    expect(remarked(money, marked)).toBe(marked);
  });

  test.each([
    ["no number", "£, grand pounds, £twenty, in GBP or EUR"],
    ["no currency", "20 metres, two people, 20"],
    ["words between", "a couple of pounds, 20 more pounds, 20 and pounds, 20,more pounds"],
    ["another line", "20\npounds, two\ngrand"],
    ["what is something else", "20 [pounds], two [grand], [20] pounds"],
    ["a sign at the end", "£"],
  ])("but not %s: %j", (_, marked) => {
    expect(remarked(money, marked)).toBe(marked);
  });
});

describe("[W1] codes of letters and digits are references", () => {
  test.each([
    "My case is {NRM/00412-B}.",
    "{A1234567}, {QYP7}, {DW/2019/0031}, {ab#12:c}, {x_9}, {k7.x}",
    "{k7x9}-, {k7x9}--- {k7x9}; no",
    "{KX-1}, {k/123}, {b123-year}, a {200-year}",
    "{KS9}, {covid-191}, {10AM}, {10.30AM}, {447/82D}, {22-23rd}, {5zz}, {am5}, {2am3}, {a2-3-4}, {M-P-3}",
    "{12a} green, {12a}, {12ab} Green, {12a3} Green, {b2} Green, {b2a} Green, {12a}, Green",
    "I live at {12a}",
    "{12a}\nGreen",
  ])("%s", (marked) => {
    expect(remarked(references, marked)).toBe(marked);
  });

  test("behind a mark that begins the piece, and behind another detail in it", () => {
    const marked = "See #{k7x9}, -{k7x9}, ({k7x9}), “{k7x9}”, [Lan]-{k9x7}, [12/03/2019]-{ab12}, {KX19 ZTR}-{a1}";
    expect(remarked(references, marked)).toBe(marked);
  });

  test("up to another detail", () => {
    expect(remarked(references, "{k7x9}[ab], {k7}-[x9]")).toBe("{k7x9}[ab], {k7}-[x9]");
  });

  test.each([
    ["words with a small number", "a 17-year-old, 1-to-1, a 3/4-hour talk, k/12, 12-a Green, a follow-up-b2"],
    ["what everybody uses", "covid19, COVID-19, A4, ks-4, U18"],
    ["times and measures", "3pm, 10.30am, 9:30pm, 9-10am, 5km, 5.3km, 12mins, 20p"],
    ["ordinals and decades", "21st, 2nd, 3rd, 4th, 90s"],
    ["the number of a house", "12a Green Lane, 7b Green Lane"],
    ["words and numbers apart", "a 12 b, a, 12, ab,12 ab)12 12&ab"],
    ["another line", "ab\n12"],
    ["what is something else", "[k7x9], [ab]12"],
  ])("but not %s: %j", (_, marked) => {
    expect(remarked(references, marked)).toBe(marked);
  });
});

describe("[W1] registrations of vehicles are references", () => {
  test.each([
    "The plate was {KX19 ZTR}, or {KX19ZTR}.",
    "{kx19} ztr, {kx19} ZTR, {K19} ZTR, {KXA19} ZTR, {KX1} ZTR, {KX19} ZT, {KX19} ZTRA, {KX19} Ztr",
    "{KX19}\nZTR",
    "KX 19 ZTR, 19 ZTR",
    "{KX19}",
  ])("%s", (marked) => {
    expect(remarked(references, marked)).toBe(marked);
  });
});

describe("[W1] short capitals and at least three digits are references", () => {
  test.each([
    "National insurance {QQ 12 34 56 C} came.",
    "{QQ 12 34 56} c, {QQ 12 34 56} I, {QQ 12 34 56} CD, {QQ 12 34 56}, C",
    "{QQ 12 34 56}\nC",
    "{HO 4471}, {HO 447}, HO 44, {ABCDE 4471}, ABCDEF 4471, Ho 4471, ho 4471",
    "I 447, THE 447, BY 447",
    "HO: 4471, HO [4471], HO and 4471",
    "HO\n4471",
    "HO",
  ])("%s", (marked) => {
    expect(remarked(references, marked)).toBe(marked);
  });
});

describe("[W1] long numbers are references", () => {
  test.each([
    "{12345}",
    "{12345}, 1234, {123456}, {1234567}",
    "{12 34 567}, 12 34 56",
    "{1234-5678-9012-3456}",
    "12 is less than {34567}",
  ])("of five digits, or seven in groups: %s", (marked) => {
    expect(remarked(references, marked)).toBe(marked);
  });

  test.each([
    "1,400,000 of 1,400,000,000",
    "{1,400 000}",
    "{1,40,0000}",
    "{1.400.000}",
    "{1400,000}",
    "{12345,678,901}",
    "{1,4000,000}",
  ])("unless they are written in thousands: %s", (marked) => {
    expect(remarked(references, marked)).toBe(marked);
  });

  test("[W6] longer runs are read in pieces of 24 groups", () => {
    const marked = `{${"1 ".repeat(23)}1} {${"2 ".repeat(23)}2} 3 3 3`;
    expect(remarked(references, marked)).toBe(marked);
  });
});

describe("[W1] numbers behind words such as “case” are references", () => {
  test.each([
    "case {447}",
    "case {447 12/3}, file no. {12}, file {12}, code: {7}, ref #{5}",
    "case - {4}, case no. is: {4}, case is my {44}",
    "{#88}, {# 8}, {#no. 5}, #lana",
    "My number is",
    "My number:",
    "number",
    "#",
  ])("%s", (marked) => {
    expect(remarked(references, marked)).toBe(marked);
  });

  test.each([
    ["one digit beside the word", "case 4"],
    ["more than four words between", "case: - - - - 44"],
    ["other words between", "case of 44, 44"],
    ["another line", "case\n447, case no.\n12, #\n88"],
    ["what is something else", "case is [447], case [is] 447, [case] 447"],
    ["another word", "face 447"],
  ])("but not %s: %j", (_, marked) => {
    expect(remarked(references, marked)).toBe(marked);
  });
});
