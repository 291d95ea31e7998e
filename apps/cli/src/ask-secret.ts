import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { UsageError } from "./exit-status.ts";

/** Asks on the terminal for something that is not shown while it is typed. In a pipe each answer is a line of standard input. */
export async function askSecret(question: string): Promise<string> {
  const answer = process.stdin.isTTY ? await typed(question) : await nextLine();
  if (answer === undefined) throw new UsageError(`${question}: type it at a terminal, or give it on standard input.`);
  return answer;
}

async function typed(question: string): Promise<string> {
  process.stderr.write(`${question}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await line.question("");
  } finally {
    line.close();
    process.stderr.write("\n");
  }
}

let waiting = "";

async function nextLine(): Promise<string | undefined> {
  if (!waiting.includes("\n")) {
    // Left open: the next answer is read from where this one ended.
    for await (const chunk of process.stdin.iterator({ destroyOnReturn: false })) {
      waiting += String(chunk);
      if (waiting.includes("\n")) break;
    }
  }
  const [line = "", ...rest] = waiting.split("\n");
  const isEnd = line === "" && rest.length === 0;
  waiting = rest.join("\n");
  return isEnd ? undefined : line.replace(/\r$/u, "");
}
