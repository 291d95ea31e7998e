import { isMap, parseDocument } from "yaml";
import type { QAnalysisFile } from "./q-analysis.ts";

/** Choices that may be exchanged one by one. */
export type QChoices = Pick<QAnalysisFile, "extraction" | "factors" | "rotation" | "flags" | "groups" | "decided">;

/**
 * `q/analysis.yaml` with some of its choices exchanged. What is not exchanged stays as it is written, comments too.
 *
 * @param raw the file, empty where there is none
 * @throws RangeError where the text is no YAML of keys and values; the caller has read it before
 */
export function editQAnalysis(raw: string, choices: Partial<QChoices>): string {
  const document = parseDocument(raw);
  if (document.errors.length > 0 || !(document.contents === null || isMap(document.contents))) {
    throw new RangeError("q/analysis.yaml is no YAML of keys and values");
  }
  for (const [key, value] of Object.entries(choices)) document.set(key, document.createNode(value));
  return document.toString({ lineWidth: 0 });
}
