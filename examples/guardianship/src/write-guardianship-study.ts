import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { seededRandom } from "@plait/study";
import { plantCellFaults } from "./cell-faults.ts";
import { makeContactRows } from "./contact-rows.ts";
import { crosswalkCsv } from "./crosswalk-text.ts";
import { deliver } from "./delivered.ts";
import { filePlans } from "./delivery-plan.ts";
import { LARGEST_SCALE, writeFurtherDeliveries } from "./further-deliveries.ts";
import { makeMonthlyRows } from "./monthly-rows.ts";
import { writeNrmExtract } from "./nrm-extract.ts";
import { makePeople } from "./people.ts";
import { makeSorters, type Sorter } from "./q-sorters.ts";
import { qTexts } from "./q-texts.ts";
import { makeReferralRows } from "./referral-rows.ts";
import { plantRepeatedRows, plantUnusableRows } from "./row-faults.ts";
import { rulesYaml } from "./rules-text.ts";
import { makeServiceMonths } from "./service-months.ts";
import { layOut } from "./sheet-grid.ts";
import { coveringLetter, modelsYaml, studyYaml } from "./study-texts.ts";
import { type GuardianshipTruth, makeTruth } from "./truth.ts";
import { valuesCsv } from "./values-text.ts";
import { writeDelivery } from "./write-delivery.ts";

export interface GuardianshipOptions {
  /** Another seed gives other people with the same counts. */
  readonly seed?: string;
  /** 1 to 100: how many times as many people. What is added is clean, for measuring speed. */
  readonly scale?: number;
}

export interface WrittenStudy {
  readonly truth: GuardianshipTruth;
  /** Beside the study, not inside it: `<directory>-truth.json`. */
  readonly truthFile: string;
}

/**
 * Writes the synthetic guardianship study into a folder, and what was planted in it into a file beside the folder. The
 * same seed and scale give the same bytes.
 *
 * Throws RangeError on a scale that is no whole number from 1 to 100. A folder that exists is written over, file by
 * file.
 */
export async function writeGuardianshipStudy(
  directory: string,
  { seed = "guardianship", scale = 1 }: GuardianshipOptions = {},
): Promise<WrittenStudy> {
  if (!Number.isInteger(scale) || scale < 1 || scale > LARGEST_SCALE) {
    throw new RangeError(`scale must be a whole number from 1 to ${LARGEST_SCALE}: ${scale}`);
  }
  const random = seededRandom(seed);
  const study = resolve(directory);
  const deliveries = join(study, "records", "deliveries");

  const people = makePeople(random.fork("people"));
  const serviceMonths = makeServiceMonths(people.people, random.fork("service months"));
  const rows = [
    ...makeReferralRows(people.people),
    ...makeMonthlyRows(serviceMonths, people.spareNumbers, random.fork("monthly")),
    ...makeContactRows(serviceMonths, people.spareNumbers, random.fork("contact")),
  ];

  const sheets = deliver(filePlans, rows);
  plantRepeatedRows(sheets, random.fork("repeated rows"));
  plantCellFaults(sheets, random.fork("cells"));
  plantUnusableRows(sheets, people.spareNumbers, random.fork("unusable rows"));

  const written = sheets.map((sheet) => ({ sheet, grid: layOut(sheet) }));
  for (const file of filePlans) {
    await writeDelivery(
      deliveries,
      file,
      written.filter(({ sheet }) => sheet.file === file),
    );
  }
  const nrm = await writeNrmExtract(deliveries, random.fork("nrm"));
  const further = await writeFurtherDeliveries(deliveries, rows, filePlans, scale - 1);
  const sorters = makeSorters(random.fork("sorters"));
  await writeTexts(study, crosswalkCsv(sheets, further), sorters);

  const truth = makeTruth({ seed, scale, people, written, further, nrm, sorters });
  const truthFile = join(dirname(study), `${basename(study)}-truth.json`);
  await writeFile(truthFile, `${JSON.stringify(truth, null, 1)}\n`);
  return { truth, truthFile };
}

async function writeTexts(study: string, crosswalk: string, sorters: readonly Sorter[]): Promise<void> {
  const texts: [path: string, text: string][] = [
    ["study.yaml", studyYaml],
    ["records/rules.yaml", rulesYaml()],
    ["records/models.yaml", modelsYaml],
    ["records/crosswalk.csv", crosswalk],
    ["records/deliveries/2017-2019/README.txt", coveringLetter],
    ...[...valuesCsv()].map(([variable, text]): [string, string] => [`records/values/${variable}.csv`, text]),
    ...qTexts(sorters),
  ];
  for (const [path, text] of texts) {
    await mkdir(dirname(join(study, path)), { recursive: true });
    await writeFile(join(study, path), text);
  }
}
