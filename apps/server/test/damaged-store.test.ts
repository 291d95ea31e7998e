import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { JournalProblems, openJournal, StoreFailure } from "@plait/journal";
import { temporaryFolder } from "@plait/testkit";
import { describe, expect, test } from "vitest";
import { openStudyMailbox } from "../src/study-mailbox.ts";
import { signInAtTerminal, testKey, testServer } from "./open-test-server.ts";
import { writeSortingStudy } from "./sorting-study.ts";

const PLACES = 40;

describe("[V44] a byte of the store that was changed while no server ran", () => {
  test("is a server that does not start, or a break that verifying names", async () => {
    await using folder = await temporaryFolder("damaged-store");
    await writeSortingStudy(folder.path);
    const file = join(folder.path, ".plait", "journal.db");
    const place = { kind: "sqlite", file } as const;
    await serveAndInvite(folder.path, file);
    const whole = readFileSync(file);
    const outcomes = new Set<string>();
    for (let at = 0; at < PLACES; at++) {
      const bytes = Buffer.from(whole);
      const position = Math.floor((at * whole.length) / PLACES) + (at % 16);
      bytes[position] = (bytes[position] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      const outcome = await openJournal({ place, key: testKey }).then(
        async (journal) => {
          const { breaks } = await journal.verify();
          await journal.close();
          return breaks.length > 0 ? "named" : `nobody noticed byte ${position}`;
        },
        (error: unknown) => {
          if (error instanceof JournalProblems || error instanceof StoreFailure) return "not opened";
          throw error;
        },
      );
      outcomes.add(outcome);
    }
    expect([...outcomes].sort()).toEqual(["named", "not opened"]);
    writeFileSync(file, whole);
    const journal = await openJournal({ place, key: testKey });
    expect((await journal.verify()).breaks).toEqual([]);
    await journal.close();
  });
});

async function serveAndInvite(folder: string, file: string): Promise<void> {
  const journal = await openJournal({ place: { kind: "sqlite", file }, key: testKey });
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const mailbox = openStudyMailbox(testKey);
  const server = await testServer({ folder, journal, mailbox, now: () => new Date(), randomBytes });
  const cookie = await signInAtTerminal(server);
  for (let round = 0; round < 5; round++) {
    const participants = Array.from({ length: 40 }, (_, at) => `P${round}-${at}`);
    await server.call("inviteSorters", { cookie, body: { participants } });
  }
  await server[Symbol.asyncDispose]();
  await journal.close();
}
