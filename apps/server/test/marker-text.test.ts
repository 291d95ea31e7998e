import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BodyOf } from "@plait/api";
import { newEventId, type StorePlace } from "@plait/journal";
import { postgresServer, temporaryFolder } from "@plait/testkit";
import { describe, expect, test } from "vitest";
import { type ServedInProcess, serveInProcess } from "./serve-in-process.ts";
import { writeSortingStudy } from "./sorting-study.ts";

const MARKER = "Zyxwv lighthouse marker 7319";
const PARTICIPANT = "MARKEDPERSON7319";
const OWNER = "Marked Owner 7319";

describe("[V43] what somebody typed is nowhere on the disk in the clear", () => {
  test("with SQLite: not in the study's folder, nor in any file that the server has open", async () => {
    await using folder = await temporaryFolder("marker-text");
    await writeSortingStudy(folder.path);
    const place = { kind: "sqlite", file: join(folder.path, ".plait", "journal.db") } as const;
    await typeAndLook(folder.path, place, () => filesUnder(folder.path));
  });

  test("with PostgreSQL: not among its files either", async () => {
    await using folder = await temporaryFolder("marker-text");
    await using postgres = await postgresServer();
    await writeSortingStudy(folder.path);
    const place = { kind: "postgres", connection: postgres.connection, schema: "study_1" } as const;
    const [, socket = ""] = /host=([^&]+)/u.exec(postgres.connection) ?? [];
    const data = join(dirname(decodeURIComponent(socket)), "data");
    expect(existsSync(data)).toBe(true);
    await typeAndLook(folder.path, place, () => [...filesUnder(folder.path), ...filesUnder(data)]);
  });
});

/** Types the marker as a participant and as an owner, and looks for it while the server runs and after it was killed. */
async function typeAndLook(study: string, place: StorePlace, files: () => readonly string[]): Promise<void> {
  const served = await serveInProcess(study, place);
  await type(served);
  expect(filesWithMarker([...files(), ...openFilesOf(served)])).toEqual([]);
  const closed = once(served.child, "close");
  served.child.kill("SIGKILL");
  await closed;
  expect(filesWithMarker(files())).toEqual([]);
}

async function type({ call, enter }: ServedInProcess): Promise<void> {
  const account = { name: OWNER, role: "owner", passphrase: MARKER } as const;
  await call("makeAccount", { body: account });
  const { codes } = await call("inviteSorters", { body: { participants: [PARTICIPANT] } });
  const participant = await enter(codes[0]?.code ?? "");
  const { cards } = await participant("readSort");
  const steps = [
    ["q.sort-begun", { language: "en" }],
    ["q.assented", {}],
    ...cards.map(({ id }) => ["q.card-explained", { card: id, text: `${MARKER} ${"and more ".repeat(150)}` }] as const),
  ] as const;
  const events: BodyOf<"appendSort">["events"] = steps.map(([kind, payload], counter) => ({
    id: newEventId(1_700_000_000_000 + counter, (count) => new Uint8Array(count).fill(counter)),
    kind,
    version: 1,
    counter,
    payload,
  }));
  const { taken } = await participant("appendSort", { body: { participant: PARTICIPANT, device: "tablet", events } });
  expect(taken).toHaveLength(steps.length);
  // It is there for whoever may read it.
  expect(JSON.stringify(await participant("readSort"))).toContain(MARKER);
}

/** As text is usually written down: UTF-8, UTF-16, hex and base64 at each offset. */
const needles = [MARKER, PARTICIPANT, OWNER].flatMap((text) => {
  const bytes = Buffer.from(text, "utf8");
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .slice(4, -4),
  );
  return [bytes, Buffer.from(text, "utf16le"), ...[bytes.toString("hex"), ...base64].map((one) => Buffer.from(one))];
});

function filesWithMarker(files: readonly string[]): readonly string[] {
  expect(files.length).toBeGreaterThan(0);
  return files.filter((file) => {
    const bytes = readFileSync(file);
    return needles.some((needle) => bytes.includes(needle));
  });
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Files that were removed while they are open have no name any more, and are still on the disk. */
function openFilesOf({ child }: ServedInProcess): readonly string[] {
  const folder = `/proc/${child.pid}/fd`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter(
      (path) =>
        !readlinkSync(path).startsWith("/dev/") && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false),
    );
}
