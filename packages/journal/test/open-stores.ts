import { join } from "node:path";
import { type Journal, type JournalOptions, openJournal, type StorePlace } from "@plait/journal";
import { type PostgresServer, postgresServer, temporaryFolder } from "@plait/testkit";
import { testKey } from "./test-key.ts";

/** Journals in one engine, each with a place of its own, to be opened as often as a test likes. */
export interface JournalPlaces {
  newPlace(): StorePlace;
  /** Undefined for SQLite, which has no server. */
  readonly server: PostgresServer | undefined;
  remove(): Promise<void>;
}

export async function sqlitePlaces(): Promise<JournalPlaces> {
  const folder = await temporaryFolder("journal");
  let made = 0;
  return {
    newPlace: () => ({ kind: "sqlite", file: join(folder.path, `${++made}`, "journal.db") }),
    server: undefined,
    remove: folder.remove,
  };
}

export async function postgresPlaces(): Promise<JournalPlaces> {
  const server = await postgresServer();
  let made = 0;
  return {
    newPlace: () => ({ kind: "postgres", connection: server.connection, schema: `study_${++made}` }),
    server,
    remove: server.remove,
  };
}

/** Opens with a clock that moves a second with each look. */
export function openAt(place: StorePlace, options: Partial<JournalOptions> = {}): Promise<Journal> {
  return openJournal({ place, key: testKey, now: steadyClock(), ...options });
}

function steadyClock(from = Date.parse("2026-05-04T09:00:00.000Z")): () => Date {
  let seconds = 0;
  return () => new Date(from + 1_000 * seconds++);
}
