import { canonicalJson } from "@plait/study";
import { type ClearPart, clearBytes } from "./chain.ts";
import type { ReadableContent } from "./event.ts";
import type { RandomBytes } from "./event-id.ts";
import { openBytes, sealBytes } from "./sealed-bytes.ts";
import type { StudyKey } from "./study-key.ts";

/** The keys that a journal works with. */
export interface JournalKeys {
  readonly event: Uint8Array;
  readonly subjectKey: Uint8Array;
  readonly mark: Uint8Array;
  readonly snapshot: Uint8Array;
  /** Files that are about nobody. */
  readonly file: Uint8Array;
}

export function journalKeys(key: StudyKey): JournalKeys {
  return {
    event: key.derive("event"),
    subjectKey: key.derive("subject-key"),
    mark: key.derive("mark"),
    snapshot: key.derive("snapshot"),
    file: key.derive("kept-file"),
  };
}

/** A new random key of a subject, sealed under the study's and bound to the subject's mark. */
export function newSubjectKey(keys: JournalKeys, mark: string, randomBytes: RandomBytes): Uint8Array {
  return sealBytes(keys.subjectKey, randomBytes(32), Buffer.from(mark), randomBytes);
}

/** Undefined where it was changed, or is another subject's. */
export function openSubjectKey(keys: JournalKeys, mark: string, wrapped: Uint8Array): Uint8Array | undefined {
  return openBytes(keys.subjectKey, wrapped, Buffer.from(mark));
}

export function sealContent(
  key: Uint8Array,
  clear: ClearPart,
  content: ReadableContent,
  randomBytes: RandomBytes,
): Uint8Array {
  return sealBytes(key, Buffer.from(contentText(content)), clearBytes(clear), randomBytes);
}

/** Undefined where the sealed part or anything it is bound to was changed. */
export function openContent(key: Uint8Array, clear: ClearPart, sealed: Uint8Array): ReadableContent | undefined {
  const bytes = openBytes(key, sealed, clearBytes(clear));
  // Whatever opens was sealed here, in this form.
  return bytes === undefined ? undefined : { kind: "readable", ...JSON.parse(Buffer.from(bytes).toString("utf8")) };
}

/** Equal for equal contents. */
export function contentText({
  stream,
  actor,
  subject,
  declared,
  payload,
  files,
}: Omit<ReadableContent, "kind">): string {
  return canonicalJson({ stream, actor, subject, declared, payload, files }, "one-line");
}

/** What a sealed file is bound to: it opens under its own id and for its own subject only. */
interface FileBinding {
  readonly id: string;
  /** Mark of the subject. */
  readonly subject: string | null;
}

export function sealFile(key: Uint8Array, file: FileBinding, bytes: Uint8Array, randomBytes: RandomBytes): Uint8Array {
  return sealBytes(key, bytes, bindingOf(file), randomBytes);
}

/** Undefined where it was changed, or is another. */
export function openFile(key: Uint8Array, file: FileBinding, sealed: Uint8Array): Uint8Array | undefined {
  return openBytes(key, sealed, bindingOf(file));
}

/** Unlike the clear part of any event, which is JSON. */
function bindingOf({ id, subject }: FileBinding): Uint8Array {
  return Buffer.from(`file\0${id}\0${subject ?? ""}`);
}
