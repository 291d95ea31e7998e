import { routeTable, type Topic } from "@plait/api";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { refresh } from "./queries.ts";

/** What is shown of a topic is asked for anew when there is news of it. */
const shownOf: Readonly<Record<Topic, readonly string[]>> = {
  records: ["records", "preview", "study"],
  q: ["q", "preview", "study"],
  accounts: ["session", "accounts"],
  journal: ["study"],
  linking: ["linking", "preview"],
  outputs: ["outputs", "study"],
};

/** Follows the news of the server while somebody is signed in. The browser connects again by itself. */
export function useLiveNews(client: QueryClient): void {
  useEffect(() => {
    const stream = new EventSource(routeTable.followNews.path);
    stream.onmessage = ({ data }) => {
      for (const key of shownOf[topicIn(String(data))]) void refresh(client, key);
    };
    return () => stream.close();
  }, [client]);
}

function topicIn(data: string): Topic {
  // The server's own words, of the shape `news`.
  return (JSON.parse(data) as { topic: Topic }).topic;
}
