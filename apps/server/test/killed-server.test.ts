import { once } from "node:events";
import { join } from "node:path";
import { writeStudyTemplate } from "@plait/build";
import { openJournal, type StorePlace } from "@plait/journal";
import { postgresServer, type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testKey } from "./open-test-server.ts";
import { serveInProcess } from "./serve-in-process.ts";

/** Of each store. Most of the time of a kill is the start of the next server. */
const KILLS = Number(process.env.PLAIT_KILLS ?? 20);
const TIMEOUT = 60_000 + KILLS * 15_000;

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder("killed-server");
  await writeStudyTemplate(join(folder.path, "study"), ["records", "q"]);
});
afterAll(() => folder?.remove());

/** Invites participants one after the other, several at once, and kills the server with the answer that is asked for. */
async function inviteAndKill(place: StorePlace, first: number, answers: number): Promise<readonly string[]> {
  // What the first server compiles is kept for the others.
  const environment = { NODE_COMPILE_CACHE: join(folder.path, "compiled") };
  const { child, call } = await serveInProcess(join(folder.path, "study"), place, { environment });
  const closed = once(child, "close");
  const acknowledged: string[] = [];
  const invite = async (from: number): Promise<void> => {
    for (let number = from; ; number += 3) {
      const participant = `P${number}`;
      await call("inviteSorters", { body: { participants: [participant] } });
      acknowledged.push(participant);
      if (acknowledged.length === answers) child.kill("SIGKILL");
    }
  };
  // Each ends with the connection that breaks.
  const ends = await Promise.allSettled([invite(first), invite(first + 1), invite(first + 2)]);
  if (acknowledged.length < answers)
    throw new Error(`the server refused: ${ends.map((end) => Reflect.get(end, "reason"))}`);
  await closed;
  return acknowledged;
}

async function killAgainAndAgain(place: StorePlace): Promise<void> {
  const acknowledged: string[] = [];
  for (let round = 0; round < KILLS; round++) {
    acknowledged.push(...(await inviteAndKill(place, 1 + 1000 * round, 1 + ((round * 7) % 13))));
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS);

  const journal = await openJournal({ place, key: testKey });
  const kept = new Set<string | undefined>();
  for await (const { content } of journal.read({ streams: ["q/sorters"] })) {
    if (content.kind === "readable") kept.add(content.subject);
  }
  expect(acknowledged.filter((participant) => !kept.has(participant))).toEqual([]);
  expect((await journal.verify()).breaks).toEqual([]);
  await journal.close();
}

describe(`[V40] nothing that was answered is lost by ${KILLS} kills of the server`, { timeout: TIMEOUT }, () => {
  test("in SQLite", () =>
    killAgainAndAgain({ kind: "sqlite", file: join(folder.path, "study", ".plait", "journal.db") }));

  test("in PostgreSQL", async () => {
    const postgres = await postgresServer();
    try {
      await killAgainAndAgain({ kind: "postgres", connection: postgres.connection, schema: "study_1" });
    } finally {
      await postgres.remove();
    }
  });
});
