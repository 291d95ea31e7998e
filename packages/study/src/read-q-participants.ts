import { readCsvFile } from "./csv-file.ts";
import type { Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";

export const PARTICIPANTS_FILE = "q/participants.csv";
const COLUMNS = ["sorter", "age", "gender", "months_in_service", "left_service"] as const;
type Column = (typeof COLUMNS)[number];

/** What describes the groups. Absent is not known. */
export interface QParticipant {
  readonly sorter: string;
  /** In years. */
  readonly age?: number;
  readonly gender?: string;
  readonly monthsInService?: number;
  readonly leftService?: boolean;
}

/** Reads `q/participants.csv`; an empty cell is not known. */
export function readQParticipants(raw: string): {
  readonly participants: readonly QParticipant[];
  readonly problems: readonly Problem[];
} {
  const file = PARTICIPANTS_FILE;
  const csv = readCsvFile<Column>(file, raw, { required: ["sorter"], optional: COLUMNS.slice(1) });
  const problems = [...csv.problems];
  const participants = new Map<string, QParticipant>();
  for (const { cells, line } of csv.rows) {
    const place = { file, line };
    const sorter = cells.sorter ?? "";
    if (sorter === "") {
      problems.push(
        errorAt(place, "q-no-sorter", "the row names no sorter", "Write the code of the person, never a name."),
      );
      continue;
    }
    if (participants.has(sorter)) {
      problems.push(errorAt(place, "q-sorter-twice", `${sorter} stands twice`, "Keep one row for each person."));
      continue;
    }
    const number = (column: "age" | "months_in_service"): number | undefined => {
      const written = cells[column] ?? "";
      if (written === "") return undefined;
      if (/^\d+(\.\d+)?$/.test(written)) return Number(written);
      const remedy = "Write a number, or leave the cell empty where it is not known.";
      problems.push(errorAt(place, "q-not-a-number", `${column} of ${sorter} is "${written}"`, remedy));
      return undefined;
    };
    const left = (cells.left_service ?? "").toLowerCase();
    if (!["", "yes", "no"].includes(left)) {
      const remedy = "Write yes or no, or leave the cell empty where it is not known.";
      problems.push(errorAt(place, "q-not-yes-no", `left_service of ${sorter} is "${cells.left_service}"`, remedy));
    }
    const age = number("age");
    const months = number("months_in_service");
    participants.set(sorter, {
      sorter,
      ...(age === undefined ? {} : { age }),
      ...((cells.gender ?? "") === "" ? {} : { gender: cells.gender ?? "" }),
      ...(months === undefined ? {} : { monthsInService: months }),
      ...(left === "yes" || left === "no" ? { leftService: left === "yes" } : {}),
    });
  }
  return { participants: [...participants.values()], problems };
}
