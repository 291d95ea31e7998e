import type { ServerResponse } from "node:http";
import type { Heard, News, NewsItem } from "./news.ts";
import { RefusedCall } from "./room.ts";
import type { OpenSession } from "./sessions.ts";

/** Streams of server-sent events, each until its session, its browser or the server ends it. */
export interface NewsStreams {
  /**
   * Refuses before anything is written; then `begin` writes to the response.
   *
   * @throws RefusedCall where the session has too many streams already, or there is no news any more
   */
  open(session: OpenSession): { begin(response: ServerResponse, lastEventId: number | undefined): void };
  /** Says that it is still there, where a proxy or browser would take silence for an end. */
  keepAlive(): void;
  close(): void;
}

/** A browser opens six connections to a server at most (HTTP/1.1). */
const MOST_STREAMS_OF_SESSION = 8;

/** Milliseconds in which events are gathered: 200 people who sort at once would make 200 messages a second. */
const GATHERING = 100;

const RECONNECT_AFTER = 2_000;

export function openNewsStreams(news: News): NewsStreams {
  const streams = new Map<OpenSession, Set<NewsStream>>();
  const all = () => [...streams.values()].flatMap((of) => [...of]);
  news.ended.addEventListener("abort", () => {
    for (const stream of all()) stream.end();
  });
  return {
    open: (session) => {
      if (news.ended.aborted) throw new RefusedCall(503, "no-news", "The journal cannot be followed at the moment.");
      const own = streams.get(session) ?? new Set();
      if (own.size >= MOST_STREAMS_OF_SESSION) {
        throw new RefusedCall(429, "too-many-streams", "Too many pages of this browser are open. Close some.");
      }
      return {
        begin: (response, lastEventId) => {
          streams.set(session, own);
          const stream = beginStream(news, session, response, lastEventId, () => {
            own.delete(stream);
            if (own.size === 0) streams.delete(session);
          });
          own.add(stream);
        },
      };
    },
    keepAlive: () => {
      for (const stream of all()) stream.keepAlive();
    },
    close: () => {
      for (const stream of all()) stream.end();
    },
  };
}

interface NewsStream {
  keepAlive(): void;
  end(): void;
}

function beginStream(
  news: News,
  { who, ended }: OpenSession,
  response: ServerResponse,
  lastEventId: number | undefined,
  gone: () => void,
): NewsStream {
  // What passed before is told at once: whoever comes back has not heard of it.
  let heard: Heard = { position: lastEventId ?? news.newest.position, passing: -1 };
  let gathering: NodeJS.Timeout | undefined;
  let isFull = false;

  const write = (text: string): void => {
    if (!response.writableEnded) isFull = !response.write(text) || isFull;
  };
  const tell = (): void => {
    gathering = undefined;
    if (isFull) return;
    const items = news.since(heard, who);
    // Taken before the next look: what comes meanwhile is behind it.
    heard = news.newest;
    if (items.length > 0) write(items.map(message).join(""));
  };
  const ring = (): void => {
    gathering ??= setTimeout(tell, GATHERING);
  };
  const end = (): void => {
    response.end();
  };

  const unlisten = news.listen(ring);
  ended.addEventListener("abort", end, { once: true });
  response.on("drain", () => {
    isFull = false;
    ring();
  });
  response.once("close", () => {
    unlisten();
    ended.removeEventListener("abort", end);
    clearTimeout(gathering);
    gone();
  });
  // An id without data is no message, but the browser keeps it for the next connection.
  write(`retry: ${RECONNECT_AFTER}\nid: ${Math.min(heard.position ?? 0, news.newest.position)}\n\n`);
  tell();
  return { keepAlive: () => write(": still here\n\n"), end };
}

function message({ topic, position }: NewsItem): string {
  const data = `data: ${JSON.stringify({ topic })}\n\n`;
  return position === undefined ? data : `id: ${position}\n${data}`;
}
