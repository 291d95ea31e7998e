import { createHash } from "node:crypto";
import { canonicalJson } from "@plait/study";
import type { EventRow } from "./journal-store.ts";

/** What the first event follows. */
export const NO_EVENT = "0".repeat(64);

/** All of an event that is not sealed, with the hash of the event before. */
export type ClearPart = Omit<EventRow, "sealed" | "hash">;

/**
 * The bytes of the clear part. The sealed part is bound to them and so, through the hash before, to everything that was written until then: without
 * the study's key the past cannot be written anew in a way that opens.
 */
export function clearBytes(row: ClearPart): Uint8Array {
  const { position, id, stream, sequence, subject, kind, version, at, previous } = row;
  return Buffer.from(
    canonicalJson({ position, id, stream, sequence, subject, kind, version, at, previous }, "one-line"),
  );
}

/** SHA-256 over the length of the clear part in 4 bytes, the clear part, and the sealed bytes. */
export function chainHash(clear: Uint8Array, sealed: Uint8Array): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(clear.length);
  return createHash("sha256").update(length).update(clear).update(sealed).digest("hex");
}
