import type { Place, Problem } from "./problem.ts";

export function errorAt(place: Place, code: string, message: string, remedy: string): Problem {
  return { severity: "error", code, place, message, remedy };
}

export function warningAt(place: Place, code: string, message: string, remedy: string): Problem {
  return { severity: "warning", code, place, message, remedy };
}

/** `a, b or c`, for messages; "nothing yet" for none. */
export function listed(names: Iterable<string>): string {
  const all = [...names];
  const last = all.at(-1);
  if (last === undefined) return "nothing yet";
  return all.length === 1 ? last : `${all.slice(0, -1).join(", ")} or ${last}`;
}
