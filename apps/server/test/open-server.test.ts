import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openServer } from "../src/open-server.ts";
import {
  PASSPHRASE,
  signInAs,
  signInAtTerminal,
  type TestServer,
  type TestStudy,
  testServer,
  testStudy,
} from "./open-test-server.ts";

let own: TestStudy;
let server: TestServer;
beforeEach(async () => {
  own = await testStudy();
  server = await testServer(own.study);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await own[Symbol.asyncDispose]();
});

/** A request of which the head has been sent and the server has heard, and whose body comes later. */
async function beginRequest(path: string, cookie: string, body: string): Promise<{ finish(): Promise<string> }> {
  const { port } = new URL(await server.app.listen({ host: "127.0.0.1", port: 0 }));
  const heard = once(server.app.server, "request");
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(
    [
      `POST ${path} HTTP/1.1`,
      "host: 127.0.0.1",
      "connection: close",
      "x-plait: 1",
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      `cookie: ${cookie}`,
      "\r\n",
    ].join("\r\n"),
  );
  await heard;
  let answer = "";
  socket.setEncoding("utf8").on("data", (text) => {
    answer += String(text);
  });
  const finish = async (): Promise<string> => {
    const ended = once(socket, "close");
    socket.write(body);
    await ended;
    return answer;
  };
  return { finish };
}

const account = JSON.stringify({ name: "Ada", role: "owner", passphrase: PASSPHRASE });

describe("[V4] a server that is closed", () => {
  test("finishes what it is answering, and what it answered is kept", async () => {
    const cookie = await signInAtTerminal(server);
    const { finish } = await beginRequest("/api/accounts", cookie, account);
    const closed = server.app.close();
    expect(await finish()).toMatch(/^HTTP\/1\.1 200 /u);
    await closed;
    await using again = await testServer(own.study);
    expect((await again.call("readSession")).json()).toEqual({ kind: "nobody", hasAccounts: true });
  });

  test("says under which address it was, and leaves the journal to its owner", async () => {
    const options = { study: own.study, screens: undefined, host: "127.0.0.1", port: 0 };
    const opened = await openServer(options);
    expect(opened.address).toBe(`http://127.0.0.1:${opened.port}`);
    expect((await fetch(`${opened.address}/api/session`)).status).toBe(200);
    await expect(openServer({ ...options, port: opened.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await opened.close();
    await expect(fetch(`${opened.address}/api/session`)).rejects.toThrow();
    expect((await own.journal.verify()).breaks).toEqual([]);
  });
});

test("[V2] who may no longer call when the body has arrived is refused, and nothing is done", async () => {
  const terminal = await signInAtTerminal(server);
  const owner = await signInAs(server, terminal, "owner");
  const { finish } = await beginRequest("/api/accounts", owner, account);
  await server.call("makeAccount", {
    cookie: terminal,
    body: { name: "Other", role: "owner", passphrase: PASSPHRASE },
  });
  await server.call("changeAccount", { cookie: terminal, body: { name: "A. owner", role: "reader" } });
  const answer = await finish();
  expect(answer).toMatch(/^HTTP\/1\.1 401 /u);
  expect(answer).toContain("signed-out");
  expect((await server.call("listAccounts", { cookie: terminal })).body).not.toContain("Ada");
});
