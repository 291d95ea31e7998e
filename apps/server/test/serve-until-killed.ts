/** A process that serves a study, says its address and the token of its link, and goes on until it is killed. */
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { openJournal, type StorePlace, StudyKey } from "@plait/journal";
import { openServer } from "../src/open-server.ts";
import { openStudyMailbox } from "../src/study-mailbox.ts";

const [folder, place] = process.argv.slice(2);
if (folder !== undefined && place !== undefined) await serve(folder, place);

async function serve(study: string, where: string): Promise<void> {
  const key = StudyKey.from(Uint8Array.from({ length: 32 }, (_, at) => at));
  // Written by the test in this form.
  const journal = await openJournal({ place: JSON.parse(where) as StorePlace, key });
  const { address, token } = await openServer({
    study: { folder: study, journal, mailbox: openStudyMailbox(key), now: () => new Date(), randomBytes },
    screens: undefined,
    host: "127.0.0.1",
    port: 0,
  });
  writeSync(1, `${address} ${token}\n`);
}
