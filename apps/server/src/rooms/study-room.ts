import { basename } from "node:path";
import type { ReplyOf } from "@plait/api";
import { studyFolder } from "@plait/build";
import { checkQ } from "@plait/q-method";
import { type Problem, readStudy, type Strand, type StudyRead, sortProblems } from "@plait/study";
import type { Called, Room } from "../room.ts";
import { shownProblem } from "../shown-problem.ts";

export interface StudyRoomParts {
  readonly describe: () => { readonly openapi: string };
}

type ShownStudy = ReplyOf<"readStudy">;

/**
 * The study at a glance, and the description of the interface. The glance is quick: it reads the study's text files and sorts each time it is asked for, and no
 * delivery. What is wrong with those is for the records room to say.
 */
export function studyRoom({ describe }: StudyRoomParts): Room<"readStudy" | "readDescription"> {
  return {
    readStudy: async ({ study, caller }) => {
      const read = await readStudy(studyFolder(study.folder));
      const { q } = read.strands;
      const found = sortProblems([...read.problems, ...(q === undefined ? [] : checkQ(q))]);
      return {
        ...titled(read, basename(study.folder)),
        strands: strandsOf(read).map((strand) => ({
          strand,
          done: doneIn(strand, read),
          needs: needsOf(found.filter(({ place }) => isOf(strand, place.file))),
        })),
        problems: maySeePersons(caller) ? found.map(shownProblem) : [],
      };
    },
    readDescription: async () => describe(),
  };
}

function titled(
  { settings }: StudyRead,
  folder: string,
): Pick<ShownStudy, "title" | "summary" | "policy" | "languages"> {
  if (settings === undefined) return { title: folder, policy: "", languages: [] };
  const { title, summary, disclosure, languages } = settings;
  return { title, ...(summary === undefined ? {} : { summary }), policy: disclosure.policy, languages };
}

function strandsOf({ settings, strands }: StudyRead): readonly Strand[] {
  if (settings !== undefined) return settings.strands;
  const all: readonly Strand[] = ["records", "q"];
  return all.filter((strand) => strands[strand] !== undefined);
}

/** What is there of a strand; nothing where an error in it has to be mended first. */
function doneIn(strand: Strand, { strands }: StudyRead): string[] {
  switch (strand) {
    case "records": {
      if (strands.records === undefined) return [];
      const { deliveries, crosswalk, models } = strands.records;
      return [
        counted(deliveries.length, "delivered file"),
        counted(crosswalk.length, "mapped column"),
        counted(models.models.length, "model"),
      ];
    }
    case "q": {
      if (strands.q === undefined) return [];
      const { statements, grid, sortFiles } = strands.q;
      return [
        counted(statements.length, "card"),
        counted(Object.keys(grid.languages).length, "language"),
        counted(sortFiles.length, "file of sorts", "files of sorts"),
      ];
    }
    default:
      return strand satisfies never;
  }
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function needsOf(problems: readonly Problem[]): ShownStudy["strands"][number]["needs"] {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  return [
    { what: "problems to be mended", count: errors },
    { what: "warnings to look at", count: warnings },
  ].filter(({ count }) => count > 0);
}

function isOf(strand: Strand, file: string): boolean {
  return file.startsWith(`${strand}/`);
}

/** A problem may quote a delivered cell. */
function maySeePersons(caller: Called<"readStudy">["caller"]): boolean {
  return caller.kind === "staff" && (caller.role === "owner" || caller.role === "analyst");
}
