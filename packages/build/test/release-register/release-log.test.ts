import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogEntry, RegisterEvent } from "../../src/release-register/log-entry.ts";
import { chainedEntry, headOf, logText, readLog } from "../../src/release-register/release-log.ts";

const at = "2026-03-01T09:30:00.000Z";
const events: readonly RegisterEvent[] = [
  {
    kind: "requested",
    at,
    release: 1,
    by: "Ä. Analyst",
    outputs: ["records.a", "records.b"],
    purpose: "The report",
    checking: "team",
    files: { "request.json": "0".repeat(64) },
  },
  { kind: "approved", at, release: 1, by: "B. Checker", outputs: ["records.a", "records.b"] },
  { kind: "rejected", at, release: 1, by: "C. Checker", outputs: ["records.b"], reason: "Names a place" },
  { kind: "approved", at, release: 1, by: "C. Checker", outputs: ["records.a"], comment: "Fine" },
];
const entries = chained(events);

function chained(some: readonly RegisterEvent[]): LogEntry[] {
  const chain: LogEntry[] = [];
  for (const event of some) chain.push(chainedEntry(event, chain));
  return chain;
}

const whole = new TextEncoder().encode(logText(entries));
const lines = logText(entries).split("\n").slice(0, -1);
const lineOfByte = (byte: number): number => whole.subarray(0, byte).filter((one) => one === 0x0a).length + 1;

function problemsOf(text: string | Uint8Array): (readonly [line: number | undefined, code: string])[] {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return readLog(bytes).problems.map(({ place, code }) => [place.line, code]);
}

const text = (some: readonly (string | undefined)[]): string => some.map((line) => `${line}\n`).join("");

/** Another event with a hash of its own, as somebody would write it who knows how. */
function rehashed(line: number, change: Partial<RegisterEvent>): string {
  const { sequence: _, previous: __, hash: ___, ...event } = entries[line - 1] as LogEntry;
  return logText([chainedEntry({ ...event, ...change } as RegisterEvent, entries.slice(0, line - 1))]).trimEnd();
}

describe("[B61] a log that is whole", () => {
  test("reads back as the entries it was written from, and none is a log", () => {
    expect(readLog(whole)).toEqual({ entries, problems: [] });
    expect(readLog(new Uint8Array())).toEqual({ entries: [], problems: [] });
  });

  test("has a head that changes with every entry", () => {
    const heads = entries.map((_, count) => headOf(entries.slice(0, count)));
    expect(new Set([...heads, headOf(entries)]).size).toBe(entries.length + 1);
  });
});

describe("[B62] a log that was altered", () => {
  test("in any byte names the line, or the one after where a line end went", () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (byte, change) => {
        const changed = whole.slice();
        changed[byte] = (changed[byte] ?? 0) ^ change;
        const first = problemsOf(changed)[0]?.[0];
        expect(first).toBe(lineOfByte(byte));
      }),
      { numRuns: 500 },
    );
  });

  test("by a byte put in or taken out names the line", () => {
    for (let byte = 0; byte < whole.length; byte++) {
      const without = new Uint8Array([...whole.subarray(0, byte), ...whole.subarray(byte + 1)]);
      expect(problemsOf(without)[0]?.[0]).toBe(lineOfByte(byte));
    }
    for (let byte = 0; byte < whole.length; byte += 7) {
      const withSpace = new Uint8Array([...whole.subarray(0, byte), 0x20, ...whole.subarray(byte)]);
      expect(problemsOf(withSpace)[0]?.[0]).toBe(lineOfByte(byte));
    }
  });

  test("by a line taken out, put in twice or moved names the line that does not follow", () => {
    const [one, two, three, four] = lines;
    expect(problemsOf(text([two, three, four]))[0]).toEqual([1, "log-order-broken"]);
    expect(problemsOf(text([one, three, four]))[0]).toEqual([2, "log-order-broken"]);
    expect(problemsOf(text([one, two, four]))).toEqual([[3, "log-order-broken"]]);
    expect(problemsOf(text([one, two, two, three, four]))[0]).toEqual([3, "log-order-broken"]);
    expect(problemsOf(text([one, three, two, four]))[0]).toEqual([2, "log-order-broken"]);
    expect(problemsOf(text([one, "", two, three, four]))[0]).toEqual([2, "log-line-damaged"]);
  });

  test("by an entry written anew with a hash that fits it names the next line", () => {
    const other = rehashed(3, { by: "D. Stranger" });
    expect(problemsOf(text([lines[0], lines[1], other, lines[3]]))).toEqual([[4, "log-order-broken"]]);
  });

  test("in what JSON does not tell apart: spaces, order and doubled keys", () => {
    const spaced = (lines[1] ?? "").replace('"by":', '"by": ');
    const doubled = (lines[1] ?? "").replace('{"at"', '{"by":"D. Stranger","at"');
    for (const line of [spaced, doubled]) {
      expect(problemsOf(text([lines[0], line, ...lines.slice(2)]))).toEqual([[2, "log-entry-altered"]]);
    }
  });

  test("by an entry of no known kind or shape, though its hash fits", () => {
    for (const change of [{ kind: "forgotten" }, { outputs: "records.a" }, { release: 0 }, { comment: 3 }]) {
      const line = rehashed(2, change as unknown as Partial<RegisterEvent>);
      expect(problemsOf(text([lines[0], line]))).toEqual([[2, "log-line-damaged"]]);
    }
  });

  test("by a cut within its last line says so; its whole lines are told apart from the rest", () => {
    const end = whole.length;
    for (const cut of [1, 2, 100]) expect(problemsOf(whole.subarray(0, end - cut))).toEqual([[4, "log-cut-off"]]);
    expect(readLog(whole.subarray(0, end - 1)).entries).toEqual(entries.slice(0, 3));
  });

  test("cannot show that its last lines are gone, nor that all was written anew: a head kept elsewhere does", () => {
    const shorter = readLog(new TextEncoder().encode(text(lines.slice(0, 2))));
    expect(shorter.problems).toEqual([]);
    expect(shorter.entries.some(({ hash }) => hash === headOf(entries))).toBe(false);
    const anew = text([rehashed(1, { by: "D. Stranger" })]);
    expect(problemsOf(anew)).toEqual([]);
  });
});
