import { sha256 } from "@plait/report";
import { canonicalJson, type Problem } from "@plait/study";
import { isLogEntry, type LogEntry, type RegisterEvent } from "./log-entry.ts";

/** Relative to the study folder. */
export const LOG_FILE = "releases/log.jsonl";

/** What the first entry follows. */
const NO_ENTRY = "0".repeat(64);

/**
 * The line of the log for an event that follows `entries`: one entry, in canonical JSON, whose hash covers the hash of the
 * entry before.
 */
export function chainedEntry(event: RegisterEvent, entries: readonly LogEntry[]): LogEntry {
  const unsealed = { ...event, sequence: entries.length + 1, previous: headOf(entries) };
  return { ...unsealed, hash: sha256(lineOf(unsealed)) };
}

/** What is written and hashed, without a line end. */
function lineOf(entry: LogEntry | Omit<LogEntry, "hash">): string {
  return canonicalJson(entry, "one-line");
}

/** The hash of the last entry, which covers all before it. */
export function headOf(entries: readonly LogEntry[]): string {
  return entries.at(-1)?.hash ?? NO_ENTRY;
}

export function logText(entries: readonly LogEntry[]): string {
  return entries.map((entry) => `${lineOf(entry)}\n`).join("");
}

export interface LogRead {
  /** Up to the first line with a problem. */
  readonly entries: readonly LogEntry[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a log and holds the whole chain against itself. A line that was changed, removed, put in or moved gives a problem with its number.
 *
 * What this cannot show: that the whole log was written anew with new hashes, or that its last entries were taken off. Both
 * show against a head that was kept elsewhere.
 */
export function readLog(bytes: Uint8Array): LogRead {
  const { lines, rest } = linesOf(bytes);
  const entries: LogEntry[] = [];
  const problems: Problem[] = [];
  let before: LogEntry | "unreadable" | undefined;
  for (const [at, line] of lines.entries()) {
    const entry = line === undefined ? undefined : entryOf(line);
    const fault = entry === undefined || line === undefined ? noEntry(at + 1) : faultOf(entry, line, at + 1, before);
    if (fault !== undefined) problems.push(fault);
    else if (entry !== undefined && problems.length === 0) entries.push(entry);
    before = entry ?? "unreadable";
  }
  if (rest > 0) problems.push(cutOff(lines.length + 1));
  return { entries, problems };
}

/** The lines that have an end, undefined where one is not UTF-8; and how many bytes there are after the last. */
function linesOf(bytes: Uint8Array): { readonly lines: (string | undefined)[]; readonly rest: number } {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const lines: (string | undefined)[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, start)) {
    try {
      lines.push(decoder.decode(bytes.subarray(start, end)));
    } catch {
      lines.push(undefined);
    }
    start = end + 1;
  }
  return { lines, rest: bytes.length - start };
}

const LINE_END = 0x0a;

function entryOf(line: string): LogEntry | undefined {
  try {
    const read: unknown = JSON.parse(line);
    return isLogEntry(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function faultOf(
  entry: LogEntry,
  line: string,
  at: number,
  before: LogEntry | "unreadable" | undefined,
): Problem | undefined {
  const { hash, ...unsealed } = entry;
  if (lineOf(entry) !== line || sha256(lineOf(unsealed)) !== hash) return altered(at);
  const follows = before === "unreadable" || entry.previous === (before?.hash ?? NO_ENTRY);
  return follows && entry.sequence === at ? undefined : outOfOrder(at);
}

function noEntry(line: number): Problem {
  return damage(line, "log-line-damaged", "this line is no entry of a release log");
}

function altered(line: number): Problem {
  return damage(line, "log-entry-altered", "this entry was changed after it was written: it does not fit its own hash");
}

function outOfOrder(line: number): Problem {
  return damage(
    line,
    "log-order-broken",
    "this entry does not follow the line before it: entries were removed, put in or moved",
  );
}

/** Plait replaces the log in one step, so a run that was ended leaves no half line. */
function cutOff(line: number): Problem {
  return damage(line, "log-cut-off", "the last line has no end: it was cut off, as an incomplete copy does");
}

function damage(line: number, code: string, message: string): Problem {
  return {
    severity: "error",
    code,
    place: { file: LOG_FILE, line },
    message,
    remedy: `bring back ${LOG_FILE} from your backup; nothing is asked for, decided or bundled until it is whole`,
  };
}
