import { type AnswerName, CALLERS, type Caller, ROLES, type RouteName, routeTable } from "@plait/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cookieOf,
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
const cookies = new Map<Caller, string>();
beforeAll(async () => {
  own = await testStudy();
  server = await testServer(own.study);
  address = await server.app.listen({ host: "127.0.0.1", port: 0 });
  const terminal = await signInAtTerminal(server);
  for (const role of ROLES) cookies.set(role, await signInAs(server, terminal, role));
  cookies.set("participant", await signInAsParticipant(server, own));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await own[Symbol.asyncDispose]();
});

const names = Object.keys(routeTable) as RouteName[];
/** It ends the session that the other routes are called with. */
const signOutLast: readonly RouteName[] = [...names.filter((name) => name !== "signOut"), "signOut"];

/** Whether the server let the call through to the route, which may then refuse what was sent. */
async function mayCall(caller: Caller, name: RouteName): Promise<boolean> {
  const cookie = cookies.get(caller);
  const { status, code } = name === "followNews" ? await follow(cookie) : await call(name, cookie);
  return !(status === 401 && code === "signed-out") && !(status === 403 && code === "not-yours");
}

async function call(name: AnswerName, cookie: string | undefined): Promise<{ status: number; code: unknown }> {
  const answer = await server.call(name, cookie === undefined ? {} : { cookie });
  return { status: answer.statusCode, code: answer.json().code };
}

async function follow(cookie: string | undefined): Promise<{ status: number; code: unknown }> {
  const ending = new AbortController();
  const headers = cookie === undefined ? {} : { cookie };
  const answer = await fetch(`${address}${routeTable.followNews.path}`, { headers, signal: ending.signal });
  const code = answer.ok ? undefined : Reflect.get(Object(await answer.json()), "code");
  ending.abort();
  return { status: answer.status, code };
}

describe("[V2] the table of routes decides who may call what", () => {
  test.each(CALLERS)("%s", async (caller) => {
    const answers: Record<string, boolean> = {};
    for (const name of signOutLast) answers[name] = await mayCall(caller, name);
    const table = signOutLast.map((name) => [name, (routeTable[name].may as readonly Caller[]).includes(caller)]);
    expect(answers).toEqual(Object.fromEntries(table));
  });
});

describe("[V1] what is not in the table", () => {
  const unknown = [
    "/api",
    "/api/",
    "/api/nothing",
    "/api/session/",
    "/api/study/1",
    "/API/session",
    "/api//session",
    "/nothing",
  ];

  test.each(unknown)("%s is denied", async (url) => {
    for (const method of ["GET", "POST"] as const) expect(await ask(method, url)).toEqual(denied);
  });

  test("is denied with every other method too", async () => {
    const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
    for (const path of new Set(names.map((name) => routeTable[name].path))) {
      const there = names.filter((name) => routeTable[name].path === path).map((name) => routeTable[name].method);
      for (const method of methods) {
        if (there.some((known) => known === method)) continue;
        expect(await ask(method, path), `${method} ${path}`).toEqual(
          method === "HEAD" ? { ...denied, code: undefined } : denied,
        );
      }
    }
  });

  test("is denied alike to those who are signed in", async () => {
    const cookie = cookieOf(await server.call("signIn", { body: { name: "A. owner", passphrase: PASSPHRASE } }));
    const headers = { host: "127.0.0.1", cookie };
    const answer = await server.app.inject({ method: "GET", url: "/api/nothing", headers });
    expect({ status: answer.statusCode, code: answer.json().code }).toEqual(denied);
  });

  const denied = { status: 404, code: "no-such-route" };

  async function ask(method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS", url: string) {
    const answer = await server.app.inject({ method, url, headers: { host: "127.0.0.1" } });
    return { status: answer.statusCode, code: method === "HEAD" ? undefined : answer.json().code };
  }
});
