import { compareText, type Problem } from "./problem.ts";
import { errorAt, listed, warningAt } from "./problem-at.ts";
import { type QAnalysisFile, qAnalysisSchema } from "./q-analysis.ts";
import { type GridFile, gridFileSchema } from "./q-grid.ts";
import { type QRecording, RECORDINGS_FOLDER, recordingOf } from "./q-recordings.ts";
import { PARTICIPANTS_FILE, type QParticipant, readQParticipants } from "./read-q-participants.ts";
import { PICTURES_FOLDER, Q_SET_FILE, type QStatement, readQSet, wordingDigest } from "./read-q-set.ts";
import { readStudyText, readStudyYaml } from "./read-study-file.ts";
import type { StudyFiles } from "./study-files.ts";
import { WORD_CHECKS_FILE, type WordChecks, wordChecksSchema } from "./word-checks.ts";
import type { YamlFile } from "./yaml-file.ts";

export const GRID_FILE = "q/grid.yaml";
export const Q_ANALYSIS_FILE = "q/analysis.yaml";
export const SORTS_FOLDER = "q/sorts/";
export const NARRATIVES_FOLDER = "q/narratives/";

/** What a study says about its Q-sorts. The sorts themselves are read by the strand. */
export interface QStudy {
  readonly statements: readonly QStatement[];
  readonly grid: GridFile;
  readonly participants: readonly QParticipant[];
  readonly analysis: QAnalysisFile;
  /** The files under `q/sorts/`, in code-unit order, with their text. */
  readonly sortFiles: readonly QText[];
  /** The files under `q/narratives/`: by the number of the group, what people wrote about it. */
  readonly narratives: ReadonlyMap<number, string>;
  /** The files under `q/sound/` that are the recording of a card in a language. */
  readonly recordings: readonly QRecording[];
  /** Which languages of the participants' page were signed off, and for which words. */
  readonly wordChecks: WordChecks;
}

export interface QText {
  readonly file: string;
  readonly text: string;
}

/** Reads the folder `q/`; the value is present where nothing is missing, whatever problems its parts have. */
export async function readQ(
  files: StudyFiles,
  listing: readonly string[],
  languages: readonly string[],
): Promise<{ readonly value?: QStudy; readonly problems: readonly Problem[] }> {
  const sortPaths = listing.filter((path) => path.startsWith(SORTS_FOLDER) && /\.csv$/i.test(path));
  const narrativePaths = listing.filter((path) => narrativeOf(path) !== undefined);
  const [qSet, participants, grid, analysis, wordChecks, sorts, narratives] = await Promise.all([
    readStudyText(files, Q_SET_FILE, "required"),
    readStudyText(files, PARTICIPANTS_FILE, "optional"),
    readStudyYaml(files, GRID_FILE, gridFileSchema, "required"),
    readStudyYaml(files, Q_ANALYSIS_FILE, qAnalysisSchema, "optional"),
    readStudyYaml(files, WORD_CHECKS_FILE, wordChecksSchema, "optional"),
    Promise.all(sortPaths.map((file) => readStudyText(files, file, "required"))),
    Promise.all(narrativePaths.map((file) => readStudyText(files, file, "required"))),
  ]);
  const cards = qSet.text === undefined ? undefined : readQSet(qSet.text, languages);
  const people = participants.text === undefined ? undefined : readQParticipants(participants.text);
  const problems: Problem[] = [
    ...[qSet, participants, ...sorts, ...narratives].flatMap((one) => one.problems),
    ...(cards?.problems ?? []),
    ...(people?.problems ?? []),
    ...grid.problems,
    ...analysis.problems,
    ...wordChecks.problems.map(notCounted),
  ];
  const isCard = (id: string) => cards?.statements.some((each) => each.id === id) ?? true;
  const recordings = recordingsIn(listing).filter(
    ({ language, statement }) => languages.includes(language) && isCard(statement),
  );
  problems.push(...strayFiles(listing, new Set(recordings.map(({ file }) => file)), cards?.statements));
  if (cards !== undefined) problems.push(...missingPictures(cards.statements, listing));
  if (cards !== undefined && grid.value !== undefined) {
    const isWhole = cards.problems.every(({ severity }) => severity !== "error");
    problems.push(...cardProblems(isWhole ? cards.statements : undefined, grid.value, grid, languages));
  }
  if (sortPaths.length === 0) {
    const remedy = "Add the sorts with `plait q import`, or write them as q/sorts/<name>.csv.";
    problems.push(warningAt({ file: SORTS_FOLDER.slice(0, -1) }, "q-no-sorts", "there is no sort yet", remedy));
  }
  if (analysis.value !== undefined) problems.push(...analysisProblems(analysis.value, analysis, people?.participants));
  if (
    cards === undefined ||
    grid.value === undefined ||
    (analysis.value === undefined && analysis.problems.length > 0)
  ) {
    return { problems };
  }
  return {
    value: {
      statements: cards.statements,
      grid: grid.value,
      participants: people?.participants ?? [],
      analysis: analysis.value ?? qAnalysisSchema.parse({}),
      sortFiles: sorts.flatMap(({ file, text }) => (text === undefined ? [] : [{ file, text }])),
      narratives: new Map(
        narratives.flatMap(({ file, text }) => {
          const group = narrativeOf(file);
          return text === undefined || group === undefined ? [] : [[group, text.trim()] as const];
        }),
      ),
      recordings,
      wordChecks: wordChecks.value ?? {},
    },
    problems,
  };
}

/** The group a narrative is about: `q/narratives/2.md` is about group 2. */
function narrativeOf(path: string): number | undefined {
  const found = /^q\/narratives\/([1-9]\d*)\.md$/.exec(path);
  return found === null ? undefined : Number(found[1]);
}

/** Without the statements, only what concerns the grid alone. */
function* cardProblems(
  statements: readonly QStatement[] | undefined,
  grid: GridFile,
  file: YamlFile<GridFile>,
  languages: readonly string[],
): Generator<Problem> {
  const values = grid.columns.map(({ value }) => value);
  const twice = values.findIndex((value, at) => values.indexOf(value) !== at);
  if (twice >= 0) {
    const remedy = "Give every column a value of its own.";
    yield errorAt(
      file.place(["columns", twice]),
      "q-column-twice",
      `two columns bear the value ${values[twice]}`,
      remedy,
    );
  }
  const room = grid.columns.reduce((sum, { cards }) => sum + cards, 0);
  if (statements !== undefined && room !== statements.length) {
    const message = `the grid has room for ${room} cards, the Q-set has ${statements.length}`;
    yield errorAt(
      file.place(["columns"]),
      "q-grid-cards",
      message,
      "Make the columns' cards add up to the cards of the Q-set.",
    );
  }
  for (const [tag, { locked }] of Object.entries(grid.languages)) {
    const place = file.place(["languages", tag]);
    if (!languages.includes(tag)) {
      const message = `${tag} is no language of the study`;
      yield errorAt(
        place,
        "q-language-unknown",
        message,
        `Add it to languages in study.yaml, which has ${listed(languages)}.`,
      );
      continue;
    }
    if (statements === undefined) continue;
    const digest = wordingDigest(statements, tag);
    if (locked !== undefined && locked.wording !== digest) {
      yield errorAt(
        file.place(["languages", tag, "locked"]),
        "q-wording-changed",
        `the cards in ${tag} were changed after they were locked on ${locked.when} (wording ${locked.wording}, now ${digest})`,
        "Take the change back in q/q-set.csv; or, if nobody has sorted the new wording, raise the version and lock it anew.",
      );
    }
  }
}

function* analysisProblems(
  analysis: QAnalysisFile,
  file: YamlFile<QAnalysisFile>,
  participants: readonly QParticipant[] | undefined,
): Generator<Problem> {
  const { factors, rotation, flags, groups } = analysis;
  const most = factors.number === "parallel" ? Number.POSITIVE_INFINITY : factors.number;
  const isOblique = rotation.method === "promax" || rotation.method === "oblimin";
  if (isOblique && analysis.stability.align === "procrustes") {
    const message = `factors of ${rotation.method} correlate and cannot be turned as one (procrustes)`;
    yield errorAt(file.place(["stability", "align"]), "q-align", message, "Write align: assignment.");
  }
  if (rotation.method === "judgmental") {
    for (const [at, { factors: pair }] of rotation.turns.entries()) {
      const place = file.place(["rotation", "turns", at]);
      if (pair[0] === pair[1]) {
        yield errorAt(place, "q-turn", "a turn needs two different factors", "Name two of them, such as [1, 2].");
      } else if (Math.max(...pair) > most) {
        yield errorAt(place, "q-turn", `the analysis has ${most} factors`, "Name two of them.");
      }
    }
  }
  for (const [at, { factor }] of flags.changes.entries()) {
    if (factor > most) {
      const place = file.place(["flags", "changes", at, "factor"]);
      yield errorAt(place, "q-flag-factor", `the analysis has ${most} factors`, "Name one of them.");
    }
  }
  const known = new Set(participants?.map(({ sorter }) => sorter));
  if (participants === undefined || known.size === 0) return;
  const named = [
    ...flags.changes.map(({ sorter }, at) => ({ sorter, path: ["flags", "changes", at, "sorter"] })),
    ...groups.flatMap(({ anchors }, at) =>
      anchors.map((sorter, index) => ({ sorter, path: ["groups", at, "anchors", index] })),
    ),
  ];
  for (const { sorter, path } of named) {
    if (known.has(sorter)) continue;
    const remedy = `Correct the code, or add the person to ${PARTICIPANTS_FILE}.`;
    yield errorAt(file.place(path), "q-sorter-unknown", `nobody is called ${sorter}`, remedy);
  }
}

/** One for each card and language: the first by name. */
function recordingsIn(listing: readonly string[]): QRecording[] {
  const byCard = new Map<string, QRecording>();
  for (const file of [...listing].sort(compareText)) {
    const recording = recordingOf(file);
    if (recording === undefined) continue;
    const card = JSON.stringify([recording.language, recording.statement]);
    if (!byCard.has(card)) byCard.set(card, recording);
  }
  return [...byCard.values()];
}

/** A sign-off that cannot be read is none; nothing else depends on it. */
function notCounted(problem: Problem): Problem {
  return { ...problem, severity: "warning", message: `${problem.message}; the sign-off is not counted` };
}

function missingPictures(statements: readonly QStatement[], listing: readonly string[]): Problem[] {
  const there = new Set(listing);
  return statements.flatMap(({ id, picture }) => {
    if (picture === undefined || there.has(picture.file)) return [];
    const message = `the picture of ${id} is missing: there is no ${picture.file}`;
    const remedy = "Put the file there under this very name, capitals included, or empty the cell.";
    return [errorAt({ file: Q_SET_FILE, path: id }, "q-picture-missing", message, remedy)];
  });
}

/** @param statements without them, every picture may be one of theirs */
function strayFiles(
  listing: readonly string[],
  recordings: ReadonlySet<string>,
  statements: readonly QStatement[] | undefined,
): Problem[] {
  const single = new Set([Q_SET_FILE, PARTICIPANTS_FILE, GRID_FILE, Q_ANALYSIS_FILE, WORD_CHECKS_FILE]);
  const pictures = new Set(statements?.map(({ picture }) => picture?.file));
  const isRead = (file: string): boolean => {
    if (file.startsWith(SORTS_FOLDER)) return /\.csv$/i.test(file);
    if (file.startsWith(PICTURES_FOLDER)) return statements === undefined || pictures.has(file);
    return single.has(file) || recordings.has(file) || narrativeOf(file) !== undefined;
  };
  return listing
    .filter((file) => file.startsWith("q/") && !isRead(file))
    .filter((file) => !/(^|\/)(readme[^/]*|\.[^/]*)$/i.test(file))
    .map((file) => warningAt({ file }, "file-not-read", notReadMessage(file), notReadRemedy(file, single)));
}

function notReadMessage(file: string): string {
  if (file.startsWith(PICTURES_FOLDER)) return "no card has this picture";
  return file.startsWith(RECORDINGS_FOLDER)
    ? "this is not the recording of a card in a language of the study, or a second one"
    : "Plait reads no file of this name";
}

function notReadRemedy(file: string, single: ReadonlySet<string>): string {
  if (file.startsWith(SORTS_FOLDER)) {
    return "Bring it in with `plait q import`, which writes it as CSV and leaves nothing out in silence.";
  }
  if (file.startsWith(PICTURES_FOLDER)) return `Name it under picture in ${Q_SET_FILE}, or take it away.`;
  if (file.startsWith(RECORDINGS_FOLDER)) {
    return `Call it ${RECORDINGS_FOLDER}<language>/<statement>.mp3 (or .m4a, .ogg, .webm, .wav), or take it away.`;
  }
  return `It reads ${[...single].join(", ")}, ${SORTS_FOLDER}*.csv and ${NARRATIVES_FOLDER}<group>.md.`;
}
