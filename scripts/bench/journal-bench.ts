import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Fold, type Journal, type NewEvent, newEventId, openJournal, StudyKey } from "@plait/journal";
import Database from "better-sqlite3-multiple-ciphers";

const COMMITS = 1_000;
const STREAM = 20_000;

/**
 * Times durable appends beside bare inserts into SQLite of the same bytes in the same run, and replay with and without a snapshot. Ratios hold when
 * the machine is busy; single times do not.
 */
export async function benchJournal(say: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "plait-bench-journal-"));
  const journal = await openJournal({
    place: { kind: "sqlite", file: join(folder, "journal.db") },
    key: StudyKey.make((count) => crypto.getRandomValues(new Uint8Array(count))),
  });
  try {
    await benchAppends(say, folder, journal);
    await benchReplay(say, journal);
  } finally {
    await journal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchAppends(say: (line: string) => void, folder: string, journal: Journal): Promise<void> {
  say(`${COMMITS} events of about 300 bytes, each on the disk before the next (WAL, synchronous=FULL)`);
  const bare = timeInserts(join(folder, "bare.db"));
  const encrypted = timeInserts(join(folder, "encrypted.db"), "00".repeat(32));
  const one = await time(async () => {
    for (let n = 0; n < COMMITS; n++) await journal.append([move(n)]);
  });
  const subjects = await time(async () => {
    for (let n = 0; n < COMMITS; n++) await journal.append([{ ...move(n), subject: `P${n % 200}` }]);
  });
  const again = timeInserts(join(folder, "again.db"));
  const plain = (bare + again) / 2;
  const line = (what: string, seconds: number, count = COMMITS) =>
    say(`  ${what.padEnd(44)} ${inMs(seconds / count)}, ${((seconds / count / plain) * COMMITS).toFixed(1)} × bare`);
  line("bare insert", plain);
  line("insert into an encrypted file", encrypted);
  line("append: sealed, chained, encrypted", one);
  line("append with subjects' own keys", subjects);
  const batches = await time(async () => {
    for (let n = 0; n < COMMITS; n++) await journal.append(Array.from({ length: 20 }, (_, at) => move(20 * n + at)));
  });
  line("append, 20 at once, for one of them", batches, 20 * COMMITS);
  say("200 writers, one event each at a time");
  const latencies: number[] = [];
  const whole = await time(() =>
    Promise.all(
      Array.from({ length: 200 }, async (_, writer) => {
        for (let n = 0; n < 10; n++) {
          const begun = performance.now();
          await journal.append([move(n, `q/sort-${writer}`)]);
          latencies.push(performance.now() - begun);
        }
      }),
    ),
  );
  latencies.sort((a, b) => a - b);
  say(
    `  ${Math.round(2_000 / whole)} events a second; one waits p50 ${latencies[1_000]?.toFixed(0)} ms, p95 ${latencies[1_900]?.toFixed(0)} ms when all come at once`,
  );
}

async function benchReplay(say: (line: string) => void, journal: Journal): Promise<void> {
  say(`A stream of ${STREAM.toLocaleString("en-GB")} events`);
  for (let n = 0; n < STREAM; n += 1_000) {
    await journal.append(Array.from({ length: 1_000 }, (_, at) => move(n + at, "long")));
  }
  const whole = await time(() => journal.fold("long", lastColumns));
  await journal.fold("long", lastColumns, { snapshotEvery: 100 });
  await journal.append([move(1, "long")]);
  const snapshot = await time(() => journal.fold("long", lastColumns, { snapshotEvery: 100 }));
  say(
    `  folded from the first                        ${inMs(whole)}, ${Math.round(STREAM / whole).toLocaleString("en-GB")} events a second`,
  );
  say(
    `  folded from a snapshot and one event         ${inMs(snapshot)}, ${Math.round(whole / snapshot)} times as fast`,
  );
  const { position } = await journal.head();
  const verified = await time(() => journal.verify());
  say(
    `  verified, the whole journal                  ${Math.round(position / verified).toLocaleString("en-GB")} events a second`,
  );
}

const lastColumns: Fold<{ readonly [card: string]: number }> = {
  name: "last-columns",
  version: 1,
  order: "arrival",
  initial: {},
  apply: (state, { content }) => {
    if (content.kind === "forgotten" || typeof content.payload !== "object" || content.payload === null) return state;
    const { card, column } = Object.fromEntries(Object.entries(content.payload));
    return { ...state, [String(card)]: Number(column) };
  },
};

function move(n: number, stream = "q/sort-1"): NewEvent {
  return {
    id: newEventId(Date.now(), (count) => crypto.getRandomValues(new Uint8Array(count))),
    stream,
    actor: "B. Worker",
    kind: "q.card-placed",
    version: 1,
    payload: { card: n % 50, column: (n % 9) - 4, note: "x".repeat(220) },
  };
}

/** Seconds for as many inserts of 300 bytes, a commit each. */
function timeInserts(file: string, key?: string): number {
  const database = new Database(file);
  if (key !== undefined) {
    database.pragma("cipher = 'sqlcipher'");
    database.pragma(`key = "x'${key}'"`);
  }
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("create table events (position integer primary key, payload text not null)");
  const insert = database.prepare("insert into events (payload) values (?)");
  const begun = performance.now();
  for (let n = 0; n < COMMITS; n++) insert.run(["x".repeat(300)]);
  const seconds = (performance.now() - begun) / 1_000;
  database.close();
  return seconds;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

function inMs(seconds: number): string {
  return `${(1_000 * seconds).toFixed(2).padStart(9)} ms`;
}
