import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as xlsx from "@e965/xlsx";
import { bundleRelease, decideRelease, requestRelease } from "@plait/build";
import { writeIn, writeSmallStudy } from "../small-study.ts";

export const settings = `plait: 1
title: A small study
synthetic: Everything here is made up.
strands: [records]
disclosure: { policy: sacro }
people:
  - { name: A. Analyst, role: analyst }
  - { name: B. Checker, role: output checker }
  - { name: C. Checker, role: Output checker }
`;

export const gender = "records.by-gender";
export const flow = "records.linkage-flow";

/** The small study with an analyst and two output checkers. */
export function writeStudyToRelease(folder: string): void {
  writeSmallStudy(folder);
  writeIn(folder, "study.yaml", settings);
}

/** A clock that is a minute on whenever it is read. */
function clock(): () => Date {
  let minutes = 0;
  return () => new Date(Date.UTC(2026, 2, 1, 9, minutes++));
}

export function request(study: string, results: readonly string[] = [gender, flow], by = "A. Analyst") {
  return requestRelease(study, { by, purpose: "An appendix", results, now: clock() });
}

export function approve(study: string, by: string, outputs?: readonly string[]) {
  const some = outputs === undefined ? {} : { outputs };
  return decideRelease(study, { release: 1, by, ...some, decision: { kind: "approved" }, now: clock() });
}

export function reject(study: string, by: string, outputs: readonly string[], reason = "Too detailed") {
  return decideRelease(study, { release: 1, by, outputs, decision: { kind: "rejected", reason }, now: clock() });
}

export function bundle(study: string, options: { readonly release?: number; readonly to?: string } = {}) {
  return bundleRelease(study, { release: 1, by: "A. Analyst", now: clock(), ...options });
}

/** What SheetJS reads a zip as; its types leave it open. */
interface Archive {
  readonly FullPaths: readonly string[];
  readonly FileIndex: readonly { readonly content?: Uint8Array }[];
}

/** The files of a zip, by path, read by another program than the one that wrote it. */
export function zipFiles(file: string): ReadonlyMap<string, Uint8Array> {
  const { FullPaths, FileIndex }: Archive = xlsx.CFB.read(readFileSync(file), { type: "buffer" });
  const files = FullPaths.map((path, at): [string, Uint8Array] => [
    path.replace(/^Root Entry\//u, ""),
    Uint8Array.from(FileIndex[at]?.content ?? []),
  ]);
  return new Map(files.filter(([path]) => path !== "" && !path.endsWith("/")));
}

export function zipTexts(file: string): ReadonlyMap<string, string> {
  return new Map([...zipFiles(file)].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}

export const logOf = (study: string): string => readFileSync(join(study, "releases/log.jsonl"), "utf8");
