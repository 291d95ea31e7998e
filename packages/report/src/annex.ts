import type { Release, Released } from "@plait/disclosure";
import type { Beneath } from "./cell-text.ts";

/** All that the renderers need, and the only thing they take. It holds no clock: what is not here is not printed. */
export interface Annex {
  readonly title: string;
  /** One paragraph that opens the annex; empty for none. */
  readonly summary: string;
  /** Present when the data are made up: a sentence that says so, shown wherever the numbers are. */
  readonly synthetic?: string;
  /** The chapters in order. Every released result stands in exactly one. */
  readonly strandSections: readonly StrandSection[];
  readonly release: Released<Release>;
  /** Who checked what leaves, in a sentence or two; absent while nobody has. */
  readonly checked?: string;
  readonly buildDetails: BuildDetails;
  /** What stands beneath a coefficient in the annex: its standard error unless told. */
  readonly beneathEstimates?: Beneath;
  /** What the file of all results for machines is called: `results.json` unless told. */
  readonly resultsFile?: string;
}

export interface StrandSection {
  readonly strand: string;
  readonly heading: string;
  /** Ids of released results, in the order of their tables. */
  readonly results: readonly string[];
}

export interface BuildDetails {
  readonly plaitVersion: string;
  /** One digest over all that was read. */
  readonly inputsDigest: string;
}

/** The name of the file of all results for machines. */
export function resultsFileOf({ resultsFile = "results.json" }: Annex): string {
  return resultsFile;
}

/** One file of the outputs folder. */
export interface OutputFile {
  /** Relative to the outputs folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}
