import { seededRandom } from "@plait/study";
import { csvRecord } from "./csv-text.ts";
import { cards, cardWords, gridColumns } from "./q-cards.ts";
import { makeSorters, type Sorter } from "./q-sorters.ts";

/** The Q strand of the example alone, and who was given which view: what `writeGuardianshipStudy` writes of it. */
export function guardianshipQ(seed = "guardianship"): {
  readonly files: ReadonlyMap<string, string>;
  readonly sorters: readonly Sorter[];
} {
  const sorters = makeSorters(seededRandom(seed).fork("sorters"));
  return { files: new Map(qTexts(sorters)), sorters };
}

/** The files of `q/`, path within the study to text. */
export function qTexts(sorters: readonly Sorter[]): [path: string, text: string][] {
  const first = sorters.filter((_, index) => index < 14);
  const second = sorters.filter((_, index) => index >= 14);
  return [
    ["q/README.md", readme],
    [
      "q/q-set.csv",
      csv([
        ["statement", "number", "theme", "en", "ar"],
        ...cards.map(({ id, theme, en, ar }, at) => [id, at + 1, theme, en, ar]),
      ]),
    ],
    ["q/grid.yaml", gridYaml],
    ["q/participants.csv", participantsCsv(sorters)],
    ["q/analysis.yaml", analysisYaml],
    ["q/sorts/2022-07.csv", sortsCsv(first)],
    ["q/sorts/2022-09.csv", sortsCsv(second)],
    ["q/narratives/1.md", narrative],
  ];
}

function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${csvRecord(row)}\n`).join("");
}

function participantsCsv(sorters: readonly Sorter[]): string {
  return csv([
    ["sorter", "age", "gender", "months_in_service", "left_service"],
    ...sorters.map(({ code, age, gender, monthsInService, leftService }) => [
      code,
      age,
      gender,
      monthsInService,
      leftService ? "yes" : "no",
    ]),
  ]);
}

function sortsCsv(sorters: readonly Sorter[]): string {
  return csv([
    ["sorter", "language", "statement", "place", "pile", "order"],
    ...sorters.flatMap(({ code, language, places, piles, order }) =>
      cards.map(({ id }, card) => [code, language, id, places[card] ?? 0, piles[card] ?? "", order[card] ?? 0]),
    ),
  ]);
}

const readme = `The Q-sorts of the example (synthetic)

The 28 statements are our own wording on published themes and only illustrate: the wording of the study that the example
follows is not public. The Arabic is a translation nobody has checked. The 25 sorters and their sorts are made up.
`;

const gridYaml = `# What lies on the table, and the words around it.
shape: forced
columns:
${gridColumns.map(([value, count]) => `  - { value: ${value}, cards: ${count} }\n`).join("")}languages:
${Object.entries(cardWords)
  .map(
    ([tag, words]) =>
      `  ${tag}:\n    instruction: ${JSON.stringify(words.instruction)}\n    lowest: ${JSON.stringify(words.lowest)}\n    highest: ${JSON.stringify(words.highest)}\n    version: 1\n`,
  )
  .join("")}`;

const analysisYaml = `# The choices of the analysis and their reasons. What is not written here has the default of the guide.
extraction: { method: pca }
factors: { number: parallel, reason: "As many factors as stand above random sorts on this grid." }
rotation: { method: varimax }
flags: { level: 0.05, majority: true }
reliability: 0.80
# A group keeps its name through every re-run: it is the factor on which its anchors load most.
groups:
  - { name: Group 1, anchors: [QYP1, QYP3, QYP4] }
  - { name: Group 2, anchors: [QYP2, QYP13] }
  - { name: Group 3, anchors: [QYP8, QYP11] }
  - { name: Group 4, anchors: [QYP9, QYP18] }
  - { name: Group 5, anchors: [QYP6, QYP14] }
decided: { who: A. Analyst, when: 2022-10-14 }
`;

const narrative = `This text stands where a team writes what a group has in common, from its array, its crib sheet and the conversations.
The sorts of this example are made up, so there is nothing to tell.
`;
