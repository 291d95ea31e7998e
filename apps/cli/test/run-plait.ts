import { vi } from "vitest";
import { main } from "../src/main.ts";

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a terminal would, in this process, and keeps what it says. */
export async function runPlait(...args: string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const keep = (into: string[]) => (text: unknown) => {
    into.push(`${String(text)}\n`);
  };
  const keepWritten = (into: string[]) => (text: unknown) => {
    into.push(String(text));
    return true;
  };
  const spies = [
    vi.spyOn(console, "log").mockImplementation(keep(out)),
    vi.spyOn(console, "error").mockImplementation(keep(err)),
    vi.spyOn(process.stdout, "write").mockImplementation(keepWritten(out)),
    vi.spyOn(process.stderr, "write").mockImplementation(keepWritten(err)),
  ];
  process.exitCode = undefined;
  try {
    const status = await main(args);
    return { status, stdout: out.join(""), stderr: err.join("") };
  } finally {
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}
