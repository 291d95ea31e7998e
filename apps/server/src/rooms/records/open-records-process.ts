import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { RefusedCall } from "../../room.ts";
import type { AnswerOf, FailedThere, FromRecords, GivenOf, RecordsQuestion, ToRecords } from "./records-questions.ts";

/**
 * The records of a study in a process of their own, which is started when it is first asked: reading and linking them would keep everybody else who is
 * served waiting, and a file that breaks it breaks nothing else.
 */
export interface RecordsProcess {
  /**
   * Throws RefusedCall where the process refuses, where it ends, and where after `patience` milliseconds it has not begun to answer because the records
   * are being read or linked.
   */
  ask<Name extends RecordsQuestion>(name: Name, given: GivenOf<Name>, patience?: number): Promise<AnswerOf<Name>>;
  /** Says that a file of the study was written: what is under way is then given up and begun anew. */
  wrote(): void;
  /** What it is doing, in words; undefined where it is doing nothing. */
  readonly step: string | undefined;
  close(): Promise<void>;
}

/** @param changed rung when `step` has changed */
export function openRecordsProcess(folder: string, changed: () => void): RecordsProcess {
  let running: Running | undefined;
  const start = (): Running => {
    const started = startProcess(folder, changed, () => {
      if (running === started) running = undefined;
      changed();
    });
    return started;
  };
  return {
    ask: (name, given, patience) => {
      running ??= start();
      // The answer belongs to the name: see `RecordsQuestions`.
      return running.ask(name, given, patience) as Promise<AnswerOf<typeof name>>;
    },
    wrote: () => running?.tell({ kind: "written" }),
    get step() {
      return running?.step();
    },
    close: async () => running?.end(),
  };
}

interface Running {
  ask(name: RecordsQuestion, given: unknown, patience: number | undefined): Promise<unknown>;
  tell(message: ToRecords): void;
  step(): string | undefined;
  end(): Promise<void>;
}

interface Waiting {
  readonly answer: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** Milliseconds in which it may stop what it is doing once nobody asks it any more. */
const ENDING = 10_000;

function startProcess(folder: string, changed: () => void, ended: () => void): Running {
  const child = fork(fileURLToPath(new URL("./records-process.ts", import.meta.url)), [folder], {
    execArgv: [],
    env: environmentOf(process.env),
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  const waiting = new Map<number, Waiting>();
  let step: string | undefined;
  let asked = 0;

  const tell = (message: ToRecords): void => {
    if (child.connected) child.send(message, () => {});
  };
  // The process is our own program, so what it sends is what its type says.
  child.on("message", (message) => heard(message as FromRecords));
  const heard = (message: FromRecords): void => {
    if (message.kind === "step") {
      step = message.step;
      changed();
      return;
    }
    const { answer, fail } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.kind === "answered") answer?.(message.answer);
    else fail?.(message.kind === "refused" ? refused(message) : failed(message.error));
  };
  const over = (): void => {
    for (const { fail } of waiting.values()) fail(processEnded());
    waiting.clear();
    ended();
  };
  child.once("error", over);
  child.once("exit", over);
  return {
    ask: (name, given, patience) => {
      const id = ++asked;
      const answered = new Promise((answer, fail) => waiting.set(id, { answer, fail }));
      tell({ kind: "asked", id, name, given });
      if (patience === undefined) return answered;
      const withdraw = setTimeout(() => tell({ kind: "withdrawn", id }), patience);
      return answered.finally(() => clearTimeout(withdraw));
    },
    tell,
    step: () => step,
    end: () => endOf(child),
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  if (child.connected) child.disconnect();
  const late = setTimeout(() => child.kill("SIGKILL"), ENDING);
  await gone;
  clearTimeout(late);
}

/** What the records need of it: nothing that opens a journal. */
function environmentOf({ TZ, NODE_COMPILE_CACHE }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...(TZ === undefined ? {} : { TZ }),
    ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }),
  };
}

function refused({ status, code, message }: Extract<FromRecords, { kind: "refused" }>): RefusedCall {
  // Made of a RefusedCall there.
  return new RefusedCall(status as RefusedCall["status"], code, message);
}

/** Says where it was, as an error of this process would. */
function failed(error: FailedThere): Error {
  return Object.assign(new Error(error.message), error);
}

function processEnded(): RefusedCall {
  return new RefusedCall(
    503,
    "records-ended",
    "The process that reads the records ended, perhaps for want of memory. Nothing was written. Try again.",
  );
}
