import type { LogEntry } from "./log-entry.ts";
import { type KeepingEvent, keptFile, type ReleaseRegister } from "./open-register.ts";

/** A value as a file that a person can read too. */
export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

/** What `jsonBytes` wrote: the register has shown that the file is as it was written. */
export async function keptJson(
  register: ReleaseRegister,
  entry: LogEntry<KeepingEvent>,
  name: string,
): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await keptFile(register, entry, name)));
}
