import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { SAME_SITE_HEADER } from "@plait/api";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  invite,
  PASSPHRASE,
  signInAtTerminal,
  type TestServer,
  type TestStudy,
  testServer,
  testStudy,
} from "./open-test-server.ts";

let own: TestStudy;
let server: TestServer;
let screens: TemporaryFolder;
let owner: string;
beforeAll(async () => {
  screens = await temporaryFolder("screens");
  await mkdir(join(screens.path, "assets"));
  await writeFile(join(screens.path, "index.html"), "<title>workbench</title>");
  await writeFile(join(screens.path, "sort.html"), "<title>cards</title>");
  await writeFile(join(screens.path, "assets/a-1x2.js"), "export {};");
  await writeFile(join(screens.path, "sort-worker.js"), "0;");
  await writeFile(join(screens.path, "sort.webmanifest"), "{}");
  own = await testStudy();
  server = await testServer(own.study, { screens: screens.path, names: ["tablet.example", "192.0.2.7"] });
  owner = await signInAtTerminal(server);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await own[Symbol.asyncDispose]();
  await screens.remove();
});

const get = (url: string, headers: Record<string, string> = {}) =>
  server.app.inject({ url, headers: { host: "127.0.0.1:4700", ...headers } });

describe("[V20] every answer", () => {
  test.each([
    ["/", "()"],
    ["/sort", "(self)"],
    ["/sort/tablet", "(self)"],
    ["/sorted", "()"],
    ["/assets/a-1x2.js", "()"],
    ["/api/session", "()"],
    ["/api/nothing", "()"],
  ])("%s says what a page may do", async (url, microphone) => {
    const { headers } = await get(url);
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none';script-src 'self';style-src 'self';font-src 'self';connect-src 'self';manifest-src 'self';" +
        "worker-src 'self';img-src 'self' data: blob:;media-src 'self' data: blob:;form-action 'self';" +
        "base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "permissions-policy": `microphone=${microphone}, camera=(), geolocation=(), display-capture=(), usb=(), bluetooth=()`,
    });
    expect(headers).not.toHaveProperty("strict-transport-security");
  });

  test("of the interface is kept by nobody", async () => {
    for (const url of ["/api/session", "/api/study", "/api/nothing"]) {
      expect((await get(url)).headers["cache-control"]).toBe("no-store");
    }
  });
});

describe("[V21] a request", () => {
  test.each(["127.0.0.1", "localhost:4700", "[::1]:4700", "tablet.example", "TABLET.example:80", "192.0.2.7:9"])(
    "to %s is answered",
    async (host) => expect((await get("/api/session", { host })).statusCode).toBe(200),
  );

  test.each(["evil.example", "127.0.0.1.evil.example", "tablet.example.evil", "evil.example:4700", "a b", "192.0.2.8"])(
    "to %j, under which nobody started it, is refused, for pages too",
    async (host) => {
      for (const url of ["/", "/api/session", "/api/nothing"]) {
        expect((await get(url, { host })).json().code).toBe("wrong-host");
      }
    },
  );

  const post = (headers: Record<string, string>) =>
    server.app.inject({
      method: "DELETE",
      url: "/api/session",
      headers: { host: "127.0.0.1:4700", ...headers },
    });

  test.each([
    ["without our header", {}],
    ["from another site", { [SAME_SITE_HEADER]: "1", "sec-fetch-site": "cross-site" }],
    ["from another port of this machine", { [SAME_SITE_HEADER]: "1", "sec-fetch-site": "same-site" }],
    ["typed by somebody", { [SAME_SITE_HEADER]: "1", "sec-fetch-site": "none" }],
    ["from another origin", { [SAME_SITE_HEADER]: "1", origin: "http://evil.example" }],
    ["from another port", { [SAME_SITE_HEADER]: "1", origin: "http://127.0.0.1:4701" }],
    ["from a file", { [SAME_SITE_HEADER]: "1", origin: "null" }],
  ])("that changes something and comes %s is refused", async (_, headers) => {
    expect((await post({ cookie: owner, ...headers })).json().code).toBe("other-site");
    expect((await get("/api/session", { cookie: owner })).json()).toMatchObject({ kind: "staff" });
  });

  test.each([
    ["without an origin", {}],
    ["from its own page", { origin: "http://127.0.0.1:4700", "sec-fetch-site": "same-origin" }],
  ])("that changes something and comes %s is answered", async (_, headers) => {
    // Nobody is signed in, so what is refused is the caller.
    expect((await post({ [SAME_SITE_HEADER]: "1", ...headers })).json().code).toBe("signed-out");
  });

  test("with more or other than it should have is refused, field by field and without a value", async () => {
    const body = { name: "Ada", role: "Nguyen", passphrase: "short", more: "Nguyen" };
    const answer = await server.app.inject({
      method: "POST",
      url: "/api/accounts",
      headers: { host: "127.0.0.1", cookie: owner, [SAME_SITE_HEADER]: "1" },
      payload: body,
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "wrong-shape", fields: ["body.role", "body.passphrase", "body"] });
    expect(answer.body).not.toContain("Nguyen");
    expect((await get("/api/session?asked=Nguyen")).json()).toMatchObject({ code: "wrong-shape", fields: ["query"] });
  });

  test.each([
    ["too large", 413, "application/json", JSON.stringify({ name: "x".repeat(1024 * 1024), passphrase: PASSPHRASE })],
    ["no JSON", 400, "application/json", "{"],
    ["a form", 415, "application/x-www-form-urlencoded", "name=Ada"],
    ["plain text, as forms of other sites send", 415, "text/plain", "{}"],
  ])("whose body is %s is refused", async (_, status, type, payload) => {
    const answer = await server.app.inject({
      method: "POST",
      url: "/api/session/account",
      headers: { host: "127.0.0.1", "content-type": type, [SAME_SITE_HEADER]: "1" },
      payload,
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({ code: expect.any(String), message: expect.any(String) });
  });

  test("with too long an address or too many headers is refused", async () => {
    const address = await server.app.listen({ host: "127.0.0.1", port: 0 });
    expect((await fetch(`${address}/api/session?${"x".repeat(20_000)}`)).status).toBe(431);
    expect((await fetch(`${address}/api/session`, { headers: { cookie: "x".repeat(20_000) } })).status).toBe(431);
    expect(await answerTo(new URL(address), "GET / HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /u);
  });
});

describe("[V22] screens", () => {
  test("are the pages that were built, the workbench's under its own addresses", async () => {
    for (const url of ["/", "/index.html", "/records", "/q/sorters/"])
      expect((await get(url)).body).toContain("workbench");
    for (const url of ["/sort", "/sort/tablet", "/sort.html"]) expect((await get(url)).body).toContain("cards");
    expect((await get("/")).headers["cache-control"]).toBe("no-cache");
    expect((await get("/assets/a-1x2.js")).headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": expect.stringContaining("javascript"),
    });
  });

  test("are asked for anew where their names stay: the worker that keeps a page, and what says how it is installed", async () => {
    const [worker, manifest] = [await get("/sort-worker.js"), await get("/sort.webmanifest")];
    expect(worker.headers).toMatchObject({
      "cache-control": "no-cache",
      "content-type": expect.stringContaining("javascript"),
    });
    expect(manifest.headers).toMatchObject({
      "cache-control": "no-cache",
      "content-type": expect.stringContaining("application/manifest+json"),
    });
    for (const allowed of ["worker-src 'self'", "manifest-src 'self'", "connect-src 'self'"]) {
      expect(worker.headers["content-security-policy"]).toContain(allowed);
    }
  });

  test.each([
    "/assets/b.js",
    "/assets/",
    "/favicon.ico",
    "/../package.json",
    "/%2e%2e/package.json",
    "/.plait",
    "/a.html",
  ])("are nothing else: %s", async (url) => expect((await get(url)).json().code).toBe("no-such-route"));
});

describe("[V23] the log", () => {
  test("says method, route, status and time, and nothing of anybody", async () => {
    server.said.length = 0;
    const marker = "Nguyen";
    await server.call("signIn", { body: { name: marker, passphrase: "Nguyen Nguyen" } });
    await get(`/api/session?asked=${marker}`, { cookie: `other=${marker}`, "user-agent": marker });
    await get(`/api/${marker}`);
    await get(`/${marker}.html`);
    await get("/sort");
    await invite(own.journal, "P08");
    await server.call("enterCode", { body: { code: "MNPQR-STVWX" } });
    expect(server.said.map((line) => ({ ...line, took: 0 }))).toEqual([
      { kind: "answered", method: "POST", route: "/api/session/account", status: 401, took: 0 },
      { kind: "answered", method: "GET", route: "/api/session", status: 400, took: 0 },
      { kind: "answered", method: "GET", route: "unknown", status: 404, took: 0 },
      { kind: "answered", method: "GET", route: "unknown", status: 404, took: 0 },
      { kind: "answered", method: "GET", route: "screens", status: 200, took: 0 },
      { kind: "answered", method: "POST", route: "/api/session/code", status: 200, took: 0 },
    ]);
  });
});

/** What a server answers to bytes that no client of ours would send. */
function answerTo({ hostname, port }: URL, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding("utf8").once("data", (text) => {
      socket.destroy();
      resolve(String(text));
    });
    socket.once("error", reject);
  });
}
