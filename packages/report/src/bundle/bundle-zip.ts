import { zip } from "@cj-tech-master/excelts/archive";
import type { OutputFile } from "../annex.ts";
import { byPath } from "./bag.ts";

/**
 * Files as one zip archive with one folder at its top. Stored uncompressed with a fixed time, so that the bytes hang on
 * nothing but the files.
 *
 * @param folder such as `release-0003`
 */
export async function bundleZip(files: readonly OutputFile[], folder: string): Promise<Uint8Array> {
  // Zip times are local times: the same hands of the clock in every zone.
  const archive = zip({ level: 0, timestamps: "dos", modTime: new Date(1980, 0, 1), noSort: true });
  for (const { path, bytes } of [...files].sort(byPath)) archive.add(`${folder}/${path}`, bytes);
  return archive.bytes();
}
