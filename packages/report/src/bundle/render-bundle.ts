import type { OutputFile } from "../annex.ts";
import { renderAnnex } from "../render-annex.ts";
import { jsonFile, textFile } from "../text-file.ts";
import { acroFiles } from "./acro-files.ts";
import { assertApproved } from "./approval.ts";
import { bag, byPath } from "./bag.ts";
import type { BundleInput } from "./bundle-input.ts";
import { metadataPath } from "./crate.ts";
import { fiveSafesCrate } from "./five-safes-crate.ts";
import { releaseJson } from "./release-json.ts";
import { summaryText } from "./summary-text.ts";
import { workflowCrate } from "./workflow-crate.ts";

/**
 * Every file of the bundle that leaves a safe setting, in order of path: a bag whose folder `data/` has the annex, the
 * workbook, tables, figures, results for machines, records that SACRO Viewer opens, a summary in plain words and the
 * metadata of a Five Safes RO-Crate. Nothing is written here. The same input gives the same bytes.
 *
 * @throws RangeError when an output was not approved as it stands by those who have to, when something rejected is among
 *   them, when a time or the number of the release is malformed, or when the annex and its release do not fit together
 */
export async function renderBundle(input: BundleInput): Promise<OutputFile[]> {
  assertApproved(input);
  // ACRO and its viewer look for `results.json`: in a bundle that file is theirs.
  const outputs = await renderAnnex({ ...input.annex, resultsFile: "plait-results.json" });
  const files = [
    ...outputs,
    ...acroFiles(input, outputs),
    ...workflowCrate(input),
    jsonFile("release.json", releaseJson(input)),
    textFile("summary.txt", summaryText(input, outputs)),
  ].sort(byPath);
  const paths = outputs.map(({ path }) => path);
  return bag([...files, jsonFile(metadataPath, fiveSafesCrate(input, files, paths))].sort(byPath), input.facts);
}
