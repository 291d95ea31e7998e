import { join, resolve } from "node:path";
import { renderAnnex, sha256 } from "@plait/report";
import type { Problem } from "@plait/study";
import { contentDigestOf } from "./annex-digest.ts";
import { annexOf } from "./annex-of-study.ts";
import { gateStudy } from "./gate-study.ts";
import { type OpenOptions, openLocked } from "./open-study.ts";
import { earlierReleases } from "./release-register/earlier-releases.ts";
import { readRegister } from "./release-register/open-register.ts";
import { lockStudy } from "./study-lock.ts";
import {
  type OutputManifest,
  outputsAreWhole,
  recoverOutputs,
  refuseForeignFolder,
  writeOutputs,
} from "./write-outputs.ts";

export interface BuildOptions extends OpenOptions {
  /** Where the outputs go; the study's `outputs` folder unless told. */
  readonly out?: string;
}

export interface BuildReport {
  readonly status: "built" | "unchanged";
  readonly outputs: string;
  readonly files: readonly string[];
  readonly filesRead: number;
  readonly warnings: readonly Problem[];
}

/** What is kept of a build, so that one of the same inputs need not be done again. */
interface KeptBuild {
  readonly manifest: OutputManifest;
  /** Those of linking: what opening the study warns of is found again each time. */
  readonly warnings: readonly Problem[];
}

/**
 * Builds a study's annex: deliveries → linked records → results → disclosure gate → report. When nothing has changed since the last build,
 * nothing is done.
 *
 * Throws StudyProblems for what a person must mend. An abort, a failure or a full disk leaves the former outputs in place.
 */
export async function buildStudy(folder: string, options: BuildOptions = {}): Promise<BuildReport> {
  const root = resolve(folder);
  const outputs = resolve(options.out ?? join(root, "outputs"));
  const unlock = lockStudy(root);
  try {
    refuseForeignFolder(outputs);
    await recoverOutputs(outputs);
    return await buildLocked(root, outputs, options);
  } finally {
    unlock();
  }
}

async function buildLocked(root: string, outputs: string, options: BuildOptions): Promise<BuildReport> {
  const progress = options.progress ?? (() => {});
  const register = await readRegister(root);
  const open = await openLocked(root, options);
  try {
    const earlier = await earlierReleases(register);
    const inputsDigest =
      earlier.length === 0 ? open.inputsDigest : sha256(JSON.stringify([open.inputsDigest, earlier]));
    const keptKey = `outputs/${inputsDigest}.json`;
    const text = await open.cache.readText(keptKey);
    // Written below by this version: the digest holds the version.
    const kept = text === undefined ? undefined : (JSON.parse(text) as KeptBuild);
    const report = (status: BuildReport["status"], { manifest, warnings }: KeptBuild): BuildReport => ({
      status,
      outputs,
      files: manifest.files.map(([path]) => path),
      filesRead: open.records?.prepared.filesRead ?? 0,
      warnings: [...open.warnings, ...warnings],
    });
    if (kept !== undefined && (await outputsAreWhole(outputs, kept.manifest))) return report("unchanged", kept);
    const { results, released, warnings } = await gateStudy(open, { ...options, earlier });
    progress("write the annex");
    const files = await renderAnnex(annexOf(open.study, released, contentDigestOf(results)));
    options.signal?.throwIfAborted();
    const built: KeptBuild = { manifest: await writeOutputs(outputs, files, inputsDigest), warnings };
    await open.cache.writeText(keptKey, JSON.stringify(built));
    return report("built", built);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    await open.close();
  }
}
