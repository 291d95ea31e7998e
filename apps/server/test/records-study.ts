import { randomBytes as systemBytes } from "node:crypto";
import { join } from "node:path";
import { openJournal, StudyKey } from "@plait/journal";
import { temporaryFolder } from "@plait/testkit";
import { writeSmallStudy } from "../../../packages/build/test/small-study.ts";
import type { StudyAtWork } from "../src/study-at-work.ts";
import { openStudyMailbox } from "../src/study-mailbox.ts";

/** The small study of 60 made-up people, with a journal of its own. */
export async function recordsStudy(): Promise<AsyncDisposable & { readonly study: StudyAtWork }> {
  const folder = await temporaryFolder("records-room");
  writeSmallStudy(folder.path);
  const randomBytes = (count: number): Uint8Array => new Uint8Array(systemBytes(count));
  const place = { kind: "sqlite", file: join(folder.path, ".plait/journal.db") } as const;
  const key = StudyKey.make(randomBytes);
  const journal = await openJournal({ place, key });
  const now = () => new Date("2025-03-04T12:00:00Z");
  return {
    study: { folder: folder.path, journal, mailbox: openStudyMailbox(key), now, randomBytes },
    [Symbol.asyncDispose]: async () => {
      await journal.close();
      await folder.remove();
    },
  };
}
