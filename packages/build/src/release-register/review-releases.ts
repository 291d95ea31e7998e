import { resolve } from "node:path";
import { refuseNoStudy } from "../study-folder.ts";
import { keptPath, readRegister } from "./open-register.ts";
import { releaseCalled } from "./release-called.ts";
import { type ReleaseState, releaseStates } from "./release-state.ts";
import { PAGE_FILE } from "./request-release.ts";

export interface ReviewedRelease {
  readonly state: ReleaseState;
  /** The page for the output checkers, relative to the study folder. */
  readonly page: string;
}

/**
 * Where every release of a study stands, or the one with a number, oldest first. Reads only.
 *
 * Throws StudyProblems when the register is not as it was written, or has no such release.
 */
export async function reviewReleases(folder: string, number?: number): Promise<ReviewedRelease[]> {
  const root = resolve(folder);
  refuseNoStudy(root);
  const { entries } = await readRegister(root);
  const states = number === undefined ? releaseStates(entries) : [releaseCalled(number, entries)];
  return states.map((state) => ({ state, page: keptPath(state.requested, PAGE_FILE) }));
}
