import type { Policy } from "./policy.ts";

/** A policy as its file would hold it: what `readPolicy` reads, a new object. What a study changed is no part of it. */
export function writtenPolicy({ changes: _, ...rules }: Policy): Record<string, unknown> {
  return written(rules);
}

function written(rules: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, value]: [string, unknown]) => [
      name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
      typeof value === "object" && value !== null ? written(value) : value,
    ]),
  );
}
