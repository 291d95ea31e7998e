import { openQ } from "@plait/build";
import type { QStudy } from "@plait/study";
import { refusingProblems } from "./refusing-problems.ts";

/** The cards and the board of the study as its files say them now. @throws RefusedCall where they have to be mended first */
export async function openQOrRefuse(folder: string): Promise<QStudy> {
  return (await refusingProblems(openQ(folder))).study;
}
