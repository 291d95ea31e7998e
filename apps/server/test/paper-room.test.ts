import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BodyOf, ReplyOf } from "@plait/api";
import { type JournalEvent, newEventId } from "@plait/journal";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StudyAtWork } from "../src/study-at-work.ts";
import { signInAs, signInAsParticipant, signInAtTerminal, type TestServer, testServer } from "./open-test-server.ts";
import { CAMERA_SAYS, photograph } from "./photographs.ts";
import { sortingStudy } from "./sorting-study.ts";

type Own = Awaited<ReturnType<typeof sortingStudy>>;
type Body<Name extends "describePaperSort" | "keepPhotograph" | "draftPaperSort" | "enterPaperSort"> = BodyOf<Name>;

let own: Own;
let study: StudyAtWork;
let server: TestServer;
let facilitator: string;
let analyst: string;
let terminal: string;
beforeEach(async () => {
  own = await sortingStudy();
  study = own.study;
  server = await testServer(study);
  terminal = await signInAtTerminal(server);
  facilitator = await signInAs(server, terminal, "facilitator");
  analyst = await signInAs(server, terminal, "analyst");
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await own[Symbol.asyncDispose]();
});

const newId = () => newEventId(0, (count) => crypto.getRandomValues(new Uint8Array(count)));
const noPiles = { agree: "", unsure: "", disagree: "" };
/** Cards 1 to 28 from the lowest column on, and the same with the first and the last exchanged. */
const plan = ["1 2", "3 4 5 6", "7 8 9 10 11", "12 13 14 15 16 17", "18 19 20 21 22", "23 24 25 26", "27 28"];
const otherwise = ["28 2", ...plan.slice(1, 6), "27 1"];

const post = async <Name extends "describePaperSort" | "keepPhotograph" | "draftPaperSort" | "enterPaperSort">(
  name: Name,
  body: Body<Name>,
  cookie = facilitator,
) => {
  const answer = await server.call(name, { body, cookie });
  const said: ReplyOf<"readPaperSort"> & { code: string; message: string } = answer.json();
  return { status: answer.statusCode, said };
};
const begin = (participant: string, more: Partial<Body<"describePaperSort">> = {}) =>
  post("describePaperSort", {
    ...{ id: newId(), participant, assented: true, language: "ar", helper: "interpreter", isNew: true, ...more },
  });
const enter = (
  participant: string,
  columns: readonly string[],
  more: Partial<Body<"enterPaperSort">> = {},
  by?: string,
) =>
  post(
    "enterPaperSort",
    {
      id: newId(),
      participant,
      as: "entry",
      typed: { columns: [...columns], piles: noPiles },
      standing: null,
      ...more,
    },
    by,
  );
const keep = (participant: string, shows: Body<"keepPhotograph">["shows"], bytes: Buffer, id = newId()) =>
  post("keepPhotograph", { id, participant, shows, bytes: bytes.toString("base64") });
const get = (url: string, cookie: string) => server.app.inject({ url, headers: { host: "127.0.0.1", cookie } });
const listed = async (): Promise<ReplyOf<"listPaperSorts">["sorts"]> =>
  (await server.call("listPaperSorts", { cookie: facilitator })).json().sorts;
const sortsInAnalysis = async (): Promise<ReplyOf<"readQSorts">["sorts"]> =>
  (await server.call("readQSorts", { cookie: analyst })).json().sorts;

async function eventsOf(participant: string): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of study.journal.read({ streams: [`q/paper/${participant}`] })) events.push(event);
  return events;
}

describe("[V90] a sort from paper", () => {
  test("is written down with who did it, and is in the analysis like any other", async () => {
    expect((await begin("QYP26")).said).toMatchObject({ status: "begun", language: "ar", helper: "interpreter" });
    const { status, said } = await enter("QYP26", plan);
    expect([status, said.status]).toEqual([200, "entered"]);
    expect(said.entries).toEqual([
      expect.objectContaining({ by: "A. facilitator", at: expect.stringMatching(/^\d{4}-.*Z$/u), piles: null }),
    ]);
    expect(await sortsInAnalysis()).toEqual([
      {
        sorter: "QYP26",
        language: "ar",
        places: [2, 4, 5, 6, 5, 4, 2].flatMap((cards, column) => Array<number>(cards).fill(column - 3)),
        from: "journal",
      },
    ]);
    const events = await eventsOf("QYP26");
    expect(events.map(({ kind, content }) => [kind, content])).toEqual([
      [
        "q.paper-begun",
        expect.objectContaining({
          actor: "A. facilitator",
          subject: "QYP26",
          payload: { assented: true, language: "ar", helper: "interpreter", wording: expect.stringMatching(/^\w+$/u) },
        }),
      ],
      ["q.paper-entered", expect.objectContaining({ actor: "A. facilitator", subject: "QYP26" })],
    ]);
  });

  test("is not begun without a yes, twice, in a language without cards, nor of who has a sort or has withdrawn", async () => {
    const said = await post("describePaperSort", {
      ...{ id: newId(), participant: "QYP26", language: "ar", helper: "nobody", isNew: true },
      assented: false as unknown as true,
    });
    expect(said.said.code).toBe("wrong-shape");
    expect((await begin("QYP26", { language: "cy" })).said.code).toBe("no-such-wording");
    const id = newId();
    expect((await begin("QYP26", { id })).status).toBe(200);
    expect((await begin("QYP26", { id })).status).toBe(200);
    expect((await begin("QYP26")).said.code).toBe("begun-already");
    expect((await begin("QYP26", { isNew: false, language: "en" })).said.language).toBe("en");
    const rows = plan.flatMap((cards, column) =>
      cards.split(" ").map((number) => `QYP28,s${number.padStart(2, "0")},${column - 3}`),
    );
    await mkdir(join(study.folder, "q/sorts"));
    await writeFile(join(study.folder, "q/sorts/one.csv"), ["sorter,statement,place", ...rows, ""].join("\n"));
    expect((await begin("QYP28")).said.code).toBe("has-sort");
    await study.journal.forgetSubject("QYP27", "A. Owner");
    expect((await begin("QYP27")).said.code).toBe("withdrawn");
    expect(await eventsOf("QYP27")).toEqual([]);
  });

  test("that is not possible is refused, and nothing but a draft of it is kept", async () => {
    await begin("QYP26");
    const wrong = ["1 2", ...plan.slice(1, 6), "2 28"];
    expect((await enter("QYP26", wrong)).said).toMatchObject({ code: "not-a-sort" });
    const typed = { columns: wrong, piles: noPiles };
    await post("draftPaperSort", { id: newId(), participant: "QYP26", as: "entry", typed });
    const kept = await get("/api/q/paper/sort?participant=QYP26", facilitator);
    expect(kept.json()).toMatchObject({
      status: "begun",
      draft: { as: "entry", typed, by: "A. facilitator" },
      entries: [],
    });
    expect(await sortsInAnalysis()).toEqual([]);
  });

  test("is entered once however often it is sent, and corrected with a reason; the earlier entry stays", async () => {
    await begin("QYP26");
    const id = newId();
    for (let sent = 0; sent < 2; sent++) expect((await enter("QYP26", plan, { id })).said.entries).toHaveLength(1);
    expect((await enter("QYP26", otherwise, { standing: id })).said.code).toBe("entered-already");
    const correction = { as: "correction", standing: id } as const;
    expect((await enter("QYP26", otherwise, correction)).said.code).toBe("no-reason");
    const corrected = { ...correction, id: newId(), reason: "Two numbers were upside down" };
    for (let sent = 0; sent < 2; sent++) {
      expect((await enter("QYP26", otherwise, corrected)).said.entries.map(({ reason }) => reason)).toEqual([
        undefined,
        "Two numbers were upside down",
      ]);
    }
    expect((await enter("QYP26", plan, { ...correction, reason: "No" })).said.code).toBe("changed-meanwhile");
    const [{ places = [] } = {}] = await sortsInAnalysis();
    expect([places[0], places[27]]).toEqual([3, -3]);
    expect((await eventsOf("QYP26")).map(({ kind }) => kind)).toEqual([
      ...["q.paper-begun", "q.paper-entered", "q.paper-corrected"],
    ]);
  });

  test("is typed again by somebody else, and every difference is named", async () => {
    await begin("QYP26");
    const standing = (await enter("QYP26", plan)).said.entries[0]?.id ?? "";
    const check = { as: "check", standing } as const;
    expect((await enter("QYP26", plan, check)).said.code).toBe("same-person");
    const { said } = await enter("QYP26", otherwise, check, analyst);
    expect([said.check?.by, said.check?.differences.map(({ card, places }) => [card, places])]).toEqual([
      "A. analyst",
      [
        ["s01", [-3, 3]],
        ["s28", [3, -3]],
      ],
    ]);
    expect((await listed())[0]).toMatchObject({ participant: "QYP26", checked: "differs" });
    await enter("QYP26", plan, check, analyst);
    expect((await listed())[0]).toMatchObject({ checked: "alike", entered: { by: "A. facilitator" } });
    expect((await sortsInAnalysis())[0]?.places[0]).toBe(-3);
  });
});

describe("[V91] photographs of a sort on paper", () => {
  test("are kept without what the camera says, turned as they were, and served to hosts alone, kept by no browser", async () => {
    await begin("QYP26");
    const id = newId();
    for (let sent = 0; sent < 2; sent++) expect((await keep("QYP26", "numbers", photograph(4), id)).status).toBe(200);
    const { said } = await keep("QYP26", "board", photograph(3));
    expect(said.photographs.map(({ shows, by }) => [shows, by])).toEqual([
      ["numbers", "A. facilitator"],
      ["board", "A. facilitator"],
    ]);
    const url = `/api/q/paper/photographs?id=${id}`;
    const served = await get(url, facilitator);
    expect([served.statusCode, served.headers["content-type"], served.headers["cache-control"]]).toEqual([
      ...[200, "image/jpeg", "no-store"],
    ]);
    const bytes = await study.journal.readFile(id);
    expect(served.rawPayload.equals(Buffer.from(bytes as Uint8Array))).toBe(true);
    const text = served.rawPayload.toString("latin1");
    for (const word of [...CAMERA_SAYS, "Comment-4"]) expect(text).not.toContain(word);
    // Of EXIF nothing is left but how the picture is to be turned.
    expect(served.rawPayload.subarray(2, 40).toString("latin1")).toContain("\x01\x12\0\x03\0\0\0\x01\0\x06");
    expect((await eventsOf("QYP26")).map(({ kind }) => kind)).toEqual([
      ...["q.paper-begun", "q.paper-photographed", "q.paper-photographed"],
    ]);
    const reader = await signInAs(server, terminal, "reader");
    expect((await get(url, reader)).json().code).toBe("not-yours");
    for (const name of await readdir(study.folder)) {
      if (!name.startsWith("journal.db")) continue;
      const stored = await readFile(join(study.folder, name), "latin1");
      for (const word of CAMERA_SAYS) expect(stored).not.toContain(word);
      expect(stored).not.toContain(photograph(4).subarray(-60).toString("latin1"));
    }
  });

  test("are PNG, JPEG or WebP of 8 MiB at most, of a sort that was begun", async () => {
    expect((await keep("QYP26", "board", photograph(1))).said.code).toBe("no-paper-sort");
    await begin("QYP26");
    const refused = await keep("QYP26", "board", Buffer.from("%PDF-1.7"));
    expect([refused.status, refused.said.code]).toEqual([422, "no-photograph"]);
    const large = Buffer.concat([photograph(1).subarray(0, 2), ...Array(130).fill(filler), photograph(1).subarray(2)]);
    expect(large.length).toBeGreaterThan(8 * 1024 * 1024);
    expect((await keep("QYP26", "board", large)).said.code).toBe("no-photograph");
    const hopeless = Buffer.alloc(10 * 1024 * 1024);
    expect((await keep("QYP26", "board", hopeless)).said.code).toBe("too-large");
    expect((await eventsOf("QYP26")).map(({ kind }) => kind)).toEqual(["q.paper-begun"]);
  });

  test("a newer one of a kind takes the place of the one before, and one with a face on it is deleted", async () => {
    await begin("QYP26");
    const [first, second] = [newId(), newId()];
    await keep("QYP26", "piles", photograph(1), first);
    for (let sent = 0; sent < 2; sent++) {
      const { said } = await keep("QYP26", "piles", photograph(2), second);
      expect(said.photographs.map(({ id }) => id)).toEqual([second]);
    }
    expect(await study.journal.readFile(first)).toBe("forgotten");
    expect(await study.journal.readFile(second)).toBeInstanceOf(Uint8Array);
    const body = { id: newId(), participant: "QYP26", photograph: second };
    for (let sent = 0; sent < 2; sent++) {
      const answer = await server.call("deletePhotograph", { body, cookie: facilitator });
      expect(answer.json()).toMatchObject({ status: "begun", photographs: [] });
    }
    expect(await study.journal.readFile(second)).toBe("forgotten");
    expect((await study.journal.verify()).breaks).toEqual([]);
  });
});

/** A segment of 64 KiB that is needed for no picture but kept, a table. */
const filler = Buffer.concat([Buffer.of(0xff, 0xdb, 0xff, 0xff), Buffer.alloc(0xfffd)]);

describe("[V92] forgetting somebody whose sort is on paper", () => {
  test("[V13] leaves neither numbers nor photographs, nor a code to be used again, and signs no staff out", async () => {
    await begin("QYP26");
    const id = newId();
    await keep("QYP26", "numbers", photograph(4), id);
    await enter("QYP26", plan);
    const withdrawal = await server.call("withdrawPaperSorter", {
      body: { participant: "QYP26" },
      cookie: facilitator,
    });
    expect(withdrawal.statusCode).toBe(200);
    expect([await listed(), await sortsInAnalysis()]).toEqual([[], []]);
    expect((await get(`/api/q/paper/photographs?id=${id}`, facilitator)).json().code).toBe("no-such-photograph");
    expect((await get("/api/q/paper/sort?participant=QYP26", facilitator)).json().code).toBe("no-paper-sort");
    expect(await study.journal.readFile(id)).toBe("forgotten");
    expect((await begin("QYP26")).said.code).toBe("withdrawn");
  });
});

test("[V93] a participant sees nothing of it, and a sort that they finish on a device counts", async () => {
  await begin("P07");
  await enter("P07", plan);
  const participant = await signInAsParticipant(server, { ...own, journal: study.journal, pass: () => {} });
  expect((await get("/api/q/paper", participant)).json().code).toBe("not-yours");
  const steps: readonly [string, object][] = [
    ["q.sort-begun", { language: "en" }],
    ["q.assented", {}],
    ...otherwise.flatMap((cards, column) =>
      cards
        .split(" ")
        .map((number, at): [string, object] => [
          "q.card-placed",
          { card: `s${number.padStart(2, "0")}`, value: column - 3, at },
        ]),
    ),
    ["q.sort-finished", {}],
  ];
  await server.call("appendSort", {
    cookie: participant,
    body: {
      participant: "P07",
      device: "tablet",
      events: steps.map(([kind, payload], counter) => ({
        ...{ id: newId(), kind, version: 1, counter },
        payload: JSON.parse(JSON.stringify(payload)),
      })),
    },
  });
  expect((await listed())[0]).toMatchObject({ participant: "P07", gaveWay: true });
  const sorts = await sortsInAnalysis();
  expect(sorts.map(({ sorter, language, places }) => [sorter, language, places[0]])).toEqual([["P07", "en", 3]]);
  expect((await begin("P08")).status).toBe(200);
});
