/** A release's name on disk and on paper: `0001`. */
export function releaseName(number: number): string {
  return String(number).padStart(4, "0");
}
