import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  CODES,
  cookieOf,
  invite,
  PASSPHRASE,
  selfSigned,
  signInAsParticipant,
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

const who = async (cookie?: string) =>
  (await server.call("readSession", cookie === undefined ? {} : { cookie })).json();

describe("[V10] a session", () => {
  test("is in a cookie that no script reads and no other site has sent", async () => {
    const answer = await server.call("openLink", { body: { token: server.token } });
    expect(answer.headers["set-cookie"]).toMatch(/^plait-0=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u);
  });

  test("under TLS goes over nothing else, and for no other host", async () => {
    await using secure = await testServer(own.study, { tls: await selfSigned() });
    const answer = await secure.call("openLink", { body: { token: secure.token } });
    expect(answer.headers["set-cookie"]).toMatch(
      /^__Host-plait-0=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/u,
    );
  });

  test("is another one after signing in again", async () => {
    const before = await signInAtTerminal(server);
    const account = { name: "B. Owner", role: "owner", passphrase: PASSPHRASE } as const;
    expect((await server.call("makeAccount", { cookie: before, body: account })).statusCode).toBe(200);
    const after = cookieOf(
      await server.call("signIn", { cookie: before, body: { name: account.name, passphrase: PASSPHRASE } }),
    );
    expect(after).not.toBe(before);
    expect(await who(before)).toEqual({ kind: "nobody", hasAccounts: true });
    expect(await who(after)).toMatchObject({ kind: "staff", name: "B. Owner", role: "owner" });
  });

  test("ends by signing out", async () => {
    const cookie = await signInAtTerminal(server);
    expect(await who(cookie)).toMatchObject({ kind: "staff", study: { title: expect.any(String), languages: ["en"] } });
    const out = await server.call("signOut", { cookie });
    expect(out.json()).toEqual({ kind: "nobody", hasAccounts: false });
    expect(await who(cookie)).toEqual({ kind: "nobody", hasAccounts: false });
  });
});

describe("[V11] a session ends", () => {
  const MINUTE = 60_000;

  test("no later where the clock is set back", async () => {
    const cookie = await signInAtTerminal(server);
    const look = async () =>
      (await server.call("readSession", { cookie, headers: { "x-plait": "background" } })).json().kind;
    own.pass(20 * MINUTE);
    expect(await look()).toBe("staff");
    own.pass(-24 * 60 * MINUTE);
    expect(await look()).toBe("staff");
    own.pass(9 * MINUTE);
    expect(await look()).toBe("staff");
    own.pass(MINUTE);
    expect(await look()).toBe("nobody");
  });

  test("when nobody has done anything for a while", async () => {
    const cookie = await signInAtTerminal(server);
    own.pass(29 * MINUTE);
    expect(await who(cookie)).toMatchObject({ kind: "staff" });
    own.pass(29 * MINUTE);
    expect(await who(cookie)).toMatchObject({ kind: "staff" });
    own.pass(30 * MINUTE);
    expect(await who(cookie)).toMatchObject({ kind: "nobody" });
  });

  test("where pages only ask by themselves", async () => {
    const cookie = await signInAtTerminal(server);
    own.pass(20 * MINUTE);
    await server.call("readSession", { cookie, headers: { "x-plait": "background" } });
    own.pass(10 * MINUTE);
    expect(await who(cookie)).toMatchObject({ kind: "nobody" });
  });

  test("after its longest time, whatever is done", async () => {
    const cookie = await signInAtTerminal(server);
    for (let quarter = 0; quarter < 4 * 12 - 1; quarter++) {
      own.pass(15 * MINUTE);
      expect(await who(cookie)).toMatchObject({ kind: "staff" });
    }
    own.pass(15 * MINUTE);
    expect(await who(cookie)).toMatchObject({ kind: "nobody" });
  });

  test("later for a participant, who may think for long about a card", async () => {
    const cookie = await signInAsParticipant(server, own);
    own.pass(119 * MINUTE);
    expect(await who(cookie)).toMatchObject({ kind: "participant" });
    own.pass(120 * MINUTE);
    expect(await who(cookie)).toMatchObject({ kind: "nobody" });
  });
});

describe("[V12] the link", () => {
  test("lets in whoever has it, once", async () => {
    const wrong = await server.call("openLink", { body: { token: `${server.token}x` } });
    expect(wrong).toMatchObject({ statusCode: 401, cookies: [] });
    expect(wrong.json().code).toBe("wrong-link");
    expect((await server.call("openLink", { body: { token: server.token } })).json()).toMatchObject({
      kind: "staff",
      name: "Owner at the terminal",
      role: "owner",
    });
    const again = await server.call("openLink", { body: { token: server.token } });
    expect(again).toMatchObject({ statusCode: 410, cookies: [] });
    expect(again.json().code).toBe("used-link");
  });

  test("is another one at each start", async () => {
    await using other = await testServer(own.study);
    expect(other.token).not.toBe(server.token);
    expect((await other.call("openLink", { body: { token: server.token } })).statusCode).toBe(401);
  });
});

describe("[V14] a participant's code", () => {
  test("lets its participant in, however it is typed", async () => {
    await invite(own.journal, "P07");
    for (const code of [CODES.P07 ?? "", "abcdefghjk", " ab cde - fgh jk "]) {
      const answer = await server.call("enterCode", { body: { code } });
      expect(answer.json()).toMatchObject({ kind: "participant" });
    }
    for (const code of ["ABCDE-FGHJM", "ABCDE", "x"]) {
      const answer = await server.call("enterCode", { body: { code } });
      expect(answer).toMatchObject({ statusCode: 401, cookies: [] });
    }
  });

  test("no longer works once there is a newer one", async () => {
    await invite(own.journal, "P07");
    await invite(own.journal, "P07", "00000-00000");
    expect((await server.call("enterCode", { body: { code: CODES.P07 ?? "" } })).statusCode).toBe(401);
    expect((await server.call("enterCode", { body: { code: "OOOOO-OOOOO" } })).statusCode).toBe(200);
  });

  test("no longer works once its participant is forgotten, and who is in is out", async () => {
    const forgotten = await signInAsParticipant(server, own, "P07");
    const other = await signInAsParticipant(server, own, "P08");
    await own.journal.forgetSubject("P07", "A. Owner");
    expect((await server.call("enterCode", { body: { code: CODES.P07 ?? "" } })).statusCode).toBe(401);
    expect(await who(forgotten)).toMatchObject({ kind: "nobody" });
    expect(await who(other)).toMatchObject({ kind: "participant" });
  });
});
