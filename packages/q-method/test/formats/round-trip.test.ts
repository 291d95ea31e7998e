import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Grid,
  gridPlaces,
  makeGrid,
  type Pile,
  type QData,
  type QSort,
  readQFile,
  type WebSortTool,
  withStatementTexts,
  writeKadeWorkbook,
  writeKadeZip,
  writePqMethodDat,
  writeStatementList,
  writeTidyCsv,
  writeWebSorts,
  writeWideCsv,
} from "../../src/index.ts";
import { bytesOf, contentOf, errors } from "./study-of-seven.ts";

const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 14 }).filter(isPlain);
const sorterCode = fc.oneof(
  word,
  fc.integer({ min: 1, max: 30 }).map((number) => `participant${number}`),
  fc.constantFrom("Lee, A", "a;b", "Zoë", "پروین", "=1+1", "-3", "'x", '"quoted"', "1,2,3", "ABCDEFGH", "ABCDEFGHI"),
);

/** Text that a cell gives back as it is: no blanks at its ends, no control characters. */
function isPlain(text: string): boolean {
  return text.trim() === text && !/[\p{Cc}\p{Cs}\u2028\u2029]|_x[0-9a-f]{4}_/iu.test(text);
}

/** Odd and even grids, with and without a zero, over the columns that PQMethod knows. */
const grids: fc.Arbitrary<Grid> = fc
  .record({
    lowest: fc.integer({ min: -6, max: 3 }),
    cards: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 0, maxLength: 6 }),
    first: fc.integer({ min: 1, max: 3 }),
    last: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ lowest, cards, first, last }) =>
    makeGrid([first, ...cards, last].map((count, at) => ({ value: lowest + at, cards: count }))),
  );

const studies: fc.Arbitrary<QData> = grids.chain((grid) => {
  const places = [...gridPlaces(grid)];
  const shuffled = fc.shuffledSubarray(places, { minLength: places.length, maxLength: places.length });
  return fc.record({
    title: word,
    statements: fc
      .uniqueArray(word, { minLength: places.length, maxLength: places.length })
      .map((texts) => texts.map((text, at) => ({ id: `s${at + 1}`, text }))),
    grid: fc.constant(grid),
    sorts: fc.uniqueArray(fc.record({ sorter: sorterCode, places: shuffled }), {
      minLength: 1,
      maxLength: 12,
      selector: ({ sorter }) => sorter,
    }),
  });
});

const numberRuns = { numRuns: 60 };

describe("what is written is read back the same", () => {
  test("[F21] KADE workbooks of type 1 and 2, names with commas and in any script", () => {
    fc.assert(
      fc.property(studies, fc.constantFrom(1 as const, 2 as const), (data, type) => {
        const written = contentOf(writeKadeWorkbook(data, type, { file: "study.xlsx" }));
        const read = readQFile("study.xlsx", written);
        expect(read.format).toBe(`kade-type-${type}`);
        expect(read.problems).toEqual([]);
        expect(read.value).toEqual(data);
      }),
      numberRuns,
    );
  });

  test("[F21] KADE workbooks of results", () => {
    fc.assert(
      fc.property(studies, (data) => {
        const read = readQFile("results.xlsx", contentOf(writeKadeWorkbook(data, 3, { file: "results.xlsx" })));
        expect(read.format).toBe("kade-results");
        expect(read.problems).toEqual([]);
        expect(read.value).toEqual(data);
      }),
      numberRuns,
    );
  });

  test("[F23] KADE's archive", () => {
    fc.assert(
      fc.property(studies, (data) => {
        const read = readQFile("study.zip", contentOf(writeKadeZip(data, { file: "study.zip" })));
        expect(read.format).toBe("kade-zip");
        expect(read.problems).toEqual([]);
        expect(read.value).toEqual(data);
      }),
      numberRuns,
    );
  });

  test("[F10] [F11] PQMethod files: no place moves, ids are unique in eight characters, changes are reported", () => {
    fc.assert(
      fc.property(studies, (data) => {
        const dat = writePqMethodDat(data, { file: "study.dat" });
        const read = readQFile("study.dat", contentOf(dat));
        expect(read.format).toBe("pqmethod-dat");
        expect(errors(read.problems)).toEqual([]);
        const back = contentOf(read);
        expect(back.grid).toEqual(data.grid);
        expect(back.sorts.map(({ places }) => places)).toEqual(data.sorts.map(({ places }) => places));
        const ids = back.sorts.map(({ sorter }) => sorter);
        expect(new Set(ids).size).toBe(ids.length);
        const renamed = data.sorts.flatMap(({ sorter }, at) =>
          sorter === ids[at] ? [] : [`the sorter "${sorter}" is called "${ids[at]}" in this file`],
        );
        const reported = dat.problems.filter(({ code }) => code === "renamed-sorter").map(({ message }) => message);
        expect(reported).toEqual(renamed);
        for (const id of ids) expect(id).toMatch(/^[ -~]{1,8}$/);

        const sta = readQFile("study.sta", contentOf(writeStatementList(data, { file: "study.sta" })));
        const joined = withStatementTexts(back, contentOf(sta).statements, "study.sta");
        expect(contentOf(joined).statements).toEqual(data.statements);
      }),
      numberRuns,
    );
  });

  test("[F31] the wide CSV, with conditions and languages", () => {
    const about = fc.record({ condition: word, language: fc.constantFrom("en", "fa") }, { requiredKeys: [] });
    fc.assert(
      fc.property(studies, fc.array(about, { minLength: 12, maxLength: 12 }), (data, extras) => {
        const rich = {
          statements: data.statements.map(({ id }) => ({ id })),
          sorts: data.sorts.map((sort, at) => ({ ...sort, ...extras[at] })),
        };
        const read = readQFile("sorts.csv", bytesOf(contentOf(writeWideCsv(rich, { file: "sorts.csv" }))));
        fc.pre(rich.statements.length >= 2);
        expect(read.problems).toEqual([]);
        expect(read.value).toEqual(rich);
      }),
      numberRuns,
    );
  });

  test("[F30] the tidy CSV, with everything that a sort may hold", () => {
    fc.assert(
      fc.property(
        studies.chain((data) => fc.tuple(fc.constant(data), fc.tuple(...data.sorts.map((sort) => enriched(sort))))),
        ([data, sorts]) => {
          const rich: QData = { statements: data.statements.map(({ id }) => ({ id })), sorts };
          const written = writeTidyCsv(rich, { file: "sorts.csv" });
          expect(written.problems).toEqual([]);
          const read = readQFile("sorts.csv", bytesOf(contentOf(written)));
          expect(read.format).toBe("tidy-table");
          expect(read.problems).toEqual([]);
          expect(read.value).toEqual(rich);
        },
      ),
      numberRuns,
    );
  });
});

const WEB_SORTS: readonly (readonly [WebSortTool, file: string, format: string])[] = [
  ["eq-web-sort", "eq.json", "web-sort-json"],
  ["quince", "rows.csv", "web-sort-labelled-cells"],
  ["htmlq", "htmlq.csv", "web-sort-named-columns"],
  ["easy-htmlq", "easy.json", "web-sort-json"],
];

describe("what a program sends in which people sort on a screen is written and read back the same", () => {
  const details = fc.dictionary(
    fc.constantFrom("dateTime", "timeSort", "itemNum1", "form0", "randomId", "columnN2_0", "desktop/mobile"),
    word.filter((text) => !/^(NA|\(s\d)/i.test(text)),
    { minKeys: 1 },
  );
  const sorts = studies
    .filter(({ statements }) => statements.length > 1)
    .chain((data) => fc.tuple(fc.constant(data), fc.tuple(...data.sorts.map((sort) => webSort(sort, details)))));

  test.each(WEB_SORTS)("[F45] %s: places, piles, comments and details", (tool, file, format) => {
    const countsOnly = tool === "htmlq" || tool === "easy-htmlq";
    fc.assert(
      fc.property(sorts, ([{ title, statements, grid }, rich]) => {
        const data: QData = {
          ...(countsOnly ? {} : { title: title ?? "" }),
          statements: statements.map(({ id }) => ({ id })),
          sorts: rich,
        };
        const written = writeWebSorts(data, tool, { file });
        expect(written.problems.map(({ code }) => code)).toEqual(
          countsOnly && rich.some(({ piles }) => piles !== undefined) ? ["not-carried"] : [],
        );
        const read = readQFile(file, bytesOf(contentOf(written)), { statements: idsOf(data), ...(grid && { grid }) });
        expect(read.format).toBe(format);
        expect(read.problems.map(({ code }) => code)).toEqual(["sorter-codes-from"]);
        expect(read.value).toMatchObject(data.title === undefined ? {} : { title: data.title });
        expect(read.value?.sorts).toEqual(rich.map((sort, at) => (countsOnly ? counted(tool, sort, at) : sort)));
      }),
      numberRuns,
    );
  });
});

function idsOf({ statements }: QData) {
  return statements.map(({ id }, at) => ({ id, number: at + 1, texts: {} }));
}

/** What comes back where piles are only counted: htmlQ numbers the people besides. */
function counted(tool: WebSortTool, { piles, ...sort }: QSort, at: number): QSort {
  const count = (pile: Pile) => String(piles?.filter((each) => each === pile).length);
  const details = {
    ...sort.details,
    ...(tool === "htmlq" && { sid: String(at + 1) }),
    ...(piles && { npos: count("agree"), nneu: count("unsure"), nneg: count("disagree") }),
  };
  return Object.keys(details).length === 0 ? sort : { ...sort, details };
}

function webSort(sort: QSort, details: fc.Arbitrary<Record<string, string>>): fc.Arbitrary<QSort> {
  return fc.tuple(enriched(sort), fc.option(details)).map(([{ piles, comments }, about]) => ({
    ...sort,
    ...(piles && { piles }),
    ...(comments && { comments }),
    ...(about && { details: about }),
  }));
}

function enriched(sort: QSort): fc.Arbitrary<QSort> {
  const count = sort.places.length;
  const turns = Array.from({ length: count }, (_, at) => at + 1);
  const pile = fc.constantFrom<Pile>("agree", "unsure", "disagree");
  return fc
    .record(
      {
        condition: word,
        language: fc.constantFrom("en", "fa", "vi"),
        piles: fc.array(pile, { minLength: count, maxLength: count }),
        order: fc.shuffledSubarray(turns, { minLength: count, maxLength: count }),
        comments: fc
          .tuple(fc.nat({ max: count - 1 }), word, word)
          .map(([statement, a, b]) => [{ statement, text: `${a}\n${b}, "${a}"` }]),
      },
      { requiredKeys: [] },
    )
    .map((extras) => ({ ...sort, ...extras }));
}
