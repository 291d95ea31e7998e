/** A process that appends events, and says the number of each once it is acknowledged, until it is killed. */
import { writeSync } from "node:fs";
import { openJournal, type StorePlace } from "@plait/journal";
import { placed } from "./planned-events.ts";
import { testKey } from "./test-key.ts";

const [place, from] = process.argv.slice(2);
if (place !== undefined) await append(place, Number(from));

async function append(where: string, first: number): Promise<never> {
  // Written by the test in this form.
  const journal = await openJournal({ place: JSON.parse(where) as StorePlace, key: testKey });
  for (let number = first; ; number += 2) {
    const batch = [placed(number), placed(number + 1, { subject: `P${number % 5}` })];
    const { kind } = await journal.append(batch);
    if (kind !== "appended") throw new Error(kind);
    writeSync(1, `${number + 1}\n`);
  }
}
