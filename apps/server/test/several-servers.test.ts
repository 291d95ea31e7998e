import { type BodyOf, routeTable } from "@plait/api";
import { newEventId, openJournal, type StorePlace } from "@plait/journal";
import { type PostgresServer, postgresServer, type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStudyMailbox } from "../src/study-mailbox.ts";
import { cookieOf, signInAtTerminal, type TestServer, testKey, testServer } from "./open-test-server.ts";
import { writeSortingStudy } from "./sorting-study.ts";

let postgres: PostgresServer;
let folder: TemporaryFolder;
beforeAll(async () => {
  [postgres, folder] = await Promise.all([postgresServer(), temporaryFolder("several-servers")]);
  await writeSortingStudy(folder.path);
});
afterAll(() => Promise.all([postgres?.remove(), folder?.remove()]));

interface Served extends AsyncDisposable {
  readonly server: TestServer;
  readonly owner: string;
}

/** A server with a connection of its own to the study's journal. */
async function serve(hour: () => Date = () => new Date()): Promise<Served> {
  const place: StorePlace = { kind: "postgres", connection: postgres.connection, schema: "study_1" };
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const journal = await openJournal({ place, key: testKey, now: hour });
  const study = { folder: folder.path, journal, mailbox: openStudyMailbox(testKey), now: hour, randomBytes };
  const server = await testServer(study);
  return {
    server,
    owner: await signInAtTerminal(server),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await journal.close();
    },
  };
}

type Sent = BodyOf<"appendSort">["events"][number];

let made = 0;
function step(kind: string, payload: Sent["payload"], counter: number): Sent {
  const id = newEventId(1_700_000_000_000 + made++, (count) => new Uint8Array(count).fill(made % 256));
  return { id, kind, version: 1, counter, payload };
}

async function invited({ server, owner }: Served, participant: string): Promise<string> {
  const { codes } = (
    await server.call("inviteSorters", { cookie: owner, body: { participants: [participant] } })
  ).json();
  return codes[0].code;
}

async function enter({ server }: Served, code: string): Promise<string> {
  return cookieOf(await server.call("enterCode", { body: { code } }));
}

async function statusAt({ server, owner }: Served, participant: string): Promise<unknown> {
  const { sorters } = (await server.call("listSorters", { cookie: owner })).json();
  return sorters.find((one: { participant: string }) => one.participant === participant)?.status;
}

describe("[V42] two servers on one study", () => {
  test("let in by each other's codes; a sort that goes on at the other is one sort, and its news comes to both", async () => {
    await using one = await serve();
    await using other = await serve();
    const news = await follow(other);
    const code = await invited(one, "P01");
    await news.about("q");

    const atOther = await enter(other, code);
    const send = ({ server }: Served, cookie: string, events: readonly Sent[]) =>
      server.call("appendSort", { cookie, body: { participant: "P01", device: "tablet", events: [...events] } });
    await send(other, atOther, [step("q.sort-begun", { language: "en" }, 0), step("q.assented", {}, 1)]);
    const atOne = await enter(one, code);
    const { events, cards, board } = (await one.server.call("readSort", { cookie: atOne })).json();
    expect(events.map(({ kind }: Sent) => kind)).toEqual(["q.sort-begun", "q.assented"]);
    expect(await statusAt(one, "P01")).toBe("begun");

    const place = { card: cards[0].id, value: board.columns[0].value, at: 0 };
    expect((await send(one, atOne, [step("q.card-placed", place, 2)])).json().refused).toEqual([]);
    await news.about("q");
    const seen = (await other.server.call("readSort", { cookie: atOther })).json().events;
    expect(seen.at(-1)).toMatchObject({ kind: "q.card-placed", payload: place });
    news.close();
  });

  test("know of each other's accounts, and that one was closed", async () => {
    await using one = await serve();
    await using other = await serve();
    const ada = { name: "Ada", role: "reader", passphrase: "correct horse battery" } as const;
    await one.server.call("makeAccount", { cookie: one.owner, body: ada });
    const body = { name: ada.name, passphrase: ada.passphrase };
    const cookie = cookieOf(await other.server.call("signIn", { body }));
    const news = await follow(other, cookie);
    await one.server.call("changeAccount", { cookie: one.owner, body: { name: "Ada", closed: true } });
    expect(await news.ended()).toBe(true);
    expect((await other.server.call("signIn", { body })).statusCode).toBe(401);
  });

  test("whose clocks differ by hours keep one order, in which nothing is lost", async () => {
    await using ahead = await serve(() => new Date("2026-05-04T18:00:00Z"));
    await using behind = await serve(() => new Date("2026-05-04T06:00:00Z"));
    await invited(ahead, "P11");
    await invited(behind, "P12");
    await invited(ahead, "P13");
    for (const served of [ahead, behind]) {
      for (const participant of ["P11", "P12", "P13"]) expect(await statusAt(served, participant)).toBe("invited");
    }
  });
});

interface Followed {
  /** Waits for news of a topic. */
  about(topic: string): Promise<void>;
  /** Waits for the end of the stream. */
  ended(): Promise<true>;
  close(): void;
}

async function follow({ server, owner }: Served, cookie = owner): Promise<Followed> {
  const address = server.app.server.listening
    ? addressOf(server)
    : await server.app.listen({ host: "127.0.0.1", port: 0 });
  const ending = new AbortController();
  const answer = await fetch(`${address}${routeTable.followNews.path}`, { headers: { cookie }, signal: ending.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const isOver = async (): Promise<boolean> => {
    const read = await reader?.read();
    heard += read?.value ?? "";
    return read?.done ?? true;
  };
  return {
    about: async (topic) => {
      const said = `data: {"topic":"${topic}"}`;
      while (!heard.includes(said)) if (await isOver()) throw new Error("the stream ended");
      heard = heard.slice(heard.indexOf(said) + said.length);
    },
    ended: async () => {
      while (!(await isOver()));
      return true;
    },
    close: () => ending.abort(),
  };
}

function addressOf({ app }: TestServer): string {
  const bound = app.server.address();
  if (bound === null || typeof bound === "string") throw new Error("the server has no port");
  return `http://127.0.0.1:${bound.port}`;
}
