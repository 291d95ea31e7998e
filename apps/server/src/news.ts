import { type Caller, PASSING_TOPICS, type PassingTopic, routeTable, TOPICS, type Topic, topicOf } from "@plait/api";
import { type Journal, type JournalEvent, SUBJECT_FORGOTTEN } from "@plait/journal";
import type { KnownCaller } from "./room.ts";

export interface NewsItem {
  readonly topic: Topic;
  /** Of the newest event about it; undefined for what no event tells of. */
  readonly position?: number;
}

/** How far somebody has heard. */
export interface Heard {
  /** Of the newest event; one that is not known is before everything. */
  readonly position: number | undefined;
  /** Of how many things that no event tells of. */
  readonly passing: number;
}

/** What happened while the server ran, in the journal or in passing, by topic: never what it was. */
export interface News {
  /** Of the newest that is known. */
  readonly newest: { readonly position: number; readonly passing: number };
  /** The topics that somebody has not heard of, the newest event last. */
  since(heard: Heard, who: KnownCaller): readonly NewsItem[];
  /** Tells of something that no event tells of. */
  pass(topic: PassingTopic): void;
  /** Rings with each event, and with what passes; returns what ends that. */
  listen(ring: () => void): () => void;
  /** Aborted where the journal can no longer be followed, or news was closed. */
  readonly ended: AbortSignal;
  close(): Promise<void>;
}

/** @param failed told why the journal can no longer be followed */
export async function openNews(journal: Journal, failed: (error: unknown) => void): Promise<News> {
  const begin = (await journal.head()).position;
  let position = begin;
  let passing = 0;
  const newest = new Map<Topic, number>();
  const newestPassing = new Map<PassingTopic, number>();
  const newestOfParticipant = new Map<string, number>();
  const bells = new Set<() => void>();
  const ring = (): void => {
    for (const bell of bells) bell();
  };
  const ending = new AbortController();

  const subscription = journal.subscribe({ from: begin }, (event) => {
    position = event.position;
    for (const topic of topicsOf(event)) newest.set(topic, position);
    const { content } = event;
    if (content.kind === "readable" && content.subject !== undefined && topicOf(event.kind) === "q") {
      newestOfParticipant.set(content.subject, position);
    }
    ring();
  });
  subscription.ended
    .catch(failed)
    .finally(() => ending.abort())
    .catch(() => {});

  /** What came before the server began is not known in parts: all of it counts as news. */
  const newestFor = (who: KnownCaller): Required<NewsItem>[] => {
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
    get newest() {
      return { position, passing };
    },
    since: (heard, who) => {
      const known = heard.position === undefined || heard.position > position ? -1 : heard.position;
      const items = newestFor(who)
        .filter((item) => item.position > known)
        .sort((a, b) => a.position - b.position);
      const passed = PASSING_TOPICS.filter(
        (topic) => (newestPassing.get(topic) ?? 0) > heard.passing && mayFollow(who, topic),
      );
      return [...items, ...passed.map((topic) => ({ topic }))];
    },
    pass: (topic) => {
      passing += 1;
      newestPassing.set(topic, passing);
      ring();
    },
    listen: (bell) => {
      bells.add(bell);
      return () => bells.delete(bell);
    },
    ended: ending.signal,
    close: () => subscription.close(),
  };
}

const mayFollowPassing: Readonly<Record<PassingTopic, readonly Caller[]>> = {
  linking: routeTable.readLinking.may,
  outputs: routeTable.readOutputs.may,
};

function mayFollow(who: KnownCaller, topic: PassingTopic): boolean {
  return who.kind === "staff" && mayFollowPassing[topic].includes(who.role);
}

/** Forgetting somebody may change everything that is shown. */
function topicsOf({ kind }: JournalEvent): readonly Topic[] {
  if (kind === SUBJECT_FORGOTTEN) return TOPICS;
  const topic = topicOf(kind);
  return topic === undefined ? [] : [topic];
}
