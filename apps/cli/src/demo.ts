import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeGuardianshipStudy } from "@plait/example-guardianship";
import { build } from "./build.ts";
import { progressLine } from "./progress.ts";

/** Somebody whose nationality is misspelt in the delivery. */
const EXAMPLE_PERSON = "URN004534";

export async function demo(folder: string): Promise<void> {
  const study = join(folder, "guardianship");
  if (existsSync(join(study, "study.yaml"))) console.log(`The example study is already in ${study}.`);
  else {
    const line = progressLine();
    line.progress("write the example study (synthetic)");
    await writeGuardianshipStudy(study).finally(line.end);
    console.log(`Wrote a synthetic study of a guardianship service to ${study}.`);
  }
  await build(study, {});
  console.log(`\nLook at ${join(study, "outputs", "annex.html")} in a browser.
Then try:
  plait records ledger ${study}
  plait records trace ${study} wide ${EXAMPLE_PERSON} nationality
  plait q print ${study} --to ${join(folder, "q-sheets")}
  plait check ${study}`);
}
