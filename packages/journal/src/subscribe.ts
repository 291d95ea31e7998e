import { setTimeout as pause } from "node:timers/promises";
import type { JournalEvent } from "./event.ts";
import type { JournalAtWork } from "./journal-at-work.ts";
import { MOST_IN_PAGE, readPage } from "./read-events.ts";
import { StoreFailure } from "./store-failure.ts";

export interface SubscribeOptions {
  /** The last position that is known already; 0 for everything. */
  readonly from: number;
  /** These streams only. */
  readonly streams?: readonly string[];
}

export interface Subscription {
  /** Settles when the subscription has ended: rejects with what the listener or the store threw, if that ended it. */
  readonly ended: Promise<void>;
  /** No call of the listener begins after this. */
  close(): Promise<void>;
}

/**
 * Gives every event behind a position to the listener, one at a time and in order, each once, and then goes on with each new one, whoever
 * appends it. The next event waits until the listener's promise has settled.
 *
 * A broken connection to the store is tried again with the next news; nothing is skipped.
 */
export function subscribe(
  journal: JournalAtWork,
  options: SubscribeOptions,
  listener: (event: JournalEvent) => void | Promise<void>,
): Subscription {
  if (!Number.isSafeInteger(options.from) || options.from < 0) {
    throw new RangeError(`from must be a whole number from 0: ${options.from}`);
  }
  const closing = new AbortController();
  const bell = newBell(closing.signal);
  const unlisten = journal.store.listen(bell.ring);
  const ended = follow(journal, options, listener, bell, closing.signal).finally(unlisten);
  return {
    ended,
    close: async () => {
      closing.abort();
      await ended.catch(() => {});
    },
  };
}

async function follow(
  journal: JournalAtWork,
  { from, streams }: SubscribeOptions,
  listener: (event: JournalEvent) => void | Promise<void>,
  bell: Bell,
  signal: AbortSignal,
): Promise<void> {
  let after = from;
  while (!signal.aborted) {
    // Taken before reading: what is written while this reads rings it.
    const news = bell.nextRing();
    const page = await readPage(journal, { after, ...(streams === undefined ? {} : { streams }) }).catch(ifUnreachable);
    if (page === undefined) {
      await Promise.race([news, pause(RETRY_AFTER, undefined, { signal }).catch(() => {})]);
      continue;
    }
    for (const event of page) {
      if (signal.aborted) return;
      await listener(event);
      after = event.position;
    }
    if (page.length < MOST_IN_PAGE) await news;
  }
}

/** Milliseconds. */
const RETRY_AFTER = 500;

function ifUnreachable(error: unknown): undefined {
  if (error instanceof StoreFailure && error.reason === "unreachable") return undefined;
  throw error;
}

interface Bell {
  ring(): void;
  nextRing(): Promise<void>;
}

/** Rings at last when the signal aborts, so that nobody waits for ever. */
function newBell(signal: AbortSignal): Bell {
  let next = Promise.withResolvers<void>();
  const ring = () => {
    next.resolve();
    next = Promise.withResolvers<void>();
  };
  signal.addEventListener("abort", ring, { once: true });
  return { ring, nextRing: () => next.promise };
}
