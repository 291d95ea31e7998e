import { resolve } from "node:path";
import type { DisclosureStatus, Evidence, Finding, PolicyStatement, ReleasedResult } from "@plait/disclosure";
import type { Problem } from "@plait/study";
import { gateStudy } from "./gate-study.ts";
import { type OpenOptions, openLocked } from "./open-study.ts";
import { earlierReleases } from "./release-register/earlier-releases.ts";
import { readRegister } from "./release-register/open-register.ts";
import { lockStudy } from "./study-lock.ts";

export interface StudyDisclosure {
  readonly policy: PolicyStatement;
  readonly results: readonly ResultDisclosure[];
  readonly warnings: readonly Problem[];
}

export interface ResultDisclosure {
  readonly id: string;
  readonly title: string;
  readonly status: DisclosureStatus;
  /** How many cells are withheld, and sentences left out with them. */
  readonly withheld: number;
  readonly sentences: number;
  readonly released: ReleasedResult;
  /** What a person has to look at; messages hold true numbers. */
  readonly findings: readonly Finding[];
}

/**
 * What the gate would do to every result of a study, without writing anything.
 *
 * Throws StudyProblems for what a person must mend.
 */
export async function checkStudyDisclosure(folder: string, options: OpenOptions = {}): Promise<StudyDisclosure> {
  const root = resolve(folder);
  const unlock = lockStudy(root);
  try {
    const register = await readRegister(root);
    const open = await openLocked(root, options);
    try {
      const earlier = await earlierReleases(register);
      const { released, evidence, warnings } = await gateStudy(open, { ...options, earlier });
      const { policy, results } = released.value;
      return {
        policy,
        results: results.map((one) => resultDisclosure(one, evidence)),
        warnings: [...open.warnings, ...warnings],
      };
    } finally {
      await open.close();
    }
  } finally {
    unlock();
  }
}

function resultDisclosure(released: ReleasedResult, evidence: Evidence): ResultDisclosure {
  const { id, title, disclosure } = released;
  const { sentences, ...cells } = disclosure.withheld;
  const withheld = Object.values(cells).reduce((sum, count) => sum + count, 0);
  const findings = evidence.results.find((one) => one.id === id)?.findings ?? [];
  return { id, title, status: disclosure.status, withheld, sentences, released, findings };
}
