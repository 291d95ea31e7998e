import { GRID_FILE, Q_ANALYSIS_FILE, SORTS_FOLDER } from "./read-q.ts";
import { PARTICIPANTS_FILE } from "./read-q-participants.ts";
import { Q_SET_FILE } from "./read-q-set.ts";

/** The files of a new Q strand, path to text. It has no error, only the warning that there is no sort yet. */
export function qTemplate(): readonly (readonly [path: string, text: string])[] {
  return [
    [Q_SET_FILE, qSet],
    [GRID_FILE, grid],
    [PARTICIPANTS_FILE, "sorter,age,gender,months_in_service,left_service\n"],
    [Q_ANALYSIS_FILE, analysis],
    [`${SORTS_FOLDER}README.md`, sortsReadme],
  ];
}

const qSet = `statement,number,theme,en
s1,1,Theme,First card
s2,2,Theme,Second card
s3,3,Theme,Third card
s4,4,Theme,Fourth card
`;

const grid = `# What lies on the table. docs/guides/study-folder.md explains every key.
# Together the columns hold as many cards as the Q-set has.
shape: forced
columns:
  - { value: -1, cards: 1 }
  - { value: 0, cards: 2 }
  - { value: 1, cards: 1 }

# The sentence the cards complete, and the ends of the grid, in each language that has cards. \`plait q check\` prints the digits
# with which a wording is locked before anybody sorts.
languages:
  en:
    instruction: Because of this service …
    lowest: Matters least to me
    highest: Matters most to me
    version: 1
`;

const analysis = `# The choices of the analysis, with their reasons. What is not written has the default of docs/guides/study-folder.md.
factors: { number: parallel, reason: As many factors as stand above random sorts on this grid }
rotation: { method: varimax }
flags: { level: 0.05, majority: true }
reliability: 0.8
#groups:
#  - { name: Being safe first, anchors: [P1, P3] }
#decided: { who: A. Analyst, when: 2025-01-31 }
`;

const sortsReadme = `# Sorts

\`plait q import <study> <file>\` brings sorts in from other programs and from the entry form, as tidy CSV. A row names the
sorter by a code, never by a name.
`;
