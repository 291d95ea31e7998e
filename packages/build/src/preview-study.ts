import { resolve } from "node:path";
import type { EarlierRelease, PolicyStatement } from "@plait/disclosure";
import { figureSvg, isDrawable } from "@plait/report";
import type { Problem } from "@plait/study";
import { gateStudy } from "./gate-study.ts";
import { type OpenOptions, type OpenStudy, openLocked } from "./open-study.ts";
import { type PreviewedResult, previewedResult } from "./previewed-result.ts";
import { earlierReleases } from "./release-register/earlier-releases.ts";
import { readRegister } from "./release-register/open-register.ts";
import { lockStudy } from "./study-lock.ts";

/** All that a build would make, with true numbers beside what readers would see: it stays inside. */
export interface StudyPreview {
  readonly policy: PolicyStatement;
  /** In the order of the annex. */
  readonly results: readonly PreviewedResult[];
  /** The figures of the annex as SVG documents, by the id of their result. They show released numbers only. */
  readonly figures: ReadonlyMap<string, string>;
  readonly warnings: readonly Problem[];
}

export interface PreviewOptions extends Pick<OpenOptions, "collected" | "progress" | "signal" | "memoryLimit"> {
  /** Told when the study's lock is given back: from then on nothing is read of the study, and nothing was written but its cache. */
  readonly unlocked?: () => void;
}

/**
 * Passes all results of a study through the gate as a build would, and keeps nothing of it. The lock is held while the study opens.
 *
 * Throws StudyProblems for what a person must mend: then nothing would be built either.
 */
export async function previewStudy(folder: string, options: PreviewOptions = {}): Promise<StudyPreview> {
  const { open, earlier } = await openForPreview(resolve(folder), options);
  try {
    options.unlocked?.();
    const gated = await gateStudy(open, { ...options, earlier });
    const { policy, results } = gated.released.value;
    options.progress?.("draw the figures");
    const figures = new Map<string, string>();
    for (const result of results) {
      const svg = isDrawable(result) ? await figureSvg(result) : undefined;
      if (svg !== undefined) figures.set(result.id, svg);
    }
    return {
      policy,
      results: gated.results.map((result, at) => previewedResult(result, results[at], gated.evidence.results[at])),
      figures,
      warnings: [...open.warnings, ...gated.warnings],
    };
  } finally {
    await open.close();
  }
}

interface OpenForPreview {
  readonly open: OpenStudy;
  readonly earlier: readonly EarlierRelease[];
}

async function openForPreview(root: string, options: PreviewOptions): Promise<OpenForPreview> {
  const { collected = [], ...opening } = options;
  const unlock = lockStudy(root);
  try {
    const earlier = await earlierReleases(await readRegister(root));
    const open = await openLocked(root, opening);
    return { open: { ...open, collected, cache: keepingNothing(open.cache) }, earlier };
  } finally {
    unlock();
  }
}

/** Without the lock the cache is not written to. */
function keepingNothing(cache: OpenStudy["cache"]): OpenStudy["cache"] {
  return { ...cache, write: async () => "", writeText: async () => {} };
}
