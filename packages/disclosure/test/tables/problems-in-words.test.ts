import type { Place } from "@plait/study";
import { describe, expect, test } from "vitest";
import { readCountsTables, type TableReading } from "../../src/index.ts";
import type { TextTable } from "../../src/tables/text-table.ts";
import { table } from "./tables-of-text.ts";

/** What a person is told of a file that is not yet a table of counts, word for word: where, what, and what to do. */
const told: readonly (readonly [string, readonly TextTable[], TableReading, readonly string[]])[] = [
  [
    "nothing",
    [table("")],
    {},
    [
      "error table.csv:1 table-none: the file is empty. A table of counts has a first line with the headings of its columns and a row for each group, as CSV separated by commas, semicolons or tabs.",
    ],
  ],
  [
    "one cell",
    [table("only words")],
    {},
    [
      "error table.csv:1 table-none: there is no table here: no row has more than one cell. A table of counts has a first line with the headings of its columns and a row for each group, as CSV separated by commas, semicolons or tabs.",
    ],
  ],
  [
    "one cell a line",
    [table("Title\nNote")],
    {},
    [
      "error table.csv:1 table-none: there is no table here: no row has more than one cell. A table of counts has a first line with the headings of its columns and a row for each group, as CSV separated by commas, semicolons or tabs.",
    ],
  ],
  [
    "headings alone",
    [table("Area|n")],
    {},
    [
      "error table.csv:1 table-none: there are headings and no row that fits under them. A table of counts has a first line with the headings of its columns and a row for each group, as CSV separated by commas, semicolons or tabs.",
    ],
  ],
  [
    "blank cells alone",
    [table(" | \n | ")],
    {},
    [
      "error table.csv:1 table-none: the file is empty. A table of counts has a first line with the headings of its columns and a row for each group, as CSV separated by commas, semicolons or tabs.",
    ],
  ],
  [
    "lines beside the table",
    [table("Table 3||\nArea|f|m\nA|1|2\nLondon||\nSource: us||")],
    {},
    [
      "error table.csv:1 table-words-outside: this line has one cell where the table has several columns. Delete titles, notes and sources around the table. If the line heads a group of rows, write its words in a column of their own, in every row of the group.",
      "error table.csv:4 table-words-outside: this line has one cell where the table has several columns. Delete titles, notes and sources around the table. If the line heads a group of rows, write its words in a column of their own, in every row of the group.",
      "error table.csv:5 table-words-outside: this line has one cell where the table has several columns. Delete titles, notes and sources around the table. If the line heads a group of rows, write its words in a column of their own, in every row of the group.",
    ],
  ],
  [
    "rows of another width",
    [table("Area|f|m\nA|1|2\nB|1\nC\nD|1|2|3\nE|1|2|3|4")],
    {},
    [
      "error table.csv:3 table-too-few-cells: the row has 2 cells under 3 headings. Write the cells that are missing: 0 where nobody was counted, [x] where nothing is known.",
      "error table.csv:4 table-words-outside: this line has one cell where the table has several columns. Delete titles, notes and sources around the table. If the line heads a group of rows, write its words in a column of their own, in every row of the group.",
      'error table.csv:5 table-too-many-cells: the row has 4 cells under 3 headings. Put quotation marks around a cell that holds the separator ("1,234"), or head the column.',
      'error table.csv:6 table-too-many-cells: the row has 5 cells under 3 headings. Put quotation marks around a cell that holds the separator ("1,234"), or head the column.',
    ],
  ],
  [
    "doubled headings",
    [table("Area|Girls|girls | GIRLS|Boys|boys\nA|1|2|3|4|5")],
    {},
    [
      "error table.csv:1 table-doubled-heading: two columns are headed “Girls”. Give every column a heading of its own, such as “2023: male” and “2024: male”.",
      "error table.csv:1 table-doubled-heading: two columns are headed “Boys”. Give every column a heading of its own, such as “2023: male” and “2024: male”.",
    ],
  ],
  [
    "numbers without a heading",
    [table("Area|n||m\nA|1|2|3")],
    {},
    [
      "error table.csv:1 table-no-heading: column 3 holds numbers and has no heading. Write above it what it counts, or delete the column.",
    ],
  ],
  [
    "no such column",
    [table("Area|n\nA|1")],
    { labels: ["Region", "Area"], people: "children" },
    [
      "error table.csv:1 table-no-such-column: there is no column “children”. Name one of the columns of this table: “Area” and “n”.",
      "error table.csv:1 table-no-such-column: there is no column “Region”. Name one of the columns of this table: “Area” and “n”.",
    ],
  ],
  [
    "no such column among many",
    [table("a|b|c|d|e|f|g|h|i\nA|1|2|3|4|5|6|7|8")],
    { labels: ["Region"] },
    [
      "error table.csv:1 table-no-such-column: there is no column “Region”. Name one of the columns of this table: “a”, “b”, “c”, “d”, “e”, “f” and 3 more.",
    ],
  ],
  [
    "no such column among seven",
    [table("a|b|c|d|e|f|g\nA|1|2|3|4|5|6")],
    { labels: ["Region"] },
    [
      "error table.csv:1 table-no-such-column: there is no column “Region”. Name one of the columns of this table: “a”, “b”, “c”, “d”, “e”, “f” and “g”.",
    ],
  ],
  [
    "no counts",
    [table("Area|f|m\nA|x|y")],
    {},
    [
      "error table.csv:1 table-no-counts: no column holds counts. A table of counts has at least one column of whole numbers. If a column of numbers was taken for names, say with --label which columns say what a row is about.",
    ],
  ],
  [
    "people of many",
    [table("Area|visits|calls|children\nA|40|30|20")],
    { people: "children" },
    [
      "error table.csv:1 table-people-of-many: one column says how many people stand behind the counts of 2 columns. Use the long form, one count a row with its people beside it, so that each count has its own.",
    ],
  ],
  [
    "numbers as headings",
    [table("A|3|14\nB|5|6")],
    {},
    [
      "error table.csv:1 table-no-headings: the first line holds numbers where headings should stand. Write the headings of the columns above the numbers; an age or a code with a word, such as age 5.",
    ],
  ],
  [
    "two numbers one after the other as headings",
    [table("A|3|4\nB|5|6")],
    {},
    [
      "error table.csv:1 table-no-headings: the first line holds numbers where headings should stand. Write the headings of the columns above the numbers; an age or a code with a word, such as age 5.",
    ],
  ],
  [
    "words among numbers",
    [table("Area|n|Remark|m|Note\nA|1|fine|2|x\nB|1|good|2|y")],
    {},
    [
      "error table.csv:1 column “Remark” table-words-among-numbers: the column “Remark” holds words and stands among columns of numbers. Delete the column, or, if it says what a row is about, name all such columns with --label.",
      "error table.csv:1 column “Note” table-words-among-numbers: the column “Note” holds words and stands among columns of numbers. Delete the column, or, if it says what a row is about, name all such columns with --label.",
    ],
  ],
  [
    "cells that are no counts",
    [table("Area|a|b|c|d\nA||[c]|-4|40%\nB|2.5|1.234|99999999999999999999|few\nC|1|2|3|4\nD|1|2|3|4\nE|1|2|3|4")],
    {},
    [
      "error table.csv:2 column “a” table-blank: “A, a” is blank. Write 0 where nobody was counted, [x] where nothing is known and [z] where there can be nobody; or say what all of them mean with --blank zero or --blank not-available.",
      "error table.csv:2 column “b” table-already-hidden: “A, b” is hidden already. Give the table with its true numbers: with hidden ones nobody can tell what could be worked out from the others.",
      "error table.csv:2 column “c” table-negative: “A, c” is below 0, and no count is. Correct it, or delete the column if it holds differences.",
      "error table.csv:2 column “d” table-fraction: “A, d” is no whole number. Plait protects counts. Give the counts that averages, rates or percentages were made from, and work these out from the protected table.",
      "error table.csv:3 column “a” table-fraction: “B, a” is no whole number. Plait protects counts. Give the counts that averages, rates or percentages were made from, and work these out from the protected table.",
      "error table.csv:3 column “b” table-ambiguous: “B, b” may be thousands or a fraction. Write it without separators: 1234, or 1 for 1.000.",
      "error table.csv:3 column “c” table-too-large: “B, c” is larger than any number of people. Correct it.",
      "error table.csv:3 column “d” table-not-a-count: “B, d” is no count. Write the count; [x] where nothing is known, [z] where there can be nobody.",
    ],
  ],
  [
    "nine columns of labels",
    [table("a|b|c|d|e|f|g|h|i|n\nA|x|x|x|x|x|x|x|x|1")],
    {},
    [
      "error table.csv:1 table-too-many-dimensions: the table has more than 8 columns of labels. Give a table with fewer, or, if columns of counts were taken for labels, name those of labels with --label.",
    ],
  ],
  [
    "a row twice",
    [table("Area|Sex|n\nA|f|1\nB|f|2\na| F|3")],
    {},
    [
      "error table.csv:4 column “n” table-doubled-row: the row is about the same as that of line 2: “a, F”. Delete one of them, add the column that tells them apart, or, if a column of numbers does, name all columns of labels with --label.",
    ],
  ],
  [
    "a row without a name",
    [table("Area|n\n|1\nB|2")],
    {},
    [
      "error table.csv:2 column “Area” table-no-label: the row does not say what it is about. Write what the row is about; where it is the total of the rows, write Total.",
    ],
  ],
  [
    "two totals",
    [table("Area|Total|All\nA|1|2\nB|2|3")],
    {},
    [
      "error table.csv:2 column “All” table-two-totals: “A, All” and “A, Total” would both be the total. Give the column that is no total another heading.",
    ],
  ],
  [
    "two total rows",
    [table("Area|n\nA|1\nTotal|1\nAll|1")],
    {},
    [
      "error table.csv:4 column “n” table-doubled-row: the row is about the same as that of line 3: “All”. Delete one of them, add the column that tells them apart, or, if a column of numbers does, name all columns of labels with --label.",
    ],
  ],
  [
    "a share that is none",
    [table("Area|n|%\nA|20|40%\nB|30|many\nTotal|50|100%")],
    {},
    [
      "error table.csv:3 column “%” table-not-a-share: this is no percentage. Write the percentage, or [z] where there is none; or delete the column.",
    ],
  ],
  [
    "shares of nothing here",
    [table("Area|n|rate %\nA|20|1.5%\nB|30|2.5%\nTotal|50|2%")],
    {},
    [
      "error table.csv:1 column “rate %” table-shares-of-what: the shares in “rate %” are not of two counts of this table. Delete the column and work the percentages out from the protected table; or add the column or the total that they are percentages of.",
    ],
  ],
  [
    "sums that do not hold",
    [table("Area|f|m|Total\nA|1|2|4\nB|3|4|7\nTotal|4|6|11")],
    {},
    [
      "error table.csv:2 column “Total” table-does-not-add-up: “A, Total” is not the sum of its parts: “A, f” and “A, m” come to less. Correct the number that is wrong, or, if they are not all, add one for the others. If a part is itself a sum of others, say so with --parents; if the parts overlap or are only some of the people, say --of-which.",
      "error table.csv:4 column “Total” table-does-not-add-up: “Total, Total” is not the sum of its parts: “Total, f” and “Total, m” come to less. Correct the number that is wrong, or, if they are not all, add one for the others. If a part is itself a sum of others, say so with --parents; if the parts overlap or are only some of the people, say --of-which.",
    ],
  ],
  [
    "sums that do not hold, told",
    [table("Area|f|m|Total\nA|1|2|4\nB|3|4|6\nTotal|4|6|10")],
    { tellNumbers: true },
    [
      "error table.csv:2 column “Total” table-does-not-add-up: “A, Total” is not the sum of its parts: “A, f” and “A, m” come to less by 1. Correct the number that is wrong, or, if they are not all, add one for the others. If a part is itself a sum of others, say so with --parents; if the parts overlap or are only some of the people, say --of-which.",
      "error table.csv:3 column “Total” table-does-not-add-up: “B, Total” is not the sum of its parts: “B, f” and “B, m” come to more by 1. Correct the number that is wrong. If a part is itself a sum of others, say so with --parents; if the parts overlap or are only some of the people, say --of-which.",
    ],
  ],
  [
    "a part larger than its whole",
    [table("Area|Girls|All\nA|31|30\nB|20|50")],
    { ofWhich: true },
    [
      "error table.csv:2 column “Girls” table-part-larger: “A, Girls” counts more than “A, All” (table.csv, line 2), of which it is a part. Correct the number that is wrong, or, if it is no part of the other, say in a column what each is about.",
    ],
  ],
  [
    "a part larger than its whole, told",
    [table("Area|Girls|All\nA|31|30\nB|20|50")],
    { ofWhich: true, tellNumbers: true },
    [
      "error table.csv:2 column “Girls” table-part-larger: “A, Girls” counts more than “A, All” (table.csv, line 2), of which it is a part. Correct the number that is wrong, or, if it is no part of the other, say in a column what each is about.",
    ],
  ],
  [
    "a total without a name",
    [table("Area|Girls|Boys|Persons\nA|10|20|30\nB|5|6|11")],
    {},
    [
      "warning table.csv table-total-found: “Persons” was read as the total of columns: it is the sum of the others throughout. Nothing, if that is so. Otherwise the numbers happen to add up; a reader can add them up as well, so they are protected alike.",
    ],
  ],
  [
    "a total without a name among rows",
    [table("Age|n|m\n0-9|4|1\n10-17|5|3\nunder 18|9|4")],
    {},
    [
      "warning table.csv table-total-found: “under 18” was read as the total of Age: it is the sum of the others throughout. Nothing, if that is so. Otherwise the numbers happen to add up; a reader can add them up as well, so they are protected alike.",
    ],
  ],
  [
    "subtotals",
    [table("Age|n|m\n0-4|4|1\n5-9|5|2\nunder 10|9|3\n10-15|3|3\n16-17|2|4\n10 and over|5|7\nTotal|14|10")],
    {},
    [
      "warning table.csv table-subtotal-found: “under 10” was read as the sum of “0-4” and “5-9”. Nothing, if that is so. Otherwise the numbers happen to add up; a reader can add them up as well, so they are protected alike.",
      "warning table.csv table-subtotal-found: “10 and over” was read as the sum of “10-15” and “16-17”. Nothing, if that is so. Otherwise the numbers happen to add up; a reader can add them up as well, so they are protected alike.",
    ],
  ],
  [
    "parents without a header",
    [table("Area|n\nA|1")],
    { parents: [{ dimension: "Area", table: table("region|parent\na|b", "parents.csv") }] },
    [
      "error parents.csv:1 parents-no-header: there are no columns child and parent. Begin it with the line child,parent and write a line for each category that is part of another.",
    ],
  ],
  [
    "parents",
    [table("Area|n\nA|1")],
    {
      parents: [
        { dimension: "Area", table: table("Child|Parent\nA|South\na|East\nB|\n|South\nC|D\nD|C", "parents.csv") },
      ],
    },
    [
      "error parents.csv:3 parents-two: “a” has two parents. Keep one. A second way of grouping is a column of its own in the table.",
      "error parents.csv:4 parents-blank: child or parent is blank. Write both, or delete the line.",
      "error parents.csv:5 parents-blank: child or parent is blank. Write both, or delete the line.",
      "error parents.csv:7 parents-circle: “D” would be a part of itself. Correct one of the lines of the circle.",
    ],
  ],
  [
    "parents of what",
    [table("Area|Sex|n\nA|f|1\nB|m|2")],
    { parents: [{ dimension: "Region", table: table("child|parent\nA|B", "parents.csv") }] },
    [
      "error parents.csv parents-of-what: no table has a column “Region”. Say which of these the file is about: “Area” and “Sex”.",
    ],
  ],
  [
    "tables that differ",
    [table("age|n\n0-9|8", "one.csv"), table("Age|n\n0-9|9\n10-19|9", "other.csv")],
    {},
    [
      "error other.csv:2 column “n” tables-differ: “0-9” is another number than “0-9” in one.csv, line 2, and both are about the same. If one of the tables is about some of the people only, add a column that says so, such as sex with male in every row; if they are about different times, a column period. If one is wrong, correct it.",
    ],
  ],
  [
    "tables apart",
    [table("age|n\n0-9|8", "one.csv"), table("area|n\nA|9", "other.csv")],
    { columnsAre: "what" },
    [
      "warning one.csv tables-not-linked: no number of this table is one of another table, or a part of one. Nothing, if it is about other people. If it is about the same, head the same columns alike and name the same groups alike, so that the tables can be protected together.",
      "warning other.csv tables-not-linked: no number of this table is one of another table, or a part of one. Nothing, if it is about other people. If it is about the same, head the same columns alike and name the same groups alike, so that the tables can be protected together.",
    ],
  ],
  [
    "a part larger in another table",
    [table("age|n\n0-9|8", "one.csv"), table("sex|age|n\nm|0-9|9", "other.csv")],
    {},
    [
      "error other.csv:2 column “n” table-part-larger: “m, 0-9” counts more than “0-9” (one.csv, line 2), of which it is a part. Correct the number that is wrong, or, if it is no part of the other, say in a column what each is about.",
    ],
  ],
  [
    "people",
    [table("Area|episodes|children\nA|40|41\nB|3|few\nC|3|0\nD|0|0\nE|0|\nF|3|3")],
    { people: "children" },
    [
      "error table.csv:2 column “children” table-people: more people stand behind “A” than were counted, or none. Correct the number of people, or name another column with --people.",
      "error table.csv:3 column “children” table-people: how many people stand behind “B” is no whole number. Write in “children” how many distinct people there are.",
      "error table.csv:4 column “children” table-people: more people stand behind “C” than were counted, or none. Correct the number of people, or name another column with --people.",
    ],
  ],
  [
    "people blank",
    [table("Area|episodes|children\nA|40|-\nB|4|4")],
    { people: "children" },
    [
      "error table.csv:2 column “children” table-people: how many people stand behind “A” is no whole number. Write in “children” how many distinct people there are.",
    ],
  ],
  [
    "numbers in words",
    [table("Area|Girls (n = 12)|Boys n=3|Men (N 4)\nA, n = 4|1|2|3\nB|1|2|3")],
    {},
    [
      "warning table.csv table-total-found: “Men (N 4)” was read as the total of columns: it is the sum of the others throughout. Nothing, if that is so. Otherwise the numbers happen to add up; a reader can add them up as well, so they are protected alike.",
      "error table.csv:1 column “Girls (n = 12)” table-count-in-words: the label tells a number, and labels leave as they stand. Take the number out of the words; in a row or a column of its own it is protected.",
      "error table.csv:1 column “Boys n=3” table-count-in-words: the label tells a number, and labels leave as they stand. Take the number out of the words; in a row or a column of its own it is protected.",
      "error table.csv:2 table-count-in-words: the label tells a number, and labels leave as they stand. Take the number out of the words; in a row or a column of its own it is protected.",
    ],
  ],
];

describe("[T1] [T3] every problem has its place and its remedy", () => {
  test.each(told)("%s", (_, tables, reading, expected) => {
    const { problems } = readCountsTables(tables, reading);
    expect(
      problems.map(
        ({ severity, place, code, message, remedy }) => `${severity} ${written(place)} ${code}: ${message}. ${remedy}`,
      ),
    ).toEqual(expected);
  });
});

function written({ file, line, path }: Place): string {
  return `${file}${line === undefined ? "" : `:${line}`}${path === undefined ? "" : ` ${path}`}`;
}
