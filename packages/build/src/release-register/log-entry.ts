import type { Checking } from "@plait/study";

/** What happened to a release, as the log keeps it. */
export type RegisterEvent = RequestedEvent | ApprovedEvent | RejectedEvent | BundledEvent;

interface Happening {
  /** An instant, as `2026-03-01T09:30:00.000Z`. */
  readonly at: string;
  /** 1 for the first release of the study. */
  readonly release: number;
  readonly by: string;
  /** Ids of results. */
  readonly outputs: readonly string[];
}

/** Files kept beside the log, by name, with the SHA-256 of each. */
export type FileDigests = Readonly<Record<string, string>>;

export interface RequestedEvent extends Happening {
  readonly kind: "requested";
  readonly purpose: string;
  readonly checking: Checking;
  readonly files: FileDigests;
}

export interface ApprovedEvent extends Happening {
  readonly kind: "approved";
  readonly comment?: string;
}

export interface RejectedEvent extends Happening {
  readonly kind: "rejected";
  readonly reason: string;
}

export interface BundledEvent extends Happening {
  readonly kind: "bundled";
  readonly files: FileDigests;
}

/** An event in its place in the chain. */
export type LogEntry<Event extends RegisterEvent = RegisterEvent> = Event & {
  /** 1 for the first entry. */
  readonly sequence: number;
  /** The hash of the entry before; 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256 of the canonical JSON of everything else in the entry. */
  readonly hash: string;
};

const WITH_TEXT: Readonly<Record<RegisterEvent["kind"], readonly string[]>> = {
  requested: ["purpose", "checking"],
  approved: [],
  rejected: ["reason"],
  bundled: [],
};

/** Whether something read from a log has the shape of an entry. */
export function isLogEntry(read: unknown): read is LogEntry {
  if (!isRecord(read)) return false;
  const { kind, sequence, release, outputs, comment, files, checking } = read;
  if (kind !== "requested" && kind !== "approved" && kind !== "rejected" && kind !== "bundled") return false;
  const texts = ["at", "by", "previous", "hash", ...WITH_TEXT[kind]];
  return (
    texts.every((key) => typeof read[key] === "string") &&
    isPositiveWhole(sequence) &&
    isPositiveWhole(release) &&
    isListOfTexts(outputs) &&
    (comment === undefined || typeof comment === "string") &&
    (kind !== "requested" || checking === "team" || checking === "single") &&
    ((kind !== "requested" && kind !== "bundled") || (isRecord(files) && isListOfTexts(Object.values(files))))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPositiveWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
