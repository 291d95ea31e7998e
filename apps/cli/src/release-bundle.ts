import { join } from "node:path";
import { bundleRelease, releaseName } from "@plait/build";
import { collectedOf } from "./collected.ts";
import { interruptSignal, progressLine } from "./progress.ts";
import { writeDown } from "./release-head.ts";

export interface BundleCommandOptions {
  readonly by: string;
  readonly to?: string;
  readonly keyFile?: string;
  readonly json?: true;
}

export async function releaseBundle(study: string, release: number, options: BundleCommandOptions): Promise<void> {
  const { by, to } = options;
  const collected = await collectedOf(study, options);
  const line = progressLine();
  const bundled = await bundleRelease(study, {
    release,
    by,
    ...(to === undefined ? {} : { to }),
    now: () => new Date(),
    progress: line.progress,
    signal: interruptSignal(),
    collected,
  }).finally(line.end);
  if (options.json === true) {
    console.log(JSON.stringify(bundled));
    return;
  }
  const { approved, rejected, bundle, head } = bundled;
  const left =
    rejected.length === 0 ? "" : ` ${rejected.length} rejected, with their reasons and nothing else of them.`;
  console.log(`Release ${releaseName(release)} is bundled: ${approved.length} outputs.${left}`);
  console.log(`The bundle is ${to ?? join(study, bundle)}${to === undefined ? "" : `; the register keeps ${bundle}`}.`);
  console.log(writeDown(head));
}
