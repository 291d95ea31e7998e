import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** A PostgreSQL server of a test's own, with data and socket in a temporary folder and no network. */
export interface PostgresServer extends AsyncDisposable {
  /** A connection string that any client of PostgreSQL takes. */
  readonly connection: string;
  /** Kills the server, whose other processes then end at once, as in a crash, and waits until the last is gone. */
  crash(): Promise<void>;
  /** Starts it again on the same data, and waits until it answers. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Makes and starts a server from the newest binaries that are installed. PostgreSQL does not run as root: there it runs as `postgres`, or as nobody.
 *
 * @param installed the folder with a folder for each version
 * @throws Error where none is installed; a test that needs one fails with it
 */
export async function postgresServer(installed = "/usr/lib/postgresql"): Promise<PostgresServer> {
  const programs = newestPrograms(installed);
  const folder = await temporaryFolder("postgres");
  const owner = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
  const [data, socket] = [join(folder.path, "data"), join(folder.path, "socket")];
  mkdirSync(socket);
  if (owner !== undefined) for (const path of [folder.path, socket]) chownSync(path, owner.uid, owner.gid);
  const run = (program: string, ...args: string[]) =>
    spawn(join(programs, program), args, { ...owner, cwd: folder.path, stdio: ["ignore", "pipe", "pipe"] });
  await done(
    run("initdb", "--pgdata", data, "--username", "plait", "--auth", "trust", "--encoding", "UTF8", "--no-sync"),
  );

  let server: ChildProcess | undefined;
  const start = async () => {
    server = run("postgres", "-D", data, "-k", socket, "-c", "listen_addresses=", "-c", "max_connections=50");
    await says(server, /database system is ready to accept connections/u);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    // The last of its processes lets go of the pipes.
    const gone = once(server, "close");
    server.kill(signal);
    await gone;
  };
  await start();
  const remove = async () => {
    // Immediate shutdown: the data are not needed any more.
    await end("SIGQUIT");
    await folder.remove();
  };
  return {
    connection: `postgresql://plait@/postgres?host=${encodeURIComponent(socket)}`,
    crash: () => end("SIGKILL"),
    start,
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

function newestPrograms(installed: string): string {
  const versions = existsSync(installed) ? readdirSync(installed).map(Number).filter(Number.isInteger) : [];
  const newest = versions
    .sort((a, b) => b - a)
    .map((version) => join(installed, String(version), "bin"))
    .find((programs) => existsSync(join(programs, "initdb")));
  if (newest === undefined) {
    throw new Error(`this test needs PostgreSQL under ${installed}: on Debian, apt-get install postgresql`);
  }
  return newest;
}

function unprivilegedUser(): { readonly uid: number; readonly gid: number } {
  const line = /^postgres:[^:]*:(\d+):(\d+):/mu.exec(readFileSync("/etc/passwd", "utf8"));
  return line === null ? { uid: 65_534, gid: 65_534 } : { uid: Number(line[1]), gid: Number(line[2]) };
}

async function done(child: ChildProcess): Promise<void> {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      said += String(chunk);
    });
  }
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${child.spawnfile} ended with ${code}: ${said}`);
}

function says(child: ChildProcess, line: RegExp): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    child.stdout?.resume();
    child.stderr?.on("data", (chunk) => {
      said += String(chunk);
      if (line.test(said)) resolve();
    });
    child.once("close", () => reject(new Error(`${child.spawnfile} ended: ${said}`)));
  });
}
