/**
 * Where a problem is, as precisely as it is known. `file` is relative to the study folder and uses `/`.
 * Lines, rows and columns count from 1, as a person sees them in an editor or a spreadsheet.
 */
export interface Place {
  readonly file: string;
  readonly sheet?: string;
  readonly line?: number;
  readonly cell?: string;
  readonly path?: string;
}

/** Something in a person's file that must be mended (`error`) or looked at (`warning`), with what to do about it. */
export interface Problem {
  readonly severity: "error" | "warning";
  /** A stable kebab-case name for this kind of problem, so that guides and tests can refer to it. */
  readonly code: string;
  readonly place: Place;
  readonly message: string;
  readonly remedy: string;
}

/** A value together with every problem found while reading it. The value is absent when it could not be read at all. */
export type Read<T> =
  | { readonly value: T; readonly problems: readonly Problem[] }
  | { readonly value?: undefined; readonly problems: readonly Problem[] };

/** `records/rules.yaml, line 12` or `deliveries/2020/DW/referral.xls, sheet "Q1", cell C14`. */
export function describePlace(place: Place): string {
  const parts = [place.file];
  if (place.sheet !== undefined) parts.push(`sheet "${place.sheet}"`);
  if (place.line !== undefined) parts.push(`line ${place.line}`);
  if (place.cell !== undefined) parts.push(`cell ${place.cell}`);
  if (place.path !== undefined) parts.push(place.path);
  return parts.join(", ");
}

/** Problems in the order a person would mend them: file by file, top to bottom, errors before warnings at one place. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      compareText(a.place.file, b.place.file) ||
      compareText(a.place.sheet ?? "", b.place.sheet ?? "") ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      compareText(a.severity, b.severity) ||
      compareText(a.place.cell ?? "", b.place.cell ?? "") ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

/** Code-unit order: the same on every machine and locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
