import type { Problem } from "@plait/study";
import { StudyProblems } from "../study-problems.ts";
import type { LogEntry } from "./log-entry.ts";
import { LOG_FILE } from "./release-log.ts";
import { releaseName } from "./release-number.ts";
import { type ReleaseState, releaseStates } from "./release-state.ts";

/** The release with a number. Throws StudyProblems where there is none. */
export function releaseCalled(number: number, entries: readonly LogEntry[]): ReleaseState {
  const states = releaseStates(entries);
  const state = states.find((one) => one.number === number);
  if (state !== undefined) return state;
  const there = states.map((one) => releaseName(one.number)).join(", ");
  throw new StudyProblems([
    {
      severity: "error",
      code: "no-such-release",
      place: { file: LOG_FILE },
      message: `there is no release ${releaseName(number)}`,
      remedy: there === "" ? "ask for one with plait release request" : `name one of ${there}`,
    },
  ]);
}

/** A release that has left is decided: nothing more can be done to it. */
export function hasLeft({ bundled }: ReleaseState): Problem[] {
  if (bundled === undefined) return [];
  const name = releaseName(bundled.release);
  return [
    {
      severity: "error",
      code: "already-bundled",
      place: { file: LOG_FILE, line: bundled.sequence },
      message: `release ${name} was bundled by ${bundled.by} on ${bundled.at.slice(0, 10)}`,
      remedy: `its bundle is in releases/${name}/bundle; for anything else ask for a new release`,
    },
  ];
}
