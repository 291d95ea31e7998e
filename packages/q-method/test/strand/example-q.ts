import { createHash } from "node:crypto";
import { guardianshipQ } from "@plait/example-guardianship";
import { type Cell, type QStudy, type Result, readQ } from "@plait/study";
import { type QRun, type QSort, runQ } from "../../src/index.ts";

type Files = ReadonlyMap<string, string>;

/** The Q folder of the example read from memory, with some of its files changed. */
export async function exampleQ(changes: Readonly<Record<string, string>> = {}, seed?: string): Promise<QStudy> {
  return studyFrom(new Map([...guardianshipQ(seed).files, ...Object.entries(changes)]));
}

export function exampleFile(path: string): string {
  const text = guardianshipQ().files.get(path);
  if (text === undefined) throw new RangeError(`the example has no file ${path}`);
  return text;
}

export async function studyFrom(files: Files): Promise<QStudy> {
  const reader = {
    list: async () => [...files.keys()],
    readText: async (path: string) => {
      const text = files.get(path);
      return text === undefined ? ({ missing: true } as const) : { text };
    },
  };
  const { value, problems } = await readQ(reader, [...files.keys()].sort(), ["en", "ar"]);
  if (value === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  return value;
}

/** Fewer draws than a study should have: enough for tests of what is done with them. */
export function quick(study: QStudy): QStudy {
  return {
    ...study,
    analysis: { ...study.analysis, noise: { draws: 400 }, stability: { resamples: 100, align: "assignment" } },
  };
}

export async function run(study: QStudy, collected: readonly QSort[] = []): Promise<QRun> {
  return runQ({
    study,
    collected,
    language: "en",
    version: "test",
    digest: (text) => createHash("sha256").update(text).digest("hex"),
    progress: () => {},
  });
}

export function resultOf({ results }: QRun, id: string): Result {
  const found = results.find((result) => result.id === id);
  if (found === undefined) throw new RangeError(`no result ${id}`);
  return found;
}

/** The cells of a row by column. */
export function rowOf(result: Result, id: string): Readonly<Record<string, Cell>> {
  const row = result.rows.find((one) => one.id === id);
  if (row === undefined) throw new RangeError(`${result.id} has no row ${id}`);
  return Object.fromEntries(result.columns.map((column, at) => [column.id, row.cells[at] as Cell]));
}

export function numberIn(cell: Cell | undefined): number {
  if (cell?.kind === "count" || cell?.kind === "statistic") return cell.value;
  throw new RangeError(`no number: ${JSON.stringify(cell)}`);
}
