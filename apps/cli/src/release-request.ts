import { join } from "node:path";
import { releaseName, requestRelease } from "@plait/build";
import { collectedOf } from "./collected.ts";
import { interruptSignal, progressLine } from "./progress.ts";
import { writeDown } from "./release-head.ts";

export interface RequestCommandOptions {
  readonly by: string;
  readonly purpose: string;
  readonly results?: readonly string[];
  readonly keyFile?: string;
  readonly json?: true;
}

export async function releaseRequest(study: string, options: RequestCommandOptions): Promise<void> {
  const { by, purpose, results } = options;
  const collected = await collectedOf(study, options);
  const line = progressLine();
  const requested = await requestRelease(study, {
    by,
    purpose,
    ...(results === undefined ? {} : { results }),
    now: () => new Date(),
    progress: line.progress,
    signal: interruptSignal(),
    collected,
  }).finally(line.end);
  if (options.json === true) {
    console.log(JSON.stringify(requested));
    return;
  }
  const { release, outputs, page, head } = requested;
  console.log(`Release ${releaseName(release)} is asked for: ${outputs.length} outputs. Nothing has left the study.`);
  console.log(`Output checkers decide by ${join(study, page)}. It holds true numbers and stays inside.`);
  console.log(writeDown(head));
}
