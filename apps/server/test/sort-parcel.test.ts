import type { BodyOf } from "@plait/api";
import { mailboxAddress, newEventId, StudyKey, sealToMailbox } from "@plait/journal";
import { writeSortToHandOver } from "@plait/q-method";
import { expect, test } from "vitest";
import type { Called, SignedIn } from "../src/room.ts";
import { openSortRoom } from "../src/sort-room.ts";
import { signInAsParticipant, testKey, testServer, testStudy } from "./open-test-server.ts";
import { asParticipant, facilitator, sortingStudy } from "./sorting-study.ts";

type Sent = BodyOf<"appendSort">["events"][number];

const nobody: SignedIn = { kind: "nobody" };
const session = { begin: () => {}, end: () => {} };
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

async function openedRoom() {
  const { study, ...rest } = await sortingStudy();
  const sorting = openSortRoom(study);
  const { room } = sorting;
  const given = { study, query: undefined, session };
  const seal = (text: string, address = Buffer.from(study.mailbox.address, "base64")) =>
    Buffer.from(sealToMailbox(address, new TextEncoder().encode(text), randomBytes)).toString("base64");
  return {
    study,
    seal,
    read: (who = "QYP1") => room.readSort({ ...given, caller: asParticipant(who), body: undefined }),
    /** As a device does that was given the ticket of the participant. */
    parcelOf: async (participant: string, events: readonly Sent[], device = "tablet") => {
      const { mailbox } = await room.readSort({ ...given, caller: asParticipant(participant), body: undefined });
      return seal(`${mailbox?.ticket}\n${writeSortToHandOver({ participant, device, events })}`);
    },
    take: (parcel: string, caller: SignedIn = nobody) => room.takeParcel({ ...given, caller, body: { parcel } }),
    send: (events: readonly Sent[], who = "QYP1") => {
      const body: Called<"appendSort">["body"] = { participant: who, device: "tablet", events: [...events] };
      return room.appendSort({ ...given, caller: asParticipant(who), body });
    },
    invite: (participant: string) =>
      room.inviteSorters({ ...given, caller: facilitator, body: { participants: [participant] } }),
    [Symbol.asyncDispose]: async () => {
      await sorting.close();
      await rest[Symbol.asyncDispose]();
    },
  };
}

function sent(counter: number, kind: string, payload: Sent["payload"] = {}): Sent {
  return { id: newEventId(1_700_000_000_000 + counter, randomBytes), kind, version: 1, counter, payload };
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "answered",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

test("[V50] a parcel is taken as what was sent is, once, whoever brings it and whatever came before", async () => {
  await using room = await openedRoom();
  const [begun, assented, piled] = [
    sent(0, "q.sort-begun", { language: "ar" }),
    sent(1, "q.assented"),
    sent(2, "q.card-piled", { card: "s01", pile: "agree" }),
  ];
  await room.send([begun]);
  const strange = sent(3, "q.card-piled", { card: "s99", pile: "agree" });
  const parcel = await room.parcelOf("QYP1", [begun, assented, piled, strange]);
  expect(await room.take(parcel)).toEqual({ taken: 3, refused: 1 });
  expect(await room.take(parcel, asParticipant("QYP2"))).toEqual({ taken: 3, refused: 1 });
  const { events } = await room.read();
  expect(events.map(({ id }) => id)).toEqual([begun.id, assented.id, piled.id]);
  expect((await room.read("QYP2")).events).toEqual([]);
});

test("[V51] a parcel needs the ticket that the participant's code gives, also after the code was replaced", async () => {
  await using room = await openedRoom();
  const begun = sent(0, "q.sort-begun", { language: "en" });
  const { ticket = "" } = (await room.read("QYP2")).mailbox ?? {};
  const sort = writeSortToHandOver({ participant: "QYP1", device: "tablet", events: [begun] });
  expect(await refusal(room.take(room.seal(`${ticket}\n${sort}`)))).toBe("wrong-ticket");
  expect(await refusal(room.take(room.seal(`${"0".repeat(64)}\n${sort}`)))).toBe("wrong-ticket");
  expect(await refusal(room.take(room.seal(sort)))).toBe("no-parcel");
  expect((await room.read()).events).toEqual([]);

  await room.invite("QYP1");
  const parcel = await room.parcelOf("QYP1", [begun]);
  await room.invite("QYP1");
  expect(await room.take(parcel)).toEqual({ taken: 1, refused: 0 });
});

test("[V50] what was sealed to another study, changed or cut off is refused, and nothing is taken of it", async () => {
  await using room = await openedRoom();
  const parcel = await room.parcelOf("QYP1", [sent(0, "q.sort-begun", { language: "en" })]);
  const bytes = Buffer.from(parcel, "base64");
  const other = mailboxAddress(StudyKey.from(new Uint8Array(32).fill(9)));
  const wrong = [
    room.seal("anything", Buffer.from(other)),
    bytes.subarray(0, -1).toString("base64"),
    Buffer.from(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))).toString("base64"),
    Buffer.from("nothing").toString("base64"),
  ];
  for (const each of wrong) expect(await refusal(room.take(each))).toBe("not-for-this-study");
  const many = Array.from({ length: 501 }, (_, at) => sent(at, "q.assented"));
  expect(await refusal(room.take(await room.parcelOf("QYP1", many)))).toBe("no-parcel");
  expect((await room.read()).events).toEqual([]);
});

test("[V50] a wish to have nothing kept is done when its parcel comes, and again; of who has withdrawn nothing is taken", async () => {
  await using room = await openedRoom();
  await room.invite("QYP1");
  await room.send([sent(0, "q.sort-begun", { language: "en" }), sent(1, "q.assented")]);
  const parcel = await room.parcelOf("QYP1", [sent(2, "q.sort-stopped", { keep: false })]);
  const late = await room.parcelOf("QYP1", [sent(3, "q.card-piled", { card: "s01", pile: "agree" })]);
  expect(await room.take(parcel)).toEqual({ taken: 1, refused: 0 });
  expect(await refusal(room.read())).toBe("withdrawn");
  expect(await room.take(parcel)).toEqual({ taken: 1, refused: 0 });
  expect(await refusal(room.take(late))).toBe("withdrawn");
});

test("[V50] over the wire: anybody may bring it, no other site, nothing larger than a recording makes it, and not without end", async () => {
  await using own = await testStudy();
  const tries = { most: 6, within: 60_000 };
  const limits = { link: tries, account: tries, code: tries, name: tries };
  await using server = await testServer(own.study, { tries: limits });
  const body = (parcel: string) => ({ body: { parcel } });
  const code = async (answer: ReturnType<typeof server.call>) => (await answer).json().code;
  const other = { headers: { "sec-fetch-site": "cross-site" } };
  expect(await code(server.call("takeParcel", { ...body("bm8="), ...other }))).toBe("other-site");
  expect(await code(server.call("takeParcel", body("bm8=")))).toBe("not-for-this-study");
  const cookie = await signInAsParticipant(server, own);
  expect(await code(server.call("takeParcel", { ...body("bm8="), cookie }))).toBe("not-for-this-study");
  const large = await server.call("takeParcel", body("A".repeat(4_200_004)));
  expect([large.statusCode, large.json().fields]).toEqual([400, ["body.parcel"]]);
  const huge = await server.call("takeParcel", body("A".repeat(4_800_000)));
  expect(huge.statusCode).toBe(413);
  expect((await server.call("takeParcel", body("?"))).statusCode).toBe(400);
  const answers = await Promise.all(Array.from({ length: 6 }, () => server.call("takeParcel", body("bm8="))));
  expect(answers.map(({ statusCode }) => statusCode)).toContain(429);
  expect(own.study.mailbox.address).toBe(Buffer.from(mailboxAddress(testKey)).toString("base64"));
});
