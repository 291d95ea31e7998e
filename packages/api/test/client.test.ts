import { readFileSync } from "node:fs";
import { type Fetch, makeClient, Refused, topicOf } from "@plait/api";
import { describe, expect, test } from "vitest";

interface Sent {
  readonly path: string;
  readonly init: Parameters<Fetch>[1];
}

/** A client whose server answers with this, and what it was sent. */
function clientOf(status: number, said: unknown): { call: ReturnType<typeof makeClient>; sent: Sent[] } {
  const sent: Sent[] = [];
  const call = makeClient(async (path, init) => {
    sent.push({ path, init });
    const json = async () => (said instanceof Error ? Promise.reject(said) : said);
    return { ok: status < 300, status, json };
  });
  return { call, sent };
}

describe("[I3] the client", () => {
  test("calls a route by its name, with the header that no other site can send", async () => {
    const { call, sent } = clientOf(200, { kind: "nobody", hasAccounts: false });
    expect(await call("readSession")).toEqual({ kind: "nobody", hasAccounts: false });
    await call("openLink", { body: { token: "a token" } });
    await call("signOut");
    expect(sent).toEqual([
      { path: "/api/session", init: { method: "GET", headers: { "x-plait": "1" } } },
      {
        path: "/api/session/link",
        init: {
          method: "POST",
          headers: { "x-plait": "1", "content-type": "application/json" },
          body: '{"token":"a token"}',
        },
      },
      { path: "/api/session", init: { method: "DELETE", headers: { "x-plait": "1" } } },
    ]);
  });

  test("says where nobody did anything to ask", async () => {
    const { call, sent } = clientOf(200, {});
    await call("readStudy", { background: true });
    expect(sent[0]?.init.headers).toEqual({ "x-plait": "background" });
  });

  test("lets go of what nobody waits for any more", async () => {
    const { call, sent } = clientOf(200, {});
    const { signal } = new AbortController();
    await call("readStudy", { signal });
    expect(sent[0]?.init.signal).toBe(signal);
  });

  test("throws what the server refused, in the server's words", async () => {
    const { call } = clientOf(401, { code: "signed-out", message: "Sign in first." });
    const error = await call("readStudy").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({ status: 401, code: "signed-out", message: "Sign in first." });
  });

  test.each([[undefined], ["<html>"], [null], [new SyntaxError("no JSON")], [{}]])(
    "throws a status where the answer is %j and no words",
    async (said) => {
      const { call } = clientOf(502, said);
      await expect(call("readStudy")).rejects.toMatchObject({
        status: 502,
        code: "unknown",
        message: "the server answered 502",
      });
    },
  );

  test("passes on what kept it from the server", async () => {
    const call = makeClient(() => Promise.reject(new TypeError("no network")));
    await expect(call("readStudy")).rejects.toThrow(new TypeError("no network"));
  });

  test("carries no validator: what it imports, and that imports, is plain data", () => {
    expect(runtimeImports("client.ts")).toEqual(
      new Set(["client.ts", "route-table.ts", ...routesFiles(), "callers.ts"]),
    );
  });
});

describe("[I4] a topic", () => {
  test.each([
    ["q.card-placed", "q"],
    ["records.column-mapped", "records"],
    ["account.made", "accounts"],
    ["journal.subject-forgotten", "journal"],
    ["quaint.thing", undefined],
    ["constructor", undefined],
    ["", undefined],
  ])("of %s is %s", (kind, topic) => expect(topicOf(kind)).toBe(topic));
});

function routesFiles(): string[] {
  const text = readFileSync(new URL("../src/route-table.ts", import.meta.url), "utf8");
  return [...text.matchAll(/"\.\/(rooms\/[a-z]+-routes\.ts)"/gu)].flatMap(([, file]) => file ?? []);
}

/** Every source that is loaded with one of them; names of packages too. */
function runtimeImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  if (!file.endsWith(".ts")) return found;
  const source = new URL(`../src/${file}`, import.meta.url);
  for (const [, specifier = ""] of readFileSync(source, "utf8").matchAll(
    /^(?:import|export) (?!type )[^;]*? from "([^"]+)"/gmu,
  )) {
    const target = specifier.startsWith(".") ? new URL(specifier, source).pathname.split("/src/")[1] : specifier;
    runtimeImports(target ?? specifier, found);
  }
  return found;
}
