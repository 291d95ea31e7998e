import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { guardianshipQ } from "@plait/example-guardianship";
import { openJournal, StudyKey } from "@plait/journal";
import { temporaryFolder } from "@plait/testkit";
import type { SignedIn } from "../src/room.ts";
import type { StudyAtWork } from "../src/study-at-work.ts";
import { openStudyMailbox } from "../src/study-mailbox.ts";

const settings = "title: Cards of a service\nlanguages: [en, ar]\nstrands: [q]\ndisclosure: { policy: sacro }\n";

/** A study with the example's cards, no sorts, and an empty journal. */
export async function sortingStudy(): Promise<AsyncDisposable & { readonly study: StudyAtWork }> {
  const folder = await temporaryFolder("sorting");
  await writeSortingStudy(folder.path);
  const key = StudyKey.from(Uint8Array.from({ length: 32 }, (_, at) => at));
  const journal = await openJournal({ place: { kind: "sqlite", file: join(folder.path, "journal.db") }, key });
  let seconds = 0;
  let chance = 0;
  const study: StudyAtWork = {
    folder: folder.path,
    journal,
    mailbox: openStudyMailbox(key),
    now: () => new Date(1_700_000_000_000 + 1_000 * seconds++),
    randomBytes: (count) => Uint8Array.from({ length: count }, () => (chance = (chance * 73 + 41) % 251)),
  };
  const dispose = async (): Promise<void> => {
    await journal.close();
    await folder.remove();
  };
  return { study, [Symbol.asyncDispose]: dispose };
}

/** The example's cards and no sorts. */
export async function writeSortingStudy(folder: string): Promise<void> {
  const files = new Map(guardianshipQ().files).set("study.yaml", settings);
  for (const [path, text] of files) {
    if (path.startsWith("q/sorts/")) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

export const facilitator: SignedIn = { kind: "staff", name: "F. Acilitator", role: "facilitator" };

export function asParticipant(participant: string): SignedIn {
  return { kind: "participant", participant };
}
