/** JSON with keys in order of their code units at every depth, two spaces of indent and a final line end. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, (_, inner: unknown) => sortedKeys(inner), 2)}\n`;
}

function sortedKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
