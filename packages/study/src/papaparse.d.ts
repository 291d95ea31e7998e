/** The part of papaparse that is used here; the package brings no types of its own. */
declare module "papaparse" {
  interface ParseStep {
    readonly data: readonly string[];
    readonly errors: readonly { readonly type: string; readonly code: string; readonly message: string }[];
    /** `cursor` is the offset just behind the row. */
    readonly meta: { readonly cursor: number };
  }
  interface ParseSettings {
    readonly delimiter: string;
    readonly newline: string;
    readonly step: (row: ParseStep) => void;
  }
  const papaparse: { parse(text: string, settings: ParseSettings): void };
  export default papaparse;
}
