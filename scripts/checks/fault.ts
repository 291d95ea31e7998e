/** Something a check found, and where. `line` counts from 1. */
export interface Fault {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/** What a check looked at and found. Looking at nothing is a failure: a check that finds no files has not passed. */
export interface Findings {
  readonly faults: readonly Fault[];
  readonly lookedAt: { readonly count: number; readonly what: string };
}

/** `file:line: message`, a line a fault, then what was looked at. */
export function describeFindings({ faults, lookedAt }: Findings): string {
  const lines = faults.map(({ file, line, message }) => `${file}${line === undefined ? "" : `:${line}`}: ${message}`);
  return [...lines, `${lookedAt.count} ${lookedAt.what}, faults: ${faults.length}`].join("\n");
}
