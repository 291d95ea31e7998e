import { resolve } from "node:path";
import type { Problem, StudySettings } from "@plait/study";
import { readStudyFolder } from "../open-study.ts";
import { studyFolder } from "../study-folder.ts";
import { lockStudy } from "../study-lock.ts";
import { StudyProblems } from "../study-problems.ts";
import { openRegister, record } from "./open-register.ts";
import { hasLeft, releaseCalled } from "./release-called.ts";
import { headOf } from "./release-log.ts";
import { releaseName } from "./release-number.ts";
import type { ReleaseState } from "./release-state.ts";
import { decidingProblems, personCalled } from "./who-may-decide.ts";

export interface DecideOptions {
  readonly release: number;
  /** Who decides. */
  readonly by: string;
  /** Ids of results; all of the release unless told. */
  readonly outputs?: readonly string[];
  readonly decision:
    | { readonly kind: "approved"; readonly comment?: string }
    | { readonly kind: "rejected"; readonly reason: string };
  readonly now: () => Date;
}

export interface DecidedRelease {
  /** As the decision leaves it. */
  readonly state: ReleaseState;
  readonly decided: readonly string[];
  readonly head: string;
}

/**
 * Writes to the log what a checker decided. A later decision of the same checker on the same output takes the place of the earlier one;
 * both stay in the log.
 *
 * Throws StudyProblems with everything that stands against it; then nothing was written.
 */
export async function decideRelease(folder: string, options: DecideOptions): Promise<DecidedRelease> {
  const root = resolve(folder);
  const unlock = lockStudy(root);
  try {
    const register = await openRegister(root);
    const { people } = await settingsOf(root);
    const state = releaseCalled(options.release, register.entries);
    const decided = options.outputs ?? state.outputs.map(({ id }) => id);
    const person = personCalled(options.by, people);
    const problems = [
      ...hasLeft(state),
      ...decidingProblems(options.by, people, state.requested),
      ...decided.flatMap((id) => (state.outputs.some((output) => output.id === id) ? [] : [notAskedFor(id, state)])),
      ...(options.decision.kind === "rejected" && options.decision.reason.trim() === "" ? [noReason] : []),
    ];
    if ("problem" in person || problems.length > 0) throw new StudyProblems(problems);
    const after = await record(register, {
      at: options.now().toISOString(),
      release: state.number,
      by: person.name,
      outputs: decided,
      ...options.decision,
    });
    return {
      state: releaseCalled(options.release, after.entries),
      decided,
      head: headOf(after.entries),
    };
  } finally {
    unlock();
  }
}

/** `study.yaml` alone: what is wrong elsewhere in a study does not keep anybody from deciding. */
async function settingsOf(root: string): Promise<StudySettings> {
  const { settings, problems } = await readStudyFolder(studyFolder(root));
  if (settings === undefined) throw new StudyProblems(problems.filter(({ place }) => place.file === "study.yaml"));
  return settings;
}

function notAskedFor(id: string, { number, outputs }: ReleaseState): Problem {
  return {
    severity: "error",
    code: "unknown-output",
    place: { file: "--output", path: id },
    message: `${id} is no output of release ${releaseName(number)}`,
    remedy: `name some of ${outputs.map((output) => output.id).join(", ")}`,
  };
}

const noReason: Problem = {
  severity: "error",
  code: "no-reason",
  place: { file: "--reason" },
  message: "the reason is empty",
  remedy: "say why the output may not leave, so that it can be made again: the reason is kept and goes into the bundle",
};
