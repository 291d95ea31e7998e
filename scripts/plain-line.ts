/** The line that ends a run, the same for tests and checks, so that people and programs need not know the runner. */
export function plainLine(passed: number, failed: number): string {
  return `${passed} passed, ${failed} failed`;
}
