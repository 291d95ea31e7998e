import { createHash } from "node:crypto";
import { sealToMailbox } from "@plait/journal";
import { writeSortToHandOver } from "@plait/q-method";
import { describe, expect, test } from "vitest";
import type { SignedIn } from "../src/room.ts";
import { openSortRoom } from "../src/sort-room.ts";
import { asParticipant, facilitator, sortingStudy } from "./sorting-study.ts";

const analyst: SignedIn = { kind: "staff", name: "A. Analyst", role: "analyst" };
const session = { begin: () => {}, end: () => {} };
const idOf = (number: number) => `019a0000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const voice = (number: number) => Buffer.from(`voice ${number} `.repeat(500));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Participants who were invited and have assented. */
async function openedRoom(...participants: readonly string[]) {
  const { study, ...rest } = await sortingStudy();
  const sorts = openSortRoom(study);
  const { room } = sorts;
  const base = { study, session, query: undefined };
  await room.inviteSorters({ ...base, caller: facilitator, body: { participants } });
  let counter = 0;
  const event = (kind: string, payload: object) => {
    counter += 1;
    // Payloads of tests are JSON.
    return { id: idOf(1_000 + counter), kind, version: 1, counter, payload: payload as never };
  };
  const send = (participant: string, ...events: ReturnType<typeof event>[]) =>
    room.appendSort({ ...base, caller: asParticipant(participant), body: { participant, device: "d", events } });
  for (const participant of participants) {
    await send(participant, event("q.sort-begun", { language: "en" }), event("q.assented", {}));
  }
  const told = (number: number, card = "s01", change: object = {}) =>
    event("q.card-told", {
      card,
      recording: {
        id: idOf(number),
        sha256: sha256(voice(number)),
        type: "audio/webm",
        milliseconds: 7_000,
        ...change,
      },
    });
  return {
    study,
    sorts,
    event,
    told,
    send,
    keep: (participant: string, number: number, bytes = voice(number)) =>
      room.keepRecording({
        ...base,
        caller: asParticipant(participant),
        body: { participant, id: idOf(number), bytes: bytes.toString("base64") },
      }),
    hear: (caller: SignedIn, number: number) =>
      room.readRecording({ ...base, caller, body: undefined, query: { id: idOf(number) } }),
    bring: (parcel: string) => room.takeParcel({ ...base, caller: { kind: "nobody" }, body: { parcel } }),
    [Symbol.asyncDispose]: async () => {
      await sorts.close();
      await rest[Symbol.asyncDispose]();
    },
  };
}

const gone = { status: 404, code: "no-such-recording" };

describe("[V76] reasons by voice", () => {
  test("are kept once, named by their step, and heard by their sorter and by analysts as they were recorded", async () => {
    await using own = await openedRoom("P1", "P2");
    await own.keep("P1", 1);
    await own.keep("P1", 1);
    const step = own.told(1);
    expect(await own.send("P1", step)).toEqual({ taken: [step.id], refused: [] });
    await own.send("P1", step);
    for (const caller of [asParticipant("P1"), analyst]) {
      const { type, bytes } = await own.hear(caller, 1);
      expect([type, Buffer.compare(bytes, voice(1))]).toEqual(["audio/webm", 0]);
    }
    await expect(own.hear(asParticipant("P2"), 1)).rejects.toMatchObject(gone);
    expect(await own.study.journal.verify()).toMatchObject({ files: 1, filesUnnamed: 0, breaks: [] });
  });

  test("a step whose recording is not here, has other bytes or is somebody else's is refused, and the rest is taken", async () => {
    await using own = await openedRoom("P1", "P2");
    await own.keep("P1", 1);
    await own.keep("P2", 2);
    const explained = own.event("q.card-explained", { card: "s01", text: "home" });
    const steps = [own.told(3), own.told(1, "s01", { sha256: "0".repeat(64) }), own.told(1, "s99")];
    const { taken, refused } = await own.send("P1", explained, ...steps);
    expect(taken).toEqual([explained.id]);
    expect(refused.map(({ reason }) => reason)).toEqual(["no-such-recording", "no-such-recording", "no-such-card"]);
    await expect(own.send("P1", own.told(2))).rejects.toMatchObject({ status: 409, code: "no-such-recording" });
    await expect(own.keep("P2", 1)).rejects.toMatchObject({ status: 409, code: "id-taken" });
    await expect(own.keep("P1", 4, Buffer.alloc(2_100_000))).rejects.toMatchObject({
      status: 422,
      code: "no-recording",
    });
  });

  test("what is recorded anew or taken back is gone from the store, in whatever order it came", async () => {
    await using own = await openedRoom("P1");
    for (const number of [1, 2, 3]) await own.keep("P1", number);
    const [first, second, other, back] = [
      own.told(1),
      own.told(2),
      own.told(3, "s02"),
      own.event("q.card-told", { card: "s02", recording: null }),
    ];
    await own.send("P1", second, back);
    await own.send("P1", first, other);
    const kept = await Promise.all([1, 2, 3].map((number) => own.study.journal.readFile(idOf(number))));
    expect(kept.map((bytes) => bytes === "forgotten")).toEqual([true, false, true]);
    await expect(own.hear(analyst, 1)).rejects.toMatchObject(gone);
    // A device that got no answer sends all of it again.
    expect((await own.send("P1", first, second, other, back)).refused).toEqual([]);
    expect(await own.study.journal.verify()).toMatchObject({ files: 1, breaks: [] });
  });

  test("reasons are shown once their sort is over, with place, language and recording, and are gone with their sorter", async () => {
    await using own = await openedRoom("P1", "P2");
    await own.keep("P1", 1);
    const placed = own.event("q.card-placed", { card: "s01", value: -3, at: 0 });
    const explained = own.event("q.card-explained", { card: "s02", text: "بيت" });
    await own.send("P1", placed, own.told(1), explained);
    expect(await own.sorts.saidReasons()).toEqual([]);
    await own.send("P1", own.event("q.sort-finished", {}));
    const recording = { id: idOf(1), sha256: sha256(voice(1)), type: "audio/webm", milliseconds: 7_000, card: "s01" };
    expect(await own.sorts.saidReasons()).toEqual([
      { sorter: "P1", card: "s02", value: undefined, language: "en", text: "بيت", recording: undefined },
      { sorter: "P1", card: "s01", value: -3, language: "en", text: undefined, recording },
    ]);
    await own.send("P1", own.event("q.sort-stopped", { keep: false }));
    expect(await own.sorts.saidReasons()).toEqual([]);
    await expect(own.hear(analyst, 1)).rejects.toMatchObject(gone);
    expect(await own.study.journal.readFile(idOf(1))).toBe("forgotten");
    await expect(own.keep("P1", 2)).rejects.toMatchObject({ status: 410, code: "withdrawn" });
    expect(await own.study.journal.verify()).toMatchObject({ breaks: [] });
  });

  test("that no step names are bounded, and a step makes room", async () => {
    await using own = await openedRoom("P1", "P2");
    for (let number = 1; number <= 40; number++) await own.keep("P1", number);
    await own.keep("P1", 40);
    await expect(own.keep("P1", 41)).rejects.toMatchObject({ status: 429, code: "too-many-recordings" });
    await own.keep("P2", 41);
    await own.send("P1", own.told(7));
    await own.keep("P1", 42);
  });

  test("come in a parcel with the step that names them, once", async () => {
    await using own = await openedRoom("P1");
    const { mailbox, randomBytes } = own.study;
    const recordings = [{ id: idOf(1), base64: voice(1).toString("base64") }];
    const text = writeSortToHandOver({ participant: "P1", device: "d", events: [own.told(1)], recordings });
    const sealed = sealToMailbox(
      Buffer.from(mailbox.address, "base64"),
      Buffer.from(`${mailbox.ticketOf("P1")}\n${text}`),
      randomBytes,
    );
    const parcel = Buffer.from(sealed).toString("base64");
    for (let times = 0; times < 2; times++) expect(await own.bring(parcel)).toEqual({ taken: 1, refused: 0 });
    expect(Buffer.compare((await own.hear(analyst, 1)).bytes, voice(1))).toBe(0);
    expect(await own.study.journal.verify()).toMatchObject({ files: 1, filesUnnamed: 0, breaks: [] });
  });
});
