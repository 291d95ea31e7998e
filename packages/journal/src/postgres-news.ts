import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;

/** Who wants to hear that there may be news, and the end of it. */
export interface News {
  /** Calls `listener` after each notification, and after each new connection, since some may have been missed. */
  listen(listener: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Listens on a channel of PostgreSQL, on a connection of its own that is made when somebody first wants to hear, and made again, after longer and
 * longer pauses, whenever it breaks.
 */
export function newsOn(channel: string, config: pg.ClientConfig): News {
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  let running: Promise<void> | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    listen: (listener) => {
      listeners.add(listener);
      running ??= stayConnected(channel, config, tell, closing.signal);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closing.abort();
      listeners.clear();
      await running;
    },
  };
}

async function stayConnected(
  channel: string,
  config: pg.ClientConfig,
  tell: () => void,
  signal: AbortSignal,
): Promise<void> {
  let wait = FIRST_PAUSE;
  while (!signal.aborted) {
    const heard = await listenUntilBroken(channel, config, tell, signal);
    if (signal.aborted) return;
    wait = heard ? FIRST_PAUSE : Math.min(2 * wait, LONGEST_PAUSE);
    await pause(wait, undefined, { signal }).catch(() => {});
  }
}

/** Whether it was connected at all. */
async function listenUntilBroken(
  channel: string,
  config: pg.ClientConfig,
  tell: () => void,
  signal: AbortSignal,
): Promise<boolean> {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...config });
  // What broke shows in the end of the connection, which is what is waited for.
  client.on("error", () => {});
  client.on("notification", tell);
  const ended = new AbortController();
  client.once("end", () => ended.abort());
  let heard = false;
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    heard = true;
    tell();
    const over = AbortSignal.any([signal, ended.signal]);
    if (!over.aborted) await once(over, "abort");
  } catch {
    // Refused or broken on the way: the caller tries again.
  }
  await client.end().catch(() => {});
  return heard;
}
