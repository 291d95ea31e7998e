import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { guardianshipQ } from "@plait/example-guardianship";
import { openJournal, StudyKey } from "@plait/journal";
import { openServer, openStudyMailbox } from "@plait/server";

/*
 * Serves the example's cards over a new journal in SQLite, prints `{ address, token }`, and ends when its input ends. A process of its own, so that
 * those who sort do not share its thread.
 */
const folder = mkdtempSync(join(tmpdir(), "plait-bench-server-"));
const settings = "title: Cards\nlanguages: [en, ar]\nstrands: [q]\ndisclosure: { policy: sacro }\n";
for (const [path, text] of [["study.yaml", settings] as const, ...guardianshipQ().files]) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const key = StudyKey.make(randomBytes);
const journal = await openJournal({ place: { kind: "sqlite", file: join(folder, "journal.db") }, key });
const server = await openServer({
  study: { folder, journal, mailbox: openStudyMailbox(key), now: () => new Date(), randomBytes },
  screens: undefined,
  host: "127.0.0.1",
  port: 0,
});
console.log(JSON.stringify({ address: server.address, token: server.token }));
for await (const _ of process.stdin);
await server.close();
await journal.close();
rmSync(folder, { recursive: true, force: true });
