import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { StorePlace } from "@plait/journal";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type JournalPlaces, openAt, postgresPlaces, sqlitePlaces } from "./open-stores.ts";
import { eventsIn, idOf } from "./planned-events.ts";

const writer = fileURLToPath(new URL("./append-until-killed.ts", import.meta.url));

/** Starting a hundred processes is most of the work: what the first one compiles is kept for the others. */
let compiled: TemporaryFolder;

function startWriter(...args: string[]): ChildProcess {
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled.path };
  return spawn(process.execPath, [writer, ...args], { stdio: ["ignore", "pipe", "pipe"], env });
}

/** Starts a writer behind what was acknowledged, and ends it as soon as it was answered so often. Gives the last number acknowledged. */
async function appendAndKill(
  place: StorePlace,
  acknowledged: number,
  answers: number,
  end: (child: ChildProcess) => Promise<void>,
): Promise<number> {
  const child = startWriter(JSON.stringify(place), String(acknowledged + 1));
  const closed = once(child, "close");
  let said = "";
  let complaint = "";
  let ending: Promise<void> | undefined;
  child.stderr?.on("data", (chunk) => {
    complaint += String(chunk);
  });
  child.stdout?.on("data", (chunk) => {
    said += String(chunk);
    if (said.split("\n").length > answers) ending ??= end(child);
  });
  await closed;
  if (ending === undefined) throw new Error(`the writer ended by itself: ${complaint}`);
  await ending;
  // What was said after the kill was sent was acknowledged too.
  return Number(said.trim().split("\n").at(-1));
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
}

/** Every event that was acknowledged is there, in order, and the chain is whole. */
async function expectNothingLost(place: StorePlace, acknowledged: number): Promise<void> {
  const journal = await openAt(place);
  const ids = (await eventsIn(journal)).map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(acknowledged);
  expect(ids).toEqual(ids.map((_, at) => idOf(at + 1)));
  expect((await journal.verify()).breaks).toEqual([]);
  await journal.close();
}

describe("[K10] nothing that was acknowledged is lost", () => {
  let sqlite: JournalPlaces;
  let postgres: JournalPlaces;
  beforeAll(async () => {
    compiled = await temporaryFolder("compiled");
    [sqlite, postgres] = await Promise.all([sqlitePlaces(), postgresPlaces()]);
    await once(startWriter(), "close");
  });
  afterAll(() => Promise.all([sqlite?.remove(), postgres?.remove(), compiled?.remove()]));

  test("by 100 kills of the writer in SQLite", async () => {
    const journals = Array.from({ length: 2 }, () => sqlite.newPlace());
    await Promise.all(
      journals.map(async (place) => {
        let acknowledged = 0;
        for (let round = 0; round < 50; round++) {
          acknowledged = await appendAndKill(place, acknowledged, 1 + ((round * 7) % 13), kill);
        }
        await expectNothingLost(place, acknowledged);
      }),
    );
  });

  test("by 20 kills of a client of PostgreSQL", async () => {
    const place = postgres.newPlace();
    let acknowledged = 0;
    for (let round = 0; round < 20; round++) {
      acknowledged = await appendAndKill(place, acknowledged, 1 + ((round * 7) % 13), kill);
    }
    await expectNothingLost(place, acknowledged);
  });

  test("by 10 kills of the PostgreSQL server", async () => {
    const { server } = postgres;
    if (server === undefined) throw new Error("PostgreSQL has a server");
    const place = postgres.newPlace();
    let acknowledged = 0;
    for (let round = 0; round < 10; round++) {
      acknowledged = await appendAndKill(place, acknowledged, 3 + round, () => server.crash());
      await server.start();
    }
    await expectNothingLost(place, acknowledged);
  });
});
