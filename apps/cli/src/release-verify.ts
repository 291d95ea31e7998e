import { verifyReleases } from "@plait/build";
import { writeDown } from "./release-head.ts";

/** Verifies the release log, and says what that shows and what it cannot show. */
export async function releaseVerify(
  study: string,
  options: { readonly head?: string; readonly json?: true },
): Promise<void> {
  const verified = await verifyReleases(study, options.head);
  if (options.json === true) {
    console.log(JSON.stringify(verified));
    return;
  }
  const { entries, releases, head, keptHead } = verified;
  const [entry, release] = [entries === 1 ? "entry" : "entries", releases.length === 1 ? "release" : "releases"];
  console.log(
    `The log is whole: ${entries} ${entry} about ${releases.length} ${release}, and every kept file is as it was.`,
  );
  if (keptHead !== undefined) {
    console.log(`Up to entry ${keptHead.entry}, of ${keptHead.at}, it is the log whose head you kept.`);
  } else {
    console.log(
      "This cannot show whether somebody wrote the whole log anew, or took off its end. A head that was kept elsewhere can: plait release verify --head.",
    );
  }
  if (entries > 0) console.log(writeDown(head));
}
