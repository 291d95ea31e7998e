import { randomBytes, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname, networkInterfaces } from "node:os";
import { join, resolve } from "node:path";
import { openStudyJournal } from "@plait/build";
import { hasStudyKey, type StudyKey } from "@plait/journal";
import { hasScreens, type LogLine, type OpenServer, openServer, openStudyMailbox } from "@plait/server";
import { renderUnicodeCompact } from "uqr";
import { UsageError } from "./exit-status.ts";
import { journalKeyMake } from "./journal-key.ts";
import { interruptSignal } from "./progress.ts";
import { unlock } from "./unlock.ts";

export interface ServeOptions {
  readonly port: number;
  readonly lan?: true;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly keyFile?: string;
  readonly screens?: string;
  readonly log?: true;
}

const OWN_SCREENS = join(import.meta.dirname, "../../web/dist");

/** Serves a study until Ctrl-C: the workbench for its team, the cards for its participants. */
export async function serve(study: string, options: ServeOptions): Promise<void> {
  const screens = resolve(options.screens ?? OWN_SCREENS);
  if (!hasScreens(screens)) {
    console.error("The screens are not built. Build them once, in the folder of Plait's sources: npm run web");
    process.exitCode = 1;
    return;
  }
  const certificate = await readCertificate(options);
  const key = await keyOf(study, options);
  const ended = untilInterrupted();
  const journal = await openStudyJournal(study, key, { environment: process.env });
  try {
    const server = await openServer({
      study: {
        folder: resolve(study),
        journal,
        mailbox: openStudyMailbox(key),
        now: () => new Date(),
        randomBytes,
      },
      screens,
      host: options.lan === true ? "0.0.0.0" : "127.0.0.1",
      port: options.port,
      names: [...(certificate?.names ?? []), ...(options.lan === true ? ownNames() : [])],
      ...(certificate === undefined ? {} : { tls: certificate }),
      log: logTo(options),
    }).catch(orPortTaken(options.port));
    try {
      for (const line of greeting(server, options, certificate?.names ?? [])) console.log(line);
      await ended;
    } finally {
      console.error("Ending. What was answered is kept.");
      await server.close();
    }
  } finally {
    await journal.close();
  }
}

/** The study's key; made here where there is none, since nothing can be kept without. */
async function keyOf(study: string, options: ServeOptions): Promise<StudyKey> {
  if (hasStudyKey(study)) return unlock(study, options);
  console.error(
    options.keyFile === undefined
      ? "This study has no key yet. What people do in it is kept encrypted: choose a passphrase of at least 12 characters, or stop with Ctrl-C."
      : "This study has no key yet. What people do in it is kept encrypted: its key is made now.",
  );
  return journalKeyMake(study, options);
}

interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** The names and addresses it is for. */
  readonly names: readonly string[];
}

async function readCertificate({ tlsCert, tlsKey }: ServeOptions): Promise<Certificate | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new UsageError("A certificate and its key belong together: name --tls-cert and --tls-key.");
  }
  const [cert, key] = await Promise.all([readPem(tlsCert), readPem(tlsKey)]);
  try {
    return { cert, key, names: namesOf(new X509Certificate(cert)) };
  } catch {
    throw new UsageError(`${tlsCert}: this is no certificate in PEM.`);
  }
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new UsageError(`${file}: this file cannot be read.`);
  }
}

/** `DNS:plait.example, IP Address:192.168.1.5` → both. A name with a star stands for none that could be asked for. */
function namesOf({ subjectAltName = "" }: X509Certificate): string[] {
  const names = subjectAltName.split(", ").flatMap((each) => /^(?:DNS|IP Address):(.+)$/u.exec(each)?.[1] ?? []);
  return names.filter((name) => !name.includes("*") && !name.includes(":"));
}

/** What this machine is called by others in the same network. */
function ownNames(): string[] {
  const name = hostname().toLowerCase();
  return [...ownAddresses(), name, `${name}.local`];
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
}

function greeting(
  { address, port, token }: OpenServer,
  options: ServeOptions,
  certified: readonly string[],
): readonly string[] {
  const own = ["Open this link once, on this machine:", `    ${address}/#link=${token}`];
  const end = "End with Ctrl-C.";
  if (options.lan !== true) return [...own, "", "Nobody else can reach it. To let tablets in this room in: --lan", end];
  const hosts = certified.length > 0 ? certified : ownAddresses();
  const rooms = hosts.map((host) => `${address.startsWith("https") ? "https" : "http"}://${host}:${port}/sort`);
  const [first] = rooms;
  return [
    ...own,
    "",
    ...(first === undefined
      ? ["This machine has no address in a network: nobody else can reach it."]
      : [
          "Participants open, or point a camera at:",
          ...rooms.map((room) => `    ${room}`),
          "",
          renderUnicodeCompact(first),
        ]),
    ...(options.tlsCert === undefined ? plainHttp : []),
    end,
  ];
}

const plainHttp = [
  "This is plain http: anybody in this network can read along, answers and codes included, and pretend to be this server.",
  "Use a network of your own that nobody else is in, one machine without --lan, or --tls-cert and --tls-key.",
  "Over plain http tablets cannot keep the cards for use without a network, and cannot record a voice.",
  "",
];

function logTo({ log }: ServeOptions): (line: LogLine) => void {
  return (line) => {
    if (log === true) console.error(JSON.stringify(line));
    else if (line.kind === "failed") console.error(`Something went wrong in Plait itself (${line.id}). More: --log`);
    else if (line.kind === "not-followed")
      console.error("The journal cannot be followed any more. End, and start again.");
  };
}

function orPortTaken(port: number): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new UsageError(`Port ${port} is taken by another program. Name another one: --port ${port + 1}`);
    }
    if (error instanceof Error && "code" in error && error.code === "EACCES") {
      throw new UsageError(`Port ${port} may not be used by you. Name one from 1024 on, such as --port 4747`);
    }
    throw error;
  };
}

function untilInterrupted(): Promise<void> {
  const signal = interruptSignal();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
