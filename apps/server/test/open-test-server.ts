import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type AnswerName, type BodyOf, type Role, routeTable, SAME_SITE_HEADER } from "@plait/api";
import { writeStudyTemplate } from "@plait/build";
import { type Journal, newEventId, openJournal, StudyKey } from "@plait/journal";
import { temporaryFolder } from "@plait/testkit";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { hashCode } from "../src/code-of-sorter.ts";
import { SORTER_INVITED, SORTERS_STREAM } from "../src/invited-sorters.ts";
import type { LogLine } from "../src/log-line.ts";
import { composeServer, type ServerOptions } from "../src/open-server.ts";
import type { StudyAtWork } from "../src/study-at-work.ts";
import { openStudyMailbox } from "../src/study-mailbox.ts";

/** The same in every test; not a secret. */
export const testKey = StudyKey.from(Uint8Array.from({ length: 32 }, (_, at) => at));

export interface TestStudy extends AsyncDisposable {
  readonly study: StudyAtWork;
  readonly journal: Journal;
  /** Moves the clock of the study. */
  pass(milliseconds: number): void;
}

/** A new study from the template, with a clock that a test moves and chance that is the same each time. */
export async function testStudy(): Promise<TestStudy> {
  const folder = await temporaryFolder("server");
  await writeStudyTemplate(join(folder.path, "study"), ["records", "q"]);
  let time = Date.parse("2026-05-04T09:00:00.000Z");
  const now = () => new Date(time);
  const randomBytes = seededBytes("server");
  const place = { kind: "sqlite", file: join(folder.path, "study", ".plait", "journal.db") } as const;
  const journal = await openJournal({ place, key: testKey, now, randomBytes });
  return {
    study: { folder: join(folder.path, "study"), journal, mailbox: openStudyMailbox(testKey), now, randomBytes },
    journal,
    pass: (milliseconds) => {
      time += milliseconds;
    },
    [Symbol.asyncDispose]: async () => {
      await journal.close();
      await folder.remove();
    },
  };
}

function seededBytes(seed: string): (count: number) => Uint8Array {
  let drawn = 0;
  return (count) => {
    const blocks = Array.from({ length: Math.ceil(count / 32) }, () =>
      createHash("sha256").update(`${seed} ${drawn++}`).digest(),
    );
    return new Uint8Array(Buffer.concat(blocks).subarray(0, count));
  };
}

export interface TestServer extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly token: string;
  readonly said: LogLine[];
  /** Calls a route as a screen would, with the cookie of a session. */
  call<Name extends AnswerName>(
    name: Name,
    given?: {
      readonly body?: BodyOf<Name> | undefined;
      readonly cookie?: string;
      readonly headers?: Record<string, string>;
    },
  ): Promise<LightMyRequestResponse>;
}

export async function testServer(study: StudyAtWork, options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const said: LogLine[] = [];
  const { app, token } = await composeServer({
    study,
    screens: undefined,
    host: "127.0.0.1",
    port: 0,
    log: (line) => said.push(line),
    ...options,
  });
  return {
    app,
    token,
    said,
    call: (name, { body, cookie, headers = {} } = {}) => {
      const { method, path } = routeTable[name];
      return app.inject({
        method,
        url: path,
        headers: {
          host: "127.0.0.1",
          [SAME_SITE_HEADER]: "1",
          ...(cookie === undefined ? {} : { cookie }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: JSON.parse(JSON.stringify(body)) }),
      });
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}

/** What a browser would send back of what an answer set. */
export function cookieOf(answer: LightMyRequestResponse): string {
  const [cookie] = answer.cookies;
  if (cookie === undefined) throw new Error(`no cookie was set: ${answer.statusCode} ${answer.body}`);
  return `${cookie.name}=${cookie.value}`;
}

export const PASSPHRASE = "correct horse battery";

/** Signs in by the link. */
export async function signInAtTerminal(server: TestServer): Promise<string> {
  return cookieOf(await server.call("openLink", { body: { token: server.token } }));
}

/** Makes an account and signs in with it. */
export async function signInAs(server: TestServer, owner: string, role: Role): Promise<string> {
  const name = `A. ${role}`;
  const made = await server.call("makeAccount", { cookie: owner, body: { name, role, passphrase: PASSPHRASE } });
  if (made.statusCode !== 200) throw new Error(made.body);
  return cookieOf(await server.call("signIn", { body: { name, passphrase: PASSPHRASE } }));
}

/** The codes that let test participants in. */
export const CODES: Readonly<Record<string, string>> = { P07: "ABCDE-FGHJK", P08: "MNPQR-STVWX" };

/** Invites a participant as the sort room does, and signs in by the code. */
export async function signInAsParticipant(
  server: TestServer,
  { journal }: TestStudy,
  participant = "P07",
): Promise<string> {
  await invite(journal, participant);
  return cookieOf(await server.call("enterCode", { body: { code: CODES[participant] ?? "" } }));
}

export async function invite(journal: Journal, participant: string, code = CODES[participant] ?? ""): Promise<void> {
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  await journal.append([
    {
      id: newEventId(Date.parse("2026-05-04"), randomBytes),
      stream: SORTERS_STREAM,
      actor: "A. Owner",
      subject: participant,
      kind: SORTER_INVITED,
      version: 1,
      payload: { participant, codeHash: hashCode(code) },
    },
  ]);
}

/** Made for tests, with `openssl req -x509`; it is nobody's. */
export async function selfSigned(): Promise<{ cert: string; key: string }> {
  const fixture = (name: string) => readFile(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
  return { cert: await fixture("self-signed.crt"), key: await fixture("self-signed.key") };
}
