import { describe, expect, test } from "vitest";
import { type Token, tokens } from "../../src/identifying/plain-text.ts";
import { identifyingDetails } from "../../src/index.ts";

const textsOf = (text: string) => tokens(text).map((token) => token.text);

/** The words with a capital where one says nothing. */
const openingsOf = (text: string) =>
  tokens(text).flatMap(({ opens, letters, text: word }) => (opens && letters === "capital" ? [word] : []));

describe("[W6] a text in tokens", () => {
  test("of words, numbers and single marks, each with its place", () => {
    const token = (parts: Partial<Token>): Token => ({
      kind: "word",
      text: "",
      base: "",
      start: 0,
      end: 0,
      before: "nothing",
      opens: false,
      letters: "none",
      ...parts,
    });
    expect(tokens(" Tom’s 12th\n\nX? ")).toEqual([
      token({ text: "Tom's", base: "tom", start: 1, end: 6, before: "space", opens: true, letters: "capital" }),
      token({ kind: "number", text: "12", base: "12", start: 7, end: 9, before: "space" }),
      token({ text: "th", base: "th", start: 9, end: 11, letters: "small" }),
      token({ text: "X", base: "x", start: 13, end: 14, before: "line", opens: true, letters: "capitals" }),
      token({ kind: "mark", text: "?", base: "?", start: 14, end: 15 }),
    ]);
    expect(tokens("a")).toEqual([token({ text: "a", base: "a", end: 1, opens: true, letters: "small" })]);
    expect(tokens("")).toEqual([]);
    expect(tokens(" \n")).toEqual([]);
  });

  test.each([
    ["it's o'clock rock'n'roll", ["it's", "o'clock", "rock'n'roll"]],
    ["'tis 'so' a''b", ["'", "tis", "'", "so", "'", "a", "'", "'", "b"]],
    ["a1b22", ["a", "1", "b", "22"]],
    ["1.5/2", ["1", ".", "5", "/", "2"]],
    ["--", ["-", "-"]],
    ["😀😀a", ["😀", "😀", "a"]],
    ["she说王芳", ["she说王芳"]],
  ])("%j", (text, pieces) => {
    expect(textsOf(text)).toEqual(pieces);
  });

  test.each([
    ["a b", "space"],
    ["a  b", "space"],
    ["a\tb", "space"],
    ["a\u00a0b", "space"],
    ["a\u0007b", "space"],
    ["a\nb", "line"],
    ["a\rb", "line"],
    ["a\u2028b", "line"],
    ["a\u2029b", "line"],
    ["a \n b", "line"],
    ["a-b", "nothing"],
  ])("tells what stands before the last token of %j: %s", (text, before) => {
    expect(tokens(text).at(-1)?.before).toBe(before);
  });

  test("what stands before a token is not told of the next one", () => {
    expect(tokens("a\nb c").map(({ before }) => before)).toEqual(["nothing", "line", "space"]);
    expect(tokens("\na b-").map(({ before }) => before)).toEqual(["line", "space", "nothing"]);
  });

  test.each([
    ["Kwame", "capital"],
    ["K", "capitals"],
    ["KWAME", "capitals"],
    ["Éva", "capital"],
    ["ǅ", "capital"],
    ["kwame", "small"],
    ["iPhone", "small"],
    ["سارة", "uncased"],
    ["说Anna", "uncased"],
    ["Anna说", "uncased"],
    ["გიორგი", "uncased"],
    ["ʿAli", "none"],
    ["12", "none"],
    ["½", "none"],
    ["-", "none"],
  ])("tells how %s is written: %s", (text, letters) => {
    expect(tokens(text)[0]?.letters).toBe(letters);
  });
});

describe("[W4] names in words of a script without capitals", () => {
  test.each([
    ["我和Kwame一起。", ["names-not-seen: 我和Kwame一起"]],
    ["My friend is გიორგი.", ["names-not-seen: გიორგი"]],
  ])("are words that a person has to read: %s", (text, details) => {
    expect(identifyingDetails(text).map(({ kind, words }) => `${kind}: ${words}`)).toEqual(details);
  });
});

describe("[W6] in plain letters, digits and marks", () => {
  test.each([
    ["đĐłŁøØħĦıəƏ", "dDlLoOhHieE"],
    ["Đặng", "Dang"],
    ["’a‘b‛cʼdʻe′f`g", "'a'b'c'd'e'f'g"],
    ["ʿAli Qurʾan ʽa", "'AliQur'an'a"],
    ["“a”b„c‟d«e»f″g", `"a"b"c"d"e"f''g`],
    ["⁄a∕", "/a/"],
    ["‐a‑b‒c–d—e―f−g", "-a-b-c-d-e-f-g"],
    ["ﬁｋⅣ①", "fikIV1"],
    ["a\u200db\u00adc", "abc"],
  ])("%s is read as %s", (written, plain) => {
    expect(textsOf(written).join("")).toBe(plain);
  });

  test.each([
    ["٠١٢٣٤٥٦٧٨٩", "Arabic"],
    ["०१२३४५६७८९", "Devanagari"],
    ["０１２３４５６７８９", "wide"],
    ["𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "bold"],
    ["𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙", "Adlam"],
    ["\u{116d0}\u{116d1}\u{116d2}\u{116d3}\u{116d4}\u{116d5}\u{116d6}\u{116d7}\u{116d8}\u{116d9}", "Pa’O Karen"],
    // The digits of this script stand right behind those of the one before.
    ["\u{116da}\u{116db}\u{116dc}\u{116dd}\u{116de}\u{116df}\u{116e0}\u{116e1}\u{116e2}\u{116e3}", "Eastern Pwo Karen"],
  ])("%s are the ten digits (%s)", (written) => {
    expect(textsOf(written)).toEqual(["0123456789"]);
  });

  test.each([
    ["e\u0301a", ["ea", 0, 3]],
    ["ae\u0301", ["ae", 0, 3]],
    ["a-e\u0301\u0302", ["e", 2, 5]],
    ["ﬁ\u0301", ["fi", 0, 2]],
    ["-ﬁ\u0301\u0301", ["fi", 1, 4]],
    ["\u0301a", ["a", 1, 2]],
    ["\u0301\u0301a\u0301", ["a", 2, 4]],
    ["12\u0301", ["12", 0, 3]],
    ["x 𝟏\u0301", ["1", 2, 5]],
  ])("a mark belongs to the letter before it: %j", (written, [text, start, end]) => {
    expect(tokens(written).at(-1)).toMatchObject({ text, start, end });
  });

  test("and to no other token", () => {
    expect(tokens("ab-e\u0301-c").map(({ end }) => end)).toEqual([2, 3, 5, 6, 7]);
  });

  test("each half of a character that stands for two tokens has the place of the whole", () => {
    expect(tokens("x½").map(({ text, start, end }) => [text, start, end])).toEqual([
      ["x", 0, 1],
      ["1", 1, 2],
      ["/", 1, 2],
      ["2", 1, 2],
    ]);
  });
});

describe("[W2] a word in small letters, without its ending", () => {
  test.each([
    ["Sarah’s", "sarah"],
    ["I'm", "i"],
    ["he'd", "he"],
    ["they've", "they"],
    ["we'll", "we"],
    ["you're", "you"],
    ["Don’t", "do"],
    ["isn't", "is"],
    ["Don'tcha", "don'tcha"],
    ["Can't", "can"],
    ["Won't", "won"],
    ["O'Brien", "o'brien"],
    ["O'Brien's", "o'brien"],
    ["o'dell", "o'dell"],
    ["m'sieur", "m'sieur"],
    ["s", "s"],
    ["re", "re"],
    ["SARAH", "sarah"],
  ])("%s: %s", (written, base) => {
    expect(tokens(written).map((token) => token.base)).toEqual([base]);
  });
});

describe("[W2] a sentence, a line or a quotation begins", () => {
  test.each([
    "One. Two! Three? Four: Five; Six… Seven",
    "¿One ¡Two",
    "نعم؟ One። Two。 Three",
    "One\nTwo\r\nThree",
    "“One”, ‘Two’, (Three), [Four], {Five}",
    "#One >Two *Three* _Four_ |Five •Six ·Seven",
    "One - Two – Three",
    "- One",
    "1) One 2) Two",
    "“(1) One",
    "“One.” Two!) Three.'] Four.” ” Five",
    "He said (“well?”)* One",
    "(“!”) One",
    "“” One",
    "” One",
    ") One",
    "a “ One",
    "• “One",
  ])("with every capital word of %s", (text) => {
    const words = text.match(/[A-Z][a-z]+/g);
    expect(openingsOf(text)).toEqual(words);
  });

  test.each([
    ["behind another word", "a One"],
    ["behind a comma", "a, One"],
    ["behind a dash that joins", "a-One"],
    ["behind a number", "1 One"],
    ["behind an and", "a & One"],
    ["behind brackets", "a (b) One, a [b] One, a (b2b) One"],
    ["behind a quotation without a point", "a “b” One, a “b” (“c”) One, a “b'” One, a “12” One"],
    ["behind an apostrophe in one piece", "a,One )One"],
  ])("but not %s", (_, text) => {
    expect(openingsOf(text)).toEqual([]);
  });
});
