import { type DecideOptions, decideRelease, releaseName } from "@plait/build";
import { writeDown } from "./release-head.ts";

interface DecideCommandOptions {
  readonly by: string;
  readonly output?: readonly string[];
  readonly json?: true;
}

export async function releaseApprove(
  study: string,
  release: number,
  options: DecideCommandOptions & { readonly comment?: string },
): Promise<void> {
  const { comment } = options;
  await decide(study, release, options, { kind: "approved", ...(comment === undefined ? {} : { comment }) });
}

export async function releaseReject(
  study: string,
  release: number,
  options: DecideCommandOptions & { readonly reason: string },
): Promise<void> {
  await decide(study, release, options, { kind: "rejected", reason: options.reason });
}

async function decide(
  study: string,
  release: number,
  { by, output, json }: DecideCommandOptions,
  decision: DecideOptions["decision"],
): Promise<void> {
  const outputs = output === undefined ? {} : { outputs: output };
  const { state, decided, head } = await decideRelease(study, {
    release,
    by,
    ...outputs,
    decision,
    now: () => new Date(),
  });
  if (json === true) {
    console.log(JSON.stringify({ state, decided, head }));
    return;
  }
  const count = (kind: string) => state.outputs.filter(({ standing }) => standing.kind === kind).length;
  console.log(
    `Release ${releaseName(release)}: ${decided.length} ${decided.length === 1 ? "output" : "outputs"} ${decision.kind}.`,
  );
  console.log(`Now ${count("approved")} approved, ${count("rejected")} rejected, ${count("waiting")} waiting.`);
  console.log(writeDown(head));
}
