import { RECORDS_AT_WORK } from "@plait/api";
import { StudyProblems } from "@plait/build";
import { RefusedCall } from "../../room.ts";
import { recordsAnswers } from "./records-answers.ts";
import { type Asker, NobodyWaits, openRecordsDesk } from "./records-desk.ts";
import type { FailedThere, FromRecords, RecordsQuestion, ToRecords } from "./records-questions.ts";

/**
 * The process that holds the records of one study for the server that started it: it reads and links them, answers questions about them, and ends with
 * that server.
 */
const [folder = ""] = process.argv.slice(2);
const desk = openRecordsDesk(folder, (step) => say({ kind: "step", step }));
const answers = recordsAnswers(folder, desk);
/** Questions whose task has not begun. */
const waiting = new Set<number>();

process.on("message", (message) => {
  // The server is our own program, so what it sends is what its type says.
  const sent = message as ToRecords;
  switch (sent.kind) {
    case "asked":
      void answer(sent.id, sent.name, sent.given);
      return;
    case "withdrawn":
      if (waiting.delete(sent.id)) say(atWork(sent.id));
      return;
    case "written":
      desk.follow().catch(() => {});
      return;
  }
});
process.once("disconnect", async () => {
  await desk.close().catch(() => {});
  process.exit(0);
});
// Ctrl-C in a terminal reaches every process of the command; the server decides when this one ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

async function answer(id: number, name: RecordsQuestion, given: unknown): Promise<void> {
  waiting.add(id);
  try {
    // What is given belongs to the name: see `RecordsQuestions`.
    const ask = answers[name] as (given: unknown, asker: Asker) => Promise<unknown>;
    say({ kind: "answered", id, answer: await ask(given, { begin: () => waiting.delete(id) }) });
  } catch (error) {
    if (!(error instanceof NobodyWaits)) say(unanswered(id, error));
  } finally {
    waiting.delete(id);
  }
}

function atWork(id: number): FromRecords {
  const message = "The records are being read and linked. That may take a minute; ask again then.";
  return { kind: "refused", id, status: 503, code: RECORDS_AT_WORK, message };
}

function unanswered(id: number, error: unknown): FromRecords {
  if (error instanceof RefusedCall) {
    const { status, code, message } = error;
    return { kind: "refused", id, status, code, message };
  }
  if (error instanceof StudyProblems) {
    const message = "Something in the study's files has to be mended first. The records room lists it.";
    return { kind: "refused", id, status: 409, code: "study-problems", message };
  }
  return { kind: "failed", id, error: asMessage(error) };
}

function asMessage(error: unknown): FailedThere {
  if (!(error instanceof Error)) return { name: typeof error, message: "", stack: "" };
  const { name, message, stack = "" } = error;
  return { name, message, stack, ...("code" in error ? { code: String(error.code) } : {}) };
}

/** Where the server is gone nobody hears it. */
function say(message: FromRecords): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
