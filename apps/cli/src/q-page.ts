import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { qPage } from "@plait/build";
import { type UnlockOptions, unlock } from "./unlock.ts";

export interface PageCommandOptions extends UnlockOptions {
  readonly language: string;
  readonly to: string;
  readonly screens?: string;
}

const OWN_SCREENS = join(import.meta.dirname, "../../web/dist");

/** Writes the Q-sort of a study as one HTML file, for a device that cannot reach the study. */
export async function qPageCommand(folder: string, options: PageCommandOptions): Promise<void> {
  const { language, to, screens = OWN_SCREENS } = options;
  const page = join(screens, "sort-file.html");
  if (!existsSync(page)) {
    console.error("The screens are not built. Build them once, in the folder of Plait's sources: npm run web");
    process.exitCode = 1;
    return;
  }
  await writeFile(to, await qPage(folder, { page, language, key: await unlock(folder, options) }));
  console.log(`Wrote ${to}: open it in a browser on any device, without a network.`);
  console.log(`What somebody does in it is saved as a sealed file: plait q receive ${folder} <file>`);
}
