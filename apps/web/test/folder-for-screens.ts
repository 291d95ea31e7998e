import { temporaryFolder } from "@plait/testkit";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    readonly folderForScreens: string;
  }
}

/** An empty folder for one run of the tests: whoever needs the screens first builds them there. */
export default async function folderForScreens(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder("screens");
  project.provide("folderForScreens", folder.path);
  return folder.remove;
}
