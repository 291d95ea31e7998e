import { cp } from "node:fs/promises";
import { join } from "node:path";

/** The folder of deliveries is named after the years its figures are about. */
const period = "2009-2023";

const here = (path: string): URL => new URL(`../${path}`, import.meta.url);

/**
 * Writes the study of published NRM figures to `directory`, which is made if need be; files of the same name are
 * replaced, others are left alone. Failures of the disk reject with the system's error.
 */
export async function writeNrmStudy(directory: string): Promise<void> {
  await cp(here("study"), directory, { recursive: true });
  await cp(here("deliveries"), join(directory, "records", "deliveries", period), { recursive: true });
  await cp(here("NOTICE"), join(directory, "NOTICE"));
}
