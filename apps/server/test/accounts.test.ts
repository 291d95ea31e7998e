import type { Role } from "@plait/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  cookieOf,
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
let terminal: string;
beforeEach(async () => {
  own = await testStudy();
  server = await testServer(own.study);
  terminal = await signInAtTerminal(server);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await own[Symbol.asyncDispose]();
});

const make = (name: string, role: Role, cookie = terminal) =>
  server.call("makeAccount", { cookie, body: { name, role, passphrase: PASSPHRASE } });
const change = (body: Parameters<typeof bodyOf>[0], cookie = terminal) =>
  server.call("changeAccount", { cookie, body: bodyOf(body) });
const bodyOf = (body: { name: string; role?: Role; passphrase?: string; closed?: boolean }) => body;
const signIn = (name: string, passphrase = PASSPHRASE) => server.call("signIn", { body: { name, passphrase } });
const list = async () => (await server.call("listAccounts", { cookie: terminal })).json().accounts;
const who = async (cookie: string) => (await server.call("readSession", { cookie })).json();

describe("[V13] accounts", () => {
  test("are made by an owner and open the study by name and passphrase", async () => {
    expect((await make("  Ada Lovelace ", "analyst")).json()).toEqual({
      name: "Ada Lovelace",
      role: "analyst",
      closed: false,
    });
    expect(await list()).toEqual([{ name: "Ada Lovelace", role: "analyst", closed: false }]);
    expect((await signIn("ada  lovelace")).json()).toMatchObject({ name: "Ada Lovelace", role: "analyst" });
  });

  test("do not open by another passphrase, and it is not said whether there is such a name", async () => {
    await make("Ada", "analyst");
    const [wrong, unknown] = await Promise.all([signIn("Ada", "correct horse batterz"), signIn("Bob")]);
    expect(wrong).toMatchObject({ statusCode: 401, cookies: [] });
    expect(unknown.json()).toEqual(wrong.json());
    expect(unknown.statusCode).toBe(401);
  });

  test("have one name each, and none that of whoever has the terminal", async () => {
    await make("Ada", "analyst");
    expect((await make("ADA", "reader")).json().code).toBe("name-taken");
    expect((await make("owner at the  terminal", "owner")).json().code).toBe("name-taken");
    expect(await list()).toHaveLength(1);
  });

  test("are made once where two ask at the same time", async () => {
    const answers = await Promise.all([make("Ada", "analyst"), make("Ada", "owner")]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(await list()).toHaveLength(1);
  });

  test("are not made where another server made one at the same moment", async () => {
    const made = { name: "Bob", role: "owner", hash: "no hash" };
    let isFirst = true;
    const study = {
      ...own.study,
      // Asked for the id of an event, when it has been decided upon and not yet been appended.
      randomBytes: (count: number) => {
        if (count === 10 && isFirst) {
          isFirst = false;
          const event = { stream: "accounts", actor: "A", kind: "account.made", version: 1, payload: made };
          void own.journal.append([{ id: "019a0000-0000-7000-8000-000000000001", ...event }]);
        }
        return own.study.randomBytes(count);
      },
    };
    await using other = await testServer(study);
    const cookie = await signInAtTerminal(other);
    const ada = { name: "Ada", role: "analyst", passphrase: PASSPHRASE } as const;
    expect((await other.call("makeAccount", { cookie, body: ada })).json().code).toBe("changed-meanwhile");
    expect((await other.call("makeAccount", { cookie, body: ada })).statusCode).toBe(200);
    expect(await list()).toMatchObject([{ name: "Bob" }, { name: "Ada" }]);
  });

  test("are events that say who made whom what, and hold no passphrase", async () => {
    await make("Ada", "owner");
    const ada = cookieOf(await signIn("Ada"));
    await change({ name: "Ada", role: "owner", passphrase: "another horse battery" }, ada);
    const events = [];
    for await (const { kind, content } of own.journal.read({ streams: ["accounts"] })) events.push({ kind, content });
    expect(events).toMatchObject([
      { kind: "account.made", content: { actor: "Owner at the terminal", payload: { name: "Ada", role: "owner" } } },
      { kind: "account.changed", content: { actor: "Ada", payload: { name: "Ada" } } },
    ]);
    expect(JSON.stringify(events)).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
    expect(JSON.stringify(events)).not.toContain("horse");
  });

  test("that are closed open nothing, until they are opened again", async () => {
    const ada = await signInAs(server, terminal, "analyst");
    expect((await change({ name: "a. ANALYST", closed: true })).json()).toMatchObject({ closed: true });
    expect(await who(ada)).toMatchObject({ kind: "nobody" });
    expect((await signIn("A. analyst")).statusCode).toBe(401);
    await change({ name: "A. analyst", closed: false });
    expect((await signIn("A. analyst")).statusCode).toBe(200);
  });

  test("end every session of theirs with a new role or passphrase, and nobody else's", async () => {
    const coder = await signInAs(server, terminal, "coder");
    const reader = await signInAs(server, terminal, "reader");
    await change({ name: "A. coder", role: "analyst" });
    await change({ name: "A. reader", passphrase: "another horse battery" });
    expect(await who(coder)).toMatchObject({ kind: "nobody" });
    expect(await who(reader)).toMatchObject({ kind: "nobody" });
    expect(await who(terminal)).toMatchObject({ kind: "staff" });
    expect((await signIn("A. coder")).json()).toMatchObject({ role: "analyst" });
    expect((await signIn("A. reader")).statusCode).toBe(401);
    expect((await signIn("A. reader", "another horse battery")).statusCode).toBe(200);
  });

  test("always have an owner who can come in", async () => {
    await make("Ada", "owner");
    expect((await change({ name: "Ada", role: "reader" })).json().code).toBe("last-owner");
    expect((await change({ name: "Ada", closed: true })).json().code).toBe("last-owner");
    await make("Bob", "owner");
    expect((await change({ name: "Ada", closed: true })).statusCode).toBe(200);
    expect((await change({ name: "Bob", closed: true })).json().code).toBe("last-owner");
    expect((await change({ name: "Nobody", closed: true })).statusCode).toBe(404);
  });

  test("are the same after the server was started again", async () => {
    await make("Ada", "owner");
    await make("Bob", "reader");
    await change({ name: "Bob", role: "coder", closed: true });
    await using again = await testServer(own.study);
    const cookie = cookieOf(await again.call("signIn", { body: { name: "Ada", passphrase: PASSPHRASE } }));
    expect((await again.call("listAccounts", { cookie })).json().accounts).toEqual([
      { name: "Ada", role: "owner", closed: false },
      { name: "Bob", role: "coder", closed: true },
    ]);
  });
});

describe("[V15] tries", () => {
  const few = { most: 3, within: 60_000 };
  const many = { most: 1000, within: 60_000 };

  test.each([
    ["openLink", { link: few }, { token: "x".repeat(43) }],
    ["signIn", { account: few }, { name: "Ada", passphrase: "a wrong passphrase" }],
    ["enterCode", { code: few }, { code: "ABCDE-FGHJK" }],
  ] as const)("of %s are counted by address, before anything is parsed", async (name, limit, body) => {
    const tries = { link: many, account: many, code: many, name: many, ...limit };
    await using limited = await testServer(own.study, { tries });
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await limited.call(name, { body })).statusCode);
    expect(statuses).toEqual([401, 401, 401]);
    expect((await limited.call(name, {})).json().code).toBe("too-many-tries");
    expect((await limited.call("readSession")).statusCode).toBe(200);
  });

  test("at a passphrase are counted by name too, however it is spelled", async () => {
    await make("Ada", "owner");
    const tries = { link: many, account: many, code: many, name: few };
    await using limited = await testServer(own.study, { tries });
    const attempt = async (name: string, passphrase: string) =>
      (await limited.call("signIn", { body: { name, passphrase } })).statusCode;
    for (const name of ["Ada", "ADA", " ada "]) expect(await attempt(name, "a wrong passphrase")).toBe(401);
    expect(await attempt("Ada", PASSPHRASE)).toBe(429);
    expect(await attempt("Bob", PASSPHRASE)).toBe(401);
  });
});

describe("[V16] one's own passphrase", () => {
  const ADA = "A. analyst";
  const NEXT = "another horse battery";
  const changeOwn = (
    cookie: string,
    {
      name = ADA,
      current = PASSPHRASE,
      passphrase = NEXT,
    }: { name?: string; current?: string; passphrase?: string } = {},
  ) => server.call("changePassphrase", { cookie, body: { name, current, passphrase } });
  const changes = async (): Promise<number> => {
    let count = 0;
    for await (const { kind } of own.journal.read({ streams: ["accounts"] }))
      if (kind === "account.changed") count += 1;
    return count;
  };

  test("is changed for the one that one has, and every other session ends", async () => {
    const ada = await signInAs(server, terminal, "analyst");
    const elsewhere = cookieOf(await signIn(ADA));
    const changed = await changeOwn(ada);
    expect(changed.json()).toMatchObject({ kind: "staff", name: ADA, role: "analyst" });
    expect(await who(cookieOf(changed))).toMatchObject({ kind: "staff", name: ADA });
    expect([await who(ada), await who(elsewhere)]).toMatchObject([{ kind: "nobody" }, { kind: "nobody" }]);
    expect((await signIn(ADA)).statusCode).toBe(401);
    expect((await signIn(ADA, NEXT)).statusCode).toBe(200);
    expect(await who(terminal)).toMatchObject({ kind: "staff" });
  });

  test("stays where the current one is wrong, or is somebody else's", async () => {
    const ada = await signInAs(server, terminal, "analyst");
    await signInAs(server, terminal, "reader");
    expect((await changeOwn(ada, { current: "correct horse batterz" })).json().code).toBe("wrong-passphrase");
    expect((await changeOwn(ada, { name: "A. reader" })).json().code).toBe("not-your-account");
    expect((await changeOwn(ada, { passphrase: "too short" })).statusCode).toBe(400);
    expect((await changeOwn(terminal, { name: "Owner at the terminal" })).json().code).toBe("no-own-account");
    expect(await changes()).toBe(0);
    expect(await who(ada)).toMatchObject({ kind: "staff" });
  });

  test("is tried at as often as signing in, and with it", async () => {
    const tries = { most: 2, within: 60_000 };
    const many = { most: 100, within: 60_000 };
    await using strict = await testServer(own.study, { tries: { link: many, account: many, code: many, name: tries } });
    const cookie = await signInAs(strict, await signInAtTerminal(strict), "analyst");
    const body = { name: ADA, current: "correct horse batterz", passphrase: NEXT };
    expect((await strict.call("changePassphrase", { cookie, body })).statusCode).toBe(403);
    expect((await strict.call("changePassphrase", { cookie, body })).statusCode).toBe(429);
    expect((await strict.call("signIn", { body: { name: ADA, passphrase: PASSPHRASE } })).statusCode).toBe(429);
  });
});
