/**
 * Text that no spreadsheet takes for a formula: an apostrophe before what starts with `=`, `+`, `-`, `@`, a tab or a
 * line end, also behind spaces.
 */
export function formulaSafe(text: string): string {
  return /^\s*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
