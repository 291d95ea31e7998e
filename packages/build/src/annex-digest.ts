import { sha256 } from "@plait/report";
import { compareText, type Result } from "@plait/study";

/**
 * One digest over the content of all deliveries behind a set of results. Unlike the digest that decides whether to build again, it does
 * not depend on the names of files or the order of rows, so that the annex does not either.
 */
export function contentDigestOf(results: readonly Result[]): string {
  const inputs = results.flatMap(({ provenance }) =>
    provenance.inputs.map((input) => JSON.stringify([input.period, input.group, input.kind, input.contentDigest])),
  );
  return sha256([...new Set(inputs)].sort(compareText).join(""));
}
