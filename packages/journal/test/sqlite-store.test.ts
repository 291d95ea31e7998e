import { spawn } from "node:child_process";
import { createDecipheriv } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Fold,
  type Journal,
  JournalProblems,
  makeStudyKey,
  openJournal,
  StoreFailure,
  type StorePlace,
} from "@plait/journal";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import Database from "better-sqlite3-multiple-ciphers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openAt } from "./open-stores.ts";
import { eventsIn, placed } from "./planned-events.ts";
import { otherKey, testKey } from "./test-key.ts";

let folder: TemporaryFolder;
let file: string;
let place: StorePlace;
beforeEach(async () => {
  folder = await temporaryFolder("sqlite");
  file = join(folder.path, ".plait", "journal.db");
  place = { kind: "sqlite", file };
});
afterEach(() => folder.remove());

const countOfEvents: Fold<number> = {
  name: "count",
  version: 1,
  order: "arrival",
  initial: 0,
  apply: (state) => state + 1,
};

function problemsOf(error: unknown): string[] {
  if (!(error instanceof JournalProblems)) throw error;
  return error.problems.map(({ code }) => code);
}

const refusals = (opening: Promise<Journal>) => opening.then(() => [], problemsOf);

describe("[K20] one process at a time", () => {
  test("a second process is refused and told the number of the first, which goes on", async () => {
    const journal = await openAt(place);
    await journal.append([placed(1)]);
    const second = spawn(process.execPath, [
      fileURLToPath(new URL("./append-until-killed.ts", import.meta.url)),
      JSON.stringify(place),
      "1",
    ]);
    let said = "";
    second.stderr.on("data", (chunk) => {
      said += String(chunk);
    });
    expect((await once(second, "close"))[0]).toBe(1);
    expect(said).toContain(`another Plait (process ${process.pid}) has the journal of this study open`);
    await journal.append([placed(2)]);
    await journal.close();
    expect(readdirSync(join(folder.path, ".plait"))).toEqual(["journal.db"]);
  });

  test("so is a second journal in the same process, which does not loosen the lock of the first", async () => {
    const journal = await openAt(place);
    expect(await refusals(openAt(place))).toEqual(["journal-in-use"]);
    const second = spawn(process.execPath, [
      fileURLToPath(new URL("./append-until-killed.ts", import.meta.url)),
      JSON.stringify(place),
      "1",
    ]);
    expect((await once(second, "close"))[0]).toBe(1);
    await journal.close();
    await (await openAt(place)).close();
  });

  test("what a killed process left is no lock", async () => {
    mkdirSync(join(folder.path, ".plait"));
    writeFileSync(`${file}-holder`, String(process.pid));
    await (await openAt(place)).close();
  });
});

describe("[K21] on disk", () => {
  const markers = [
    "MARKfile",
    "MARKpayload",
    "MARKactor",
    "MARKsubject",
    "MARKstream",
    "markkind",
    "MARKdevice",
    "MARKfold",
  ];

  test("nothing of an event is readable anywhere, while it is open or after, and only its owner can read the files", async () => {
    const { key } = await makeStudyKey(folder.path, { kind: "passphrase", passphrase: "MARKpassphrase" }, testBytes);
    const journal = await openJournal({ place, key });
    const event = placed(1, {
      payload: { text: "MARKpayload".repeat(200) },
      actor: "MARKactor",
      subject: "MARKsubject",
      stream: "MARKstream",
      kind: "markkind",
      declared: { device: "MARKdevice", counter: 1 },
    });
    await journal.append([event, ...Array.from({ length: 300 }, (_, at) => ({ ...event, id: placed(at + 2).id }))]);
    await journal.keepFile({ id: placed(1).id, subject: "MARKsubject", bytes: Buffer.from("MARKfile".repeat(9_000)) });
    await journal.fold(
      "MARKstream",
      { name: "MARKfold", version: 1, order: "arrival", initial: "MARKpayload", apply: (state) => state },
      { snapshotEvery: 1 },
    );
    const expectNothing = () => {
      const files = filesUnder(folder.path);
      expect(files.length).toBeGreaterThan(1);
      for (const path of files) {
        const bytes = readFileSync(path).toString("latin1");
        for (const marker of [
          ...markers,
          "MARKpassphrase",
          Buffer.from(key.reveal()).toString("latin1"),
          Buffer.from(key.reveal()).toString("hex"),
        ]) {
          expect(bytes.includes(marker), `${marker} in ${path}`).toBe(false);
        }
        if (process.platform !== "win32") expect(statSync(path).mode & 0o077, path).toBe(0);
      }
    };
    // Reading the file gives back this process' lock on it, which nobody else wants here.
    expect(filesUnder(folder.path).map((path) => path.slice(folder.path.length + 8))).toContain("journal.db-wal");
    expectNothing();
    await journal.close();
    expectNothing();
  });

  test("a wrong key opens nothing and says so", async () => {
    await (await openAt(place)).close();
    expect(await refusals(openAt(place, { key: otherKey }))).toEqual(["journal-damaged"]);
  });

  test("a journal that has to be there is not made", async () => {
    expect(await refusals(openAt(place, { mustExist: true }))).toEqual(["no-journal"]);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test("a journal that a newer version wrote is refused", async () => {
    await (await openAt(place)).close();
    const database = openDatabase(file);
    database.exec("insert into migrations values (99)");
    database.close();
    expect(await refusals(openAt(place))).toEqual(["journal-too-new"]);
  });
});

describe("[K22] a person forgotten", () => {
  test("leaves neither their key, nor a snapshot, nor a kept file in any page of the file", async () => {
    const journal = await openAt(place);
    await journal.keepFile({ id: placed(1).id, subject: "P01", bytes: Buffer.from("said aloud") });
    await journal.append([1, 2, 3, 4].map((n) => placed(n, { subject: `P0${n}` })));
    await journal.fold("q/sort-1", countOfEvents, { snapshotEvery: 1 });
    await journal.close();
    const before = openDatabase(file);
    const kept = [
      ...before.prepare("select hex(wrapped) as bytes from subjects order by rowid limit 1").all([]),
      ...before.prepare("select hex(sealed) as bytes from snapshots").all([]),
      ...before.prepare("select hex(sealed) as bytes from files").all([]),
    ].map((row) => String(Object.values(row as object)[0]));
    before.close();
    expect(kept).toHaveLength(3);
    expect(kept.map((bytes) => clearPages().includes(bytes.toLowerCase()))).toEqual([true, true, true]);

    const again = await openAt(place);
    await again.forgetSubject("P01", "A. Owner");
    // One page, which says that this was done: a header of 32 bytes, one of 24, and 4,096.
    expect(readFileSync(`${file}-wal`)).toHaveLength(4_152);
    await again.close();
    expect(kept.map((bytes) => clearPages().includes(bytes.toLowerCase()))).toEqual([false, false, false]);
  });

  test("nor does any of many who come and go, with files of theirs between", async () => {
    const journal = await openAt(place);
    const wrapped: string[] = [];
    for (let n = 1; n <= 300; n++) {
      await journal.append([placed(n, { subject: `P${n}` })]);
      if (n % 10 === 0) await journal.keepFile({ id: placed(n).id, subject: `P${n}`, bytes: Buffer.alloc(3_000, n) });
    }
    await journal.close();
    const before = openDatabase(file);
    for (const row of before.prepare("select hex(wrapped) as bytes from subjects").all([])) {
      wrapped.push(String(Object.values(row as object)[0]).toLowerCase());
    }
    before.close();
    const found = () => {
      const clear = clearPages();
      return wrapped.filter((bytes) => clear.includes(bytes)).length;
    };
    expect(found()).toBe(300);
    const again = await openAt(place);
    for (let n = 2; n <= 300; n += 2) {
      await again.forgetSubject(`P${n}`, "A. Owner");
      await again.append([placed(1_000 + n, { subject: `Q${n}` })]);
    }
    expect((await again.verify()).breaks).toEqual([]);
    await again.close();
    expect(found()).toBe(150);
  });

  test("[K16] leaves no bytes of one file that was dropped", async () => {
    const journal = await openAt(place);
    await journal.append([1, 2, 3, 4].map((n) => placed(n, { subject: "P01" })));
    await journal.keepFile({ id: placed(1).id, subject: "P01", bytes: Buffer.from("said aloud ".repeat(4_000)) });
    await journal.keepFile({ id: placed(2).id, subject: "P01", bytes: Buffer.from("short") });
    await journal.close();
    const before = openDatabase(file);
    const sealed = before.prepare("select hex(sealed) as bytes from files order by rowid").all([]);
    before.close();

    const parts = sealed.flatMap((row) => {
      const bytes = String(Object.values(row as object)[0]).toLowerCase();
      const at = bytes.length > 3_000 ? [20_000, 20_200, 40_000] : [0];
      return at.map((from) => bytes.slice(from, from + 60));
    });
    const found = () => parts.map((part) => clearPages().includes(part));
    expect(found()).toEqual([true, true, true, true]);
    const again = await openAt(place);
    await again.dropFile(placed(1).id, "P01");
    await again.dropFile(placed(2).id, "P01");
    expect(readFileSync(`${file}-wal`)).toHaveLength(0);
    await again.close();
    expect(found()).toEqual([false, false, false, false]);
  });

  test("by a run that was interrupted before it cleaned up is cleaned up by the next", async () => {
    const journal = await openAt(place);
    await journal.append([placed(1, { subject: "P01" })]);
    await journal.close();
    const database = openDatabase(file);
    database.exec("update head set scrubbed = 0");
    database.close();
    await (await openAt(place)).close();
    const after = openDatabase(file);
    expect(after.prepare("select scrubbed from head").all([])).toEqual([{ scrubbed: 1 }]);
    after.close();
  });

  /**
   * All pages of the file, opened without SQLite, which would tidy them, in hexadecimal digits. SQLCipher 4: pages of 4,096 bytes by AES-256-CBC, of which the
   * last 80 are the initial vector and a check, and the first 16 of the file a salt.
   */
  function clearPages(): string {
    const bytes = readFileSync(file);
    let clear = "";
    for (let at = 0; at < bytes.length; at += 4_096) {
      const page = bytes.subarray(at, at + 4_096);
      const decipher = createDecipheriv("aes-256-cbc", testKey.derive("store"), page.subarray(4_016, 4_032));
      decipher.setAutoPadding(false);
      clear += decipher.update(page.subarray(at === 0 ? 16 : 0, 4_016)).toString("hex");
    }
    return clear;
  }
});

describe("[K23] a file that was tampered with", () => {
  test("every 61st byte flipped, one at a time, is reported or makes no difference", async () => {
    const journal = await openAt(place);
    for (const n of [1, 2, 3]) await journal.append([placed(n, n === 2 ? { subject: "P01" } : {})]);
    await journal.fold("q/sort-1", countOfEvents, { snapshotEvery: 1 });
    const events = await eventsIn(journal);
    const { hash } = await journal.head();
    await journal.close();
    const whole = readFileSync(file);
    const outcomes = { refused: 0, reported: 0, equal: 0 };
    for (let at = 0; at < whole.length; at += 61) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(file, flipped);
      const outcome = await outcomeOf(hash, events);
      outcomes[outcome] += 1;
    }
    expect(outcomes.refused + outcomes.reported).toBeGreaterThan(0);
    expect(outcomes.refused + outcomes.reported + outcomes.equal).toBe(Math.ceil(whole.length / 61));
  });

  test("a byte flipped in what was not yet brought into the file is reported, against the head that was kept", async () => {
    const journal = await openAt(place);
    for (const n of [1, 2, 3]) await journal.append([placed(n)]);
    const events = await eventsIn(journal);
    const { hash } = await journal.head();
    const copies = [file, `${file}-wal`].map((path) => [path, readFileSync(path)] as const);
    await journal.close();
    const log = copies[1]?.[1] ?? Buffer.alloc(0);
    expect(log.length).toBeGreaterThan(0);
    for (let at = 0; at < log.length; at += 997) {
      for (const [path, bytes] of copies) writeFileSync(path, bytes);
      const flipped = Buffer.from(log);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      writeFileSync(`${file}-wal`, flipped);
      expect(["refused", "reported", "equal"]).toContain(await outcomeOf(hash, events));
    }
  });

  /** Throws where the journal is not as it was and nothing says so. */
  async function outcomeOf(hash: string, events: unknown): Promise<"refused" | "reported" | "equal"> {
    let journal: Journal;
    try {
      journal = await openAt(place);
    } catch (error) {
      if (error instanceof JournalProblems || error instanceof StoreFailure) return "refused";
      throw error;
    }
    try {
      if ((await journal.verify(hash)).breaks.length > 0) return "reported";
      expect(await eventsIn(journal)).toEqual(events);
      return "equal";
    } finally {
      await journal.close();
      rmSync(`${file}-wal`, { force: true });
    }
  }
});

describe.runIf(process.platform !== "win32")("[K24] a disk that fills up", () => {
  test("is said plainly, nothing acknowledged is lost, and later all goes on", async () => {
    const writer = fileURLToPath(new URL("./append-until-killed.ts", import.meta.url));
    const child = spawn("sh", [
      "-c",
      'ulimit -f 400; exec "$0" "$@"',
      process.execPath,
      writer,
      JSON.stringify(place),
      "1",
    ]);
    let [answers, said] = ["", ""];
    child.stdout.on("data", (chunk) => {
      answers += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      said += String(chunk);
    });
    expect((await once(child, "close"))[0]).toBe(1);
    expect(said).toContain("the journal could not be written: the disk is full");
    const acknowledged = Number(answers.trim().split("\n").at(-1));
    expect(acknowledged).toBeGreaterThan(0);
    const journal = await openAt(place);
    expect(await eventsIn(journal)).toHaveLength(acknowledged);
    expect((await journal.verify()).breaks).toEqual([]);
    expect(await journal.append([placed(acknowledged + 1)])).toMatchObject({ kind: "appended" });
    await journal.close();
  });
});

function openDatabase(path: string): Database {
  const database = new Database(path);
  database.pragma("cipher = 'sqlcipher'");
  database.pragma(`key = "x'${Buffer.from(testKey.derive("store")).toString("hex")}'"`);
  return database;
}

let drawn = 0;
/** Different with each call, and the same in each run. */
function testBytes(count: number): Uint8Array {
  drawn += 1;
  return Uint8Array.from({ length: count }, (_, at) => (drawn * 131 + at * 17 + ((at * at) % 251)) % 256);
}

function filesUnder(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
