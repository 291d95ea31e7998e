import { TOPICS, type Topic, topicOf } from "@plait/api";
import { type Journal, type JournalEvent, SUBJECT_FORGOTTEN } from "@plait/journal";
import type { KnownCaller } from "./room.ts";

export interface NewsItem {
  readonly topic: Topic;
  /** Of the newest event about it. */
  readonly position: number;
}

/** What happened in the journal while the server ran, by topic: never what it was. */
export interface News {
  /** Of the newest event that is known. */
  readonly position: number;
  /** The topics that somebody has not heard of since a position, the newest event last. A position that is not known is before everything. */
  since(position: number | undefined, who: KnownCaller): readonly NewsItem[];
  /** Rings with each event; returns what ends that. */
  listen(ring: () => void): () => void;
  /** Aborted where the journal can no longer be followed, or news was closed. */
  readonly ended: AbortSignal;
  close(): Promise<void>;
}

/** @param failed told why the journal can no longer be followed */
export async function openNews(journal: Journal, failed: (error: unknown) => void): Promise<News> {
  const begin = (await journal.head()).position;
  let position = begin;
  const newest = new Map<Topic, number>();
  const newestOfParticipant = new Map<string, number>();
  const bells = new Set<() => void>();
  const ending = new AbortController();

  const subscription = journal.subscribe({ from: begin }, (event) => {
    position = event.position;
    for (const topic of topicsOf(event)) newest.set(topic, position);
    const { content } = event;
    if (content.kind === "readable" && content.subject !== undefined && topicOf(event.kind) === "q") {
      newestOfParticipant.set(content.subject, position);
    }
    for (const ring of bells) ring();
  });
  subscription.ended
    .catch(failed)
    .finally(() => ending.abort())
    .catch(() => {});

  /** What came before the server began is not known in parts: all of it counts as news. */
  const newestFor = (who: KnownCaller): NewsItem[] => {
    switch (who.kind) {
      case "participant":
        return [{ topic: "q", position: newestOfParticipant.get(who.participant) ?? begin }];
      case "staff":
        return TOPICS.filter((topic) => topic !== "accounts" || who.role === "owner").map((topic) => ({
          topic,
          position: newest.get(topic) ?? begin,
        }));
      default:
        return who satisfies never;
    }
  };
  return {
    get position() {
      return position;
    },
    since: (known, who) => {
      const heard = known === undefined || known > position ? -1 : known;
      return newestFor(who)
        .filter((item) => item.position > heard)
        .sort((a, b) => a.position - b.position);
    },
    listen: (ring) => {
      bells.add(ring);
      return () => bells.delete(ring);
    },
    ended: ending.signal,
    close: () => subscription.close(),
  };
}

/** Forgetting somebody may change everything that is shown. */
function topicsOf({ kind }: JournalEvent): readonly Topic[] {
  if (kind === SUBJECT_FORGOTTEN) return TOPICS;
  const topic = topicOf(kind);
  return topic === undefined ? [] : [topic];
}
