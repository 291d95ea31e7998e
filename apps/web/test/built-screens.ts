import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inject } from "vitest";
import { buildScreens } from "../build-screens.ts";

const WAITING_MS = 100;

/** The folder of the screens as they are built for use: once in a run of the tests, by whoever asks first. */
export async function builtScreens(): Promise<string> {
  const folder = inject("folderForScreens");
  const [built, failed] = [join(folder, "built"), join(folder, "failed")];
  if (await isFirst(join(folder, "begun"))) {
    const outDir = join(folder, "unfinished");
    await buildForUse(outDir).then(
      () => rename(outDir, built),
      (error) => writeFile(failed, String(error)).then(() => Promise.reject(error)),
    );
  }
  while (!(await exists(built))) {
    if (await exists(failed)) throw new Error("The screens could not be built: another test file says why.");
    await pause(WAITING_MS);
  }
  return built;
}

async function buildForUse(outDir: string): Promise<void> {
  // Under a test runner React would be built as for development: larger, and with other messages.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  try {
    await buildScreens({ outDir, quiet: true });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
}

const isFirst = (folder: string) =>
  mkdir(folder).then(
    () => true,
    () => false,
  );

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
