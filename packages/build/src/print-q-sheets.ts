import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { entryFormHtml, makeGrid, paperHtml, paperParts, paperPlan, paperTypst } from "@plait/q-method";
import { MissingGlyphs, typstPdf } from "@plait/report";
import { type Problem, Q_SET_FILE, wordingDigest } from "@plait/study";
import { openQ, wordsAround } from "./open-q.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";

export interface PrintRequest {
  /** The first of the study unless told. */
  readonly language?: string;
  readonly paper: "a4" | "a3";
  /** The edge about which the printer turns the paper. */
  readonly flip: "long" | "short";
  /** Where the sheets go. */
  readonly to: string;
}

/**
 * Writes the cards, the board, a page to write the numbers down, the guide for the people who sort (each as PDF and HTML), and the
 * entry form for the numbers. They hold wording only and nothing about a person. Where the fonts that come with Plait lack a
 * character, a sheet is written as HTML alone, which uses the fonts of the machine, and a warning says so.
 *
 * Throws StudyProblems where the cards cannot be printed.
 */
export async function printQSheets(
  folder: string,
  { language: wanted, paper, flip, to }: PrintRequest,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly Problem[] }> {
  const { settings, study } = await openQ(folder);
  const language = wanted ?? settings.languages[0] ?? "en";
  const { instruction, lowest, highest, version } = wordsAround(study, language);
  const qSet = { statements: study.statements };
  const grid = makeGrid(study.grid.columns, study.grid.shape);
  const plan = paperPlan({
    title: settings.title,
    qSet,
    language,
    version: String(version),
    digest: wordingDigest(study.statements, language),
    grid,
    instruction,
    labels: { lowest, highest },
    paper,
    flip,
  });
  if (plan.value === undefined || hasErrors(plan.problems)) throw new StudyProblems(plan.problems);
  const out = resolve(to);
  await mkdir(out, { recursive: true });
  const files: string[] = [];
  const write = async (name: string, content: string | Uint8Array) => {
    const path = join(out, name);
    await writeFile(path, content);
    files.push(path);
  };
  const problems = [...plan.problems];
  for (const part of paperParts) {
    const pdf = pdfOf(paperTypst(plan.value, part));
    if (pdf instanceof Uint8Array) await write(`${part}-${language}.pdf`, pdf);
    else problems.push(noPdf(part, language, pdf));
    await write(`${part}-${language}.html`, paperHtml(plan.value, part));
  }
  await write(`entry-${language}.html`, entryFormHtml({ qSet, grid, language, title: settings.title, piles: true }));
  return { files, problems };
}

function pdfOf(source: string): Uint8Array | MissingGlyphs {
  try {
    return typstPdf(source);
  } catch (error) {
    if (error instanceof MissingGlyphs) return error;
    throw error;
  }
}

function noPdf(part: string, language: string, { message }: MissingGlyphs): Problem {
  return {
    severity: "warning",
    code: "q-no-font",
    place: { file: Q_SET_FILE },
    message: `${part} in ${language} was not written as PDF. ${message}`,
    remedy: `Print ${part}-${language}.html from a browser: it uses the fonts of your machine.`,
  };
}
