/** A process that seals or unseals a study's files, and says the number of each as it begins with it, until it is killed. */
import { writeSync } from "node:fs";
import { sealStudy, unsealStudy } from "@plait/journal";
import { testKey } from "./test-key.ts";

const [folder, command] = process.argv.slice(2);
if (folder !== undefined) {
  const run = command === "unseal" ? unsealStudy : sealStudy;
  await run(folder, testKey, { progress: (step) => writeSync(1, `${/\d+/u.exec(step)?.[0]}\n`) });
}
