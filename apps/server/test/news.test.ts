import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Role, routeTable } from "@plait/api";
import { BUILT_RESULTS_FILE, RELEASE_LOG_FILE } from "@plait/build";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  invite,
  PASSPHRASE,
  signInAs,
  signInAsParticipant,
  signInAtTerminal,
  type TestServer,
  type TestStudy,
  testServer,
  testStudy,
} from "./open-test-server.ts";

let own: TestStudy;
let server: TestServer;
let address: string;
let owner: string;
beforeEach(async () => {
  own = await testStudy();
  server = await testServer(own.study);
  address = await server.app.listen({ host: "127.0.0.1", port: 0 });
  owner = await signInAtTerminal(server);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await own[Symbol.asyncDispose]();
});

interface Message {
  readonly id: number;
  readonly topic?: string;
}

interface Stream {
  readonly status: number;
  next(): Promise<Message | "ended">;
  close(): void;
}

/** Server-sent events as a browser reads them: a message is what stands between empty lines. */
async function follow(cookie: string, lastEventId?: number): Promise<Stream> {
  const ending = new AbortController();
  const headers = { cookie, ...(lastEventId === undefined ? {} : { "last-event-id": String(lastEventId) }) };
  const answer = await fetch(`${address}${routeTable.followNews.path}`, { headers, signal: ending.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  const next = async (): Promise<Message | "ended"> => {
    while (!waiting.includes("\n\n")) {
      const read = await reader?.read();
      if (read === undefined || read.done) return "ended";
      waiting += read.value;
    }
    const [block = "", ...rest] = waiting.split("\n\n");
    waiting = rest.join("\n\n");
    return parsed(block) ?? next();
  };
  return { status: answer.status, next, close: () => ending.abort() };
}

/** Topics as they are heard, also those that no event tells of. */
async function topicsHeardBy(cookie: string) {
  const ending = new AbortController();
  const answer = await fetch(`${address}${routeTable.followNews.path}`, { headers: { cookie }, signal: ending.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const heard: string[] = [];
  let [waiting, told] = ["", 0];
  /** Reads on until a topic comes that was not told of yet; false where the stream ends first. */
  const until = async (topic: string): Promise<boolean> => {
    for (;;) {
      const at = heard.indexOf(topic, told);
      if (at >= 0) {
        told = at + 1;
        return true;
      }
      const read = await reader?.read();
      if (read === undefined || read.done) return false;
      const blocks = (waiting + read.value).split("\n\n");
      waiting = blocks.pop() ?? "";
      heard.push(...blocks.flatMap((block) => /"topic":"(\w+)"/u.exec(block)?.[1] ?? []));
    }
  };
  return { heard, until, close: () => ending.abort() };
}

function parsed(block: string): Message | undefined {
  const id = /^id: (\d+)$/mu.exec(block)?.[1];
  const data = /^data: (.*)$/mu.exec(block)?.[1];
  return id === undefined ? undefined : { id: Number(id), ...(data === undefined ? {} : JSON.parse(data)) };
}

const head = async () => (await own.journal.head()).position;
const make = (role: Role, name = `B. ${role}`) =>
  server.call("makeAccount", { cookie: owner, body: { name, role, passphrase: PASSPHRASE } });

describe("[V31] news", () => {
  test("says the topic of what happened, and nothing else", async () => {
    const stream = await follow(owner);
    expect(await stream.next()).toEqual({ id: await head() });
    await invite(own.journal, "P07");
    expect(await stream.next()).toEqual({ id: 1, topic: "q" });
    await make("reader");
    expect(await stream.next()).toEqual({ id: 2, topic: "accounts" });
    stream.close();
  });

  test("gathers what happens at once, by topic", async () => {
    const stream = await follow(owner);
    await stream.next();
    for (const code of ["00000-00001", "00000-00002", "00000-00003"]) await invite(own.journal, "P07", code);
    const heard = [];
    for (let last = 0; last < 3; ) {
      const message = await stream.next();
      if (message === "ended") throw new Error("the stream ended");
      heard.push(message);
      last = message.id;
    }
    expect(heard.every(({ topic }) => topic === "q")).toBe(true);
    expect(heard.length).toBeLessThanOrEqual(3);
    stream.close();
  });

  test("of accounts is for owners", async () => {
    const reader = await signInAs(server, owner, "reader");
    const stream = await follow(reader);
    await stream.next();
    await make("coder");
    await invite(own.journal, "P07");
    expect(await stream.next()).toMatchObject({ topic: "q" });
    stream.close();
  });

  test("of a participant is of that participant's own sort", async () => {
    const cookie = await signInAsParticipant(server, own, "P07");
    const stream = await follow(cookie);
    const owners = await follow(owner);
    await Promise.all([stream.next(), owners.next()]);
    await invite(own.journal, "P08");
    await make("coder");
    // Once the owner has heard of both, a participant who hears of others would have.
    for (let heard = 0; heard < 3; ) {
      const message = await owners.next();
      if (message === "ended") throw new Error("the stream ended");
      heard = message.id;
    }
    owners.close();
    await invite(own.journal, "P07", "00000-00000");
    expect(await stream.next()).toEqual({ id: 4, topic: "q" });
    stream.close();
  });

  test("goes on behind the last that was heard", async () => {
    await invite(own.journal, "P07");
    await using later = await testServer(own.study);
    address = await later.app.listen({ host: "127.0.0.1", port: 0 });
    const cookie = await signInAtTerminal(later);
    await later.call("makeAccount", { cookie, body: { name: "C", role: "reader", passphrase: PASSPHRASE } });
    await invite(own.journal, "P08");

    const missedOne = await follow(cookie, 2);
    expect(await missedOne.next()).toEqual({ id: 2 });
    expect(await missedOne.next()).toEqual({ id: 3, topic: "q" });
    missedOne.close();

    // Before this server began: what it was is not known, so everything may have changed.
    const missedAll = await follow(cookie, 0);
    expect(await missedAll.next()).toEqual({ id: 0 });
    const topics = [await missedAll.next(), await missedAll.next(), await missedAll.next(), await missedAll.next()];
    expect(topics).toEqual([
      { id: 1, topic: "records" },
      { id: 1, topic: "journal" },
      { id: 2, topic: "accounts" },
      { id: 3, topic: "q" },
    ]);
    missedAll.close();

    // A journal that was brought back from a backup.
    const ahead = await follow(cookie, 1000);
    expect(await ahead.next()).toEqual({ id: 3 });
    expect(await ahead.next()).toEqual({ id: 1, topic: "records" });
    ahead.close();
  });

  test("says that everything may have changed when somebody is forgotten", async () => {
    await invite(own.journal, "P07");
    const stream = await follow(owner);
    await stream.next();
    await own.journal.forgetSubject("P07", "A");
    const topics = [];
    for (let n = 0; n < 4; n++) {
      const message = await stream.next();
      topics.push(message === "ended" ? message : message.topic);
    }
    expect(topics.sort()).toEqual(["accounts", "journal", "q", "records"]);
    stream.close();
  });
});

describe("[V34] news of outputs", () => {
  test.each([BUILT_RESULTS_FILE, RELEASE_LOG_FILE])("comes when %s was written, by whatever program", async (file) => {
    const stream = await topicsHeardBy(await signInAs(server, owner, "reader"));
    // Whoever comes has not heard of what passed before.
    expect(await stream.until("outputs")).toBe(true);
    await mkdir(join(own.study.folder, dirname(file)), { recursive: true });
    await writeFile(join(own.study.folder, file), "");
    expect(await stream.until("outputs")).toBe(true);
    stream.close();
  });

  test("is for whoever may read them", async () => {
    const stream = await topicsHeardBy(await signInAs(server, owner, "facilitator"));
    await mkdir(join(own.study.folder, "releases"), { recursive: true });
    await writeFile(join(own.study.folder, RELEASE_LOG_FILE), "");
    const owners = await topicsHeardBy(owner);
    await owners.until("outputs");
    await invite(own.journal, "P07");
    await stream.until("q");
    expect(stream.heard).not.toContain("outputs");
    stream.close();
    owners.close();
  });
});

describe("[V32] a stream of news ends", () => {
  test("when its caller signs out", async () => {
    const stream = await follow(owner);
    await stream.next();
    await server.call("signOut", { cookie: owner });
    expect(await stream.next()).toBe("ended");
    expect((await follow(owner)).status).toBe(401);
  });

  test("when nobody does anything: opening it again is nothing that anybody did", async () => {
    own.pass(29 * 60_000);
    (await follow(owner)).close();
    own.pass(60_000);
    expect((await follow(owner)).status).toBe(401);
  });

  test("when its caller gets another role", async () => {
    const reader = await signInAs(server, owner, "reader");
    const stream = await follow(reader);
    await stream.next();
    await server.call("changeAccount", { cookie: owner, body: { name: "A. reader", role: "coder" } });
    expect(await stream.next()).toBe("ended");
  });

  test("when the server is closed, which does not wait for it", async () => {
    const stream = await follow(owner);
    await stream.next();
    await server.app.close();
    expect(await stream.next()).toBe("ended");
  });

  test("and a session has eight at most", async () => {
    const streams = [];
    for (let n = 0; n < 8; n++) streams.push(await follow(owner));
    expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect((await follow(owner)).status).toBe(429);
    expect((await follow(await signInAs(server, owner, "reader"))).status).toBe(200);
    for (const stream of streams) stream.close();
  });
});
