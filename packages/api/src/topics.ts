/** What news can be about. News says only this: who hears it asks for what it shows anew, and is told what it may know. */
export const TOPICS = ["q", "records", "accounts", "journal"] as const;
/** What no event of the journal tells of: how far linking is, and what builds and releases have written to the study folder. */
export const PASSING_TOPICS = ["linking", "outputs"] as const;
export type PassingTopic = (typeof PASSING_TOPICS)[number];
export type Topic = (typeof TOPICS)[number] | PassingTopic;

/** By the first word of an event's kind. */
const topicsByWord: Readonly<Record<string, Topic>> = {
  q: "q",
  records: "records",
  account: "accounts",
  journal: "journal",
};

/** The topic of a kind of event, such as `q` of `q.card-placed`; undefined where screens need not hear of it. */
export function topicOf(kind: string): Topic | undefined {
  const [word = ""] = kind.split(".", 1);
  return Object.hasOwn(topicsByWord, word) ? topicsByWord[word] : undefined;
}
