import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { newEventId } from "@plait/journal";

const PEOPLE = 200;
const SECONDS = 30;
const SAME_SITE = { "x-plait": "1" };

/**
 * 200 people sort at once, a move a second each, and each move is on the disk before it is answered. Beside it the same requests to a route that
 * keeps nothing, in the same run.
 */
export async function benchServer(say: (line: string) => void): Promise<void> {
  const script = fileURLToPath(new URL("./server-run.ts", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    // Printed by server-run.ts in this form.
    const { address, token } = JSON.parse(String(line)) as { address: string; token: string };
    const sorters = await invited(address, token);
    say(`${PEOPLE} people, one request a second each for ${SECONDS} s`);
    const bare = await load(sorters, (cookie) =>
      fetch(`${address}/api/session`, { headers: { cookie, ...SAME_SITE } }),
    );
    const moves = await load(sorters, (cookie, sorter, count) => move(address, cookie, sorter, count));
    report(say, "who am I (nothing kept)", bare);
    report(say, "a move, on the disk when answered", moves);
    say(
      `  p95 of a move / p95 of a request that keeps nothing ${(quantile(moves, 0.95) / quantile(bare, 0.95)).toFixed(1)}`,
    );
  } finally {
    child.stdin.end();
    await once(child, "exit");
  }
}

interface Sorter {
  readonly participant: string;
  readonly cookie: string;
}

async function invited(address: string, token: string): Promise<readonly Sorter[]> {
  const post = (path: string, body: unknown, cookie = "") =>
    fetch(`${address}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie, ...SAME_SITE },
      body: JSON.stringify(body),
    });
  const owner = cookieOf(await post("/api/session/link", { token }));
  const people = Array.from({ length: PEOPLE }, (_, at) => `P${at + 1}`);
  const sorters: Sorter[] = [];
  for (let at = 0; at < people.length; at += 100) {
    const answer = await post("/api/q/sorters", { participants: people.slice(at, at + 100) }, owner);
    // The shape of the route's reply.
    const { codes } = (await answer.json()) as { codes: { participant: string; code: string }[] };
    for (const { participant, code } of codes) {
      sorters.push({ participant, cookie: cookieOf(await post("/api/session/code", { code })) });
    }
  }
  return sorters;
}

function cookieOf(answer: Response): string {
  const [cookie] = answer.headers.getSetCookie();
  if (cookie === undefined) throw new Error(`no session was begun: ${answer.status}`);
  return cookie.split(";")[0] ?? "";
}

function move(address: string, cookie: string, { participant }: Sorter, count: number): Promise<Response> {
  const payload =
    count === 0
      ? { kind: "q.sort-begun", payload: { language: "en" } }
      : count === 1
        ? { kind: "q.assented", payload: {} }
        : { kind: "q.card-piled", payload: { card: `s${String(1 + (count % 28)).padStart(2, "0")}`, pile: "agree" } };
  const id = newEventId(Date.now(), (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const body = { participant, device: "bench", events: [{ id, version: 1, counter: count, ...payload }] };
  return fetch(`${address}/api/sort/events`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie, ...SAME_SITE },
    body: JSON.stringify(body),
  });
}

/** Milliseconds of each request. Everybody begins at another moment of the second. */
async function load(
  sorters: readonly Sorter[],
  request: (cookie: string, sorter: Sorter, count: number) => Promise<Response>,
): Promise<number[]> {
  const times: number[] = [];
  const begun = performance.now();
  await Promise.all(
    sorters.map(async (sorter, at) => {
      for (let count = 0; count < SECONDS; count++) {
        await until(begun + 1_000 * (count + at / sorters.length));
        const sent = performance.now();
        const answer = await request(sorter.cookie, sorter, count);
        await answer.text();
        if (!answer.ok) throw new Error(`refused: ${answer.status}`);
        times.push(performance.now() - sent);
      }
    }),
  );
  return times.sort((a, b) => a - b);
}

function until(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}

function quantile(sorted: readonly number[], p: number): number {
  return sorted[Math.floor(p * (sorted.length - 1))] ?? Number.NaN;
}

function report(say: (line: string) => void, what: string, times: readonly number[]): void {
  const shown = [0.5, 0.95, 0.99, 1].map((p) => `p${100 * p} ${quantile(times, p).toFixed(0)} ms`).join(", ");
  say(`  ${what.padEnd(36)} ${times.length} requests: ${shown}`);
}
