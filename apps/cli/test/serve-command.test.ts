import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runPlait } from "./run-plait.ts";

let folder: TemporaryFolder;
let study: string;
let keyFile: string;
let screens: string;
beforeAll(async () => {
  folder = await temporaryFolder("cli-serve");
  study = join(folder.path, "study");
  keyFile = join(folder.path, "my.key");
  screens = join(folder.path, "screens");
  await mkdir(screens);
  await writeFile(join(screens, "index.html"), "<title>workbench</title>");
  await writeFile(join(screens, "sort.html"), "<title>cards</title>");
  expect((await runPlait("init", study)).status).toBe(0);
  expect((await runPlait("journal", "key", "make", study, "--key-file", keyFile)).status).toBe(0);
});
afterAll(() => folder.remove());

interface Served {
  readonly child: ChildProcess;
  readonly said: { stdout: string; stderr: string };
  readonly ended: Promise<unknown[]>;
}

/** The command in a process of its own, until it has said how it ends or has ended. */
async function serve(...args: string[]): Promise<Served> {
  const command = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  const child = spawn(process.execPath, [command, "serve", "--screens", screens, "--port", "0", ...args]);
  const said = { stdout: "", stderr: "" };
  const ended = once(child, "close");
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      said.stdout += String(chunk);
      if (said.stdout.includes("End with Ctrl-C.")) resolve();
    });
  });
  child.stderr.on("data", (chunk) => {
    said.stderr += String(chunk);
  });
  child.stdin.end();
  await Promise.race([ready, ended]);
  return { child, said, ended };
}

const linkIn = ({ said }: Served) => /(https?:\/\/127\.0\.0\.1:\d+)\/#link=([\w-]{43})\n/u.exec(said.stdout) ?? [];

describe("[C60] plait serve", () => {
  test("prints a link that opens the workbench once, lets nobody else in, and ends cleanly", async () => {
    const served = await serve(study, "--key-file", keyFile);
    const [, address, token] = linkIn(served);
    expect(served.said.stdout).toContain("Nobody else can reach it.");
    expect(await (await fetch(`${address}/`)).text()).toContain("workbench");
    expect(await (await fetch(`${address}/sort`)).text()).toContain("cards");
    const open = () =>
      fetch(`${address}/api/session/link`, {
        method: "POST",
        headers: { "x-plait": "1", "content-type": "application/json" },
        body: JSON.stringify({ token }),
      });
    const opened = await open();
    expect(await opened.json()).toMatchObject({ kind: "staff", role: "owner" });
    expect((await open()).status).toBe(410);

    const second = await runPlait("serve", study, "--key-file", keyFile, "--screens", screens, "--port", "0");
    expect(second).toMatchObject({ status: 1, stderr: expect.stringContaining(`process ${served.child.pid}`) });

    const news = await fetch(`${address}/api/events`, {
      headers: { cookie: opened.headers.get("set-cookie")?.split(";")[0] ?? "" },
    });
    served.child.kill("SIGINT");
    expect(await news.text()).toContain("retry:");
    expect(await served.ended).toEqual([0, null]);
    expect((await runPlait("journal", "verify", study, "--key-file", keyFile)).status).toBe(0);
  });

  test("with --lan says what plain http means; with a certificate it is encrypted", async () => {
    const plain = await serve(study, "--key-file", keyFile, "--lan");
    expect(plain.said.stdout).toContain("This is plain http: anybody in this network can read along");
    plain.child.kill("SIGTERM");
    expect(await plain.ended).toEqual([0, null]);

    const fixture = (name: string) => fileURLToPath(new URL(`../../server/test/fixtures/${name}`, import.meta.url));
    const tls = ["--tls-cert", fixture("self-signed.crt"), "--tls-key", fixture("self-signed.key")];
    const secure = await serve(study, "--key-file", keyFile, "--lan", ...tls);
    const [, address = ""] = linkIn(secure);
    expect(address).toMatch(/^https:/u);
    expect(secure.said.stdout).toMatch(/https:\/\/plait\.test:\d+\/sort\n/u);
    expect(secure.said.stdout).not.toContain("plain http");
    expect(await statusOf(`${address}/api/session`, "plait.test")).toBe(200);
    expect(await statusOf(`${address}/api/session`, "evil.test")).toBe(400);
    secure.child.kill("SIGINT");
    expect(await secure.ended).toEqual([0, null]);
  });

  test("makes the key of a study that has none, and shows its recovery sheet", async () => {
    const fresh = join(folder.path, "fresh");
    expect((await runPlait("init", fresh)).status).toBe(0);
    const served = await serve(fresh, "--key-file", join(folder.path, "fresh.key"));
    expect(served.said.stderr).toContain("This study has no key yet.");
    expect(served.said.stdout).toContain("RECOVERY SHEET");
    expect(linkIn(served)).toHaveLength(3);
    served.child.kill("SIGINT");
    expect(await served.ended).toEqual([0, null]);
  });

  test("says what is missing or taken, and leaves the study as it is", async () => {
    const none = join(folder.path, "none");
    expect(await runPlait("serve", study, "--screens", none)).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("npm run web"),
    });
    expect(await runPlait("serve", none, "--screens", screens, "--key-file", keyFile)).toMatchObject({ status: 1 });
    expect(await runPlait("serve", study, "--port", "70000")).toMatchObject({ status: 2 });

    const withScreens = ["serve", study, "--screens", screens, "--key-file", keyFile] as const;
    const noCertificate = join(folder.path, "no.crt");
    writeFileSync(noCertificate, "no certificate");
    expect(await runPlait(...withScreens, "--tls-cert", noCertificate)).toMatchObject({ status: 2 });
    const both = ["--tls-cert", noCertificate, "--tls-key", noCertificate] as const;
    expect(await runPlait(...withScreens, ...both)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("no certificate in PEM"),
    });

    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const taken = Object(other.address()).port;
    expect(await runPlait(...withScreens, "--port", String(taken))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`Port ${taken} is taken`),
    });
    other.close();
    expect((await runPlait("journal", "verify", study, "--key-file", keyFile)).status).toBe(0);
  });
});

/** The status of an answer, whoever signed the certificate. */
function statusOf(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { rejectUnauthorized: false, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .once("error", reject)
      .end();
  });
}
