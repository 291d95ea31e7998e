import { dayText } from "../day-text.ts";
import type { Time } from "./bundle-input.ts";

/** A recorded time as people write it, in the zone that it was recorded in: `2 March 2026, 10:15 UTC`. */
export function timeText(at: Time): string {
  const zone = at.replace(/^.{19}(?:\.\d+)?/, "");
  return `${dayText(at.slice(0, 10))}, ${at.slice(11, 16)} UTC${zone === "Z" ? "" : zone}`;
}

/** The last of some times, whatever their zones; undefined of none. */
export function lastOf(times: readonly Time[]): Time | undefined {
  return [...times].sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}
