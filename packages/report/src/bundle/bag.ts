import { createHash } from "node:crypto";
import type { OutputFile } from "../annex.ts";
import { textFile } from "../text-file.ts";
import type { ReleaseFacts } from "./bundle-input.ts";
import { sha256, sha512 } from "./digest.ts";

/**
 * Files as a bag by BagIt 1.0 (RFC 8493): the files under `data/`, beside them a manifest of their digests, by SHA-512 as
 * the Five Safes RO-Crate asks and by SHA-256 as most tools check, and a manifest of the files beside them.
 */
export function bag(files: readonly OutputFile[], facts: ReleaseFacts): OutputFile[] {
  const payload = files.map(({ path, bytes }) => ({ path: `data/${path}`, bytes }));
  const tags = [
    textFile("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
    textFile("bag-info.txt", bagInfo(payload, facts)),
    textFile("manifest-sha256.txt", manifest(payload, sha256)),
    textFile("manifest-sha512.txt", manifest(payload, sha512)),
  ];
  return [
    ...payload,
    ...tags,
    textFile("tagmanifest-sha256.txt", manifest(tags, sha256)),
    textFile("tagmanifest-sha512.txt", manifest(tags, sha512)),
  ].sort(byPath);
}

export function byPath(a: OutputFile, b: OutputFile): number {
  return a.path < b.path ? -1 : 1;
}

function manifest(files: readonly OutputFile[], digest: (bytes: Uint8Array) => string): string {
  return [...files]
    .sort(byPath)
    .map(({ path, bytes }) => `${digest(bytes)}  ${path}\n`)
    .join("");
}

function bagInfo(payload: readonly OutputFile[], facts: ReleaseFacts): string {
  const octets = payload.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return [
    `Source-Organization: ${oneLine(facts.setting?.name ?? facts.study)}`,
    `External-Description: ${oneLine(`Release ${facts.release} of ${facts.study}`)}`,
    `External-Identifier: urn:uuid:${releaseUuid(facts)}`,
    `Bagging-Date: ${facts.bundledAt.slice(0, 10)}`,
    `Payload-Oxum: ${octets}.${payload.length}`,
    "",
  ].join("\n");
}

/** A line end would begin another field. */
function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim();
}

/** A UUID by name, version 5 (RFC 4122, 4.3): the same release of the same register has the same. */
function releaseUuid({ release, registerHead }: ReleaseFacts): string {
  const bytes = createHash("sha1")
    .update(Buffer.from(urlNamespace, "hex"))
    .update(`${registerHead}#${release}`)
    .digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex", 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The name space of addresses, RFC 4122, appendix C. */
const urlNamespace = "6ba7b8119dad11d180b400c04fd430c8";
