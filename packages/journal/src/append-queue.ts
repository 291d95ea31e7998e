import { setImmediate as endOfTurn } from "node:timers/promises";
import { type Appended, type AppendOptions, appendWithin } from "./append-events.ts";
import type { NewEvent } from "./event.ts";
import type { JournalAtWork } from "./journal-at-work.ts";

/** A batch that waits to be written. */
interface Waiting {
  readonly events: readonly NewEvent[];
  readonly options: AppendOptions;
  readonly answer: PromiseWithResolvers<Appended>;
}

const MOST_TOGETHER = 100;

/**
 * Writes batches in the order they come. Those that come in one turn, or while others are being written, are written together, in one transaction: each is still
 * whole or not there, and all wait for the disk once.
 */
export function appendQueue(
  journal: JournalAtWork,
): (events: readonly NewEvent[], options: AppendOptions) => Promise<Appended> {
  const waiting: Waiting[] = [];
  let isWriting = false;
  const writeAll = async () => {
    isWriting = true;
    while (waiting.length > 0) {
      // SQLite writes without letting anything else in: who is at the door by now is let in first, and waits for the disk with the others.
      await endOfTurn();
      await writeTogether(journal, waiting.splice(0, MOST_TOGETHER));
    }
    isWriting = false;
  };
  return async (events, options) => {
    const answer = Promise.withResolvers<Appended>();
    waiting.push({ events, options, answer });
    // Its errors are the answers' errors.
    if (!isWriting) void writeAll();
    return answer.promise;
  };
}

/** Where one batch makes the transaction fail, each is tried alone, so that none fails for another. */
async function writeTogether(journal: JournalAtWork, batches: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await journal.store.write(async (tables) => {
      const done: Appended[] = [];
      for (const { events, options } of batches) done.push(await appendWithin(tables, journal, events, options));
      return done;
    });
    for (const [at, outcome] of outcomes.entries()) batches[at]?.answer.resolve(outcome);
  } catch (error) {
    if (batches.length === 1) batches[0]?.answer.reject(error);
    else for (const batch of batches) await writeTogether(journal, [batch]);
  }
}
