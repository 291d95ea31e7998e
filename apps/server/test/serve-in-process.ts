import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Call, makeClient, SAME_SITE_HEADER } from "@plait/api";
import type { StorePlace } from "@plait/journal";

const program = fileURLToPath(new URL("./serve-until-killed.ts", import.meta.url));

export interface ServedInProcess {
  readonly child: ChildProcess;
  /** Calls routes as whoever opened the link. */
  readonly call: Call;
  /** Calls routes as the participant whom a code lets in. */
  enter(code: string): Promise<Call>;
}

interface Circumstances {
  readonly environment?: NodeJS.ProcessEnv;
  /** Before the program and its arguments, such as a shell that sets a limit. */
  readonly under?: readonly string[];
}

/** Serves a study in a process of its own, which goes on until it is killed. */
export async function serveInProcess(
  study: string,
  place: StorePlace,
  { environment = {}, under = [] }: Circumstances = {},
): Promise<ServedInProcess> {
  const [command = process.execPath, ...args] = [...under, process.execPath, program, study, JSON.stringify(place)];
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += String(chunk);
  });
  const [said] = await Promise.race([
    once(child.stdout, "data"),
    once(child, "close").then(() => Promise.reject(new Error(`the server did not start: ${complaint}`))),
  ]);
  const [address = "", token = ""] = String(said).trim().split(" ");
  const comeIn = async (path: string, body: object): Promise<Call> => {
    const signedIn = await fetch(`${address}${path}`, {
      method: "POST",
      headers: { [SAME_SITE_HEADER]: "1", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    return makeClient((asked, init) => fetch(`${address}${asked}`, { ...init, headers: { ...init.headers, cookie } }));
  };
  return {
    child,
    call: await comeIn("/api/session/link", { token }),
    enter: (code) => comeIn("/api/session/code", { code }),
  };
}
