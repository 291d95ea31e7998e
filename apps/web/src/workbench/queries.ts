import { type CallName, type Manner, RECORDS_AT_WORK, Refused, type ReplyOf } from "@plait/api";
import { QueryClient, type UseQueryOptions } from "@tanstack/react-query";
import { call } from "./server-call.ts";

/** Questions that take nothing and are kept until news of their topic comes. */
type Question = Extract<
  CallName,
  | "readSession"
  | "readStudy"
  | "readRecords"
  | "readLinking"
  | "listDeliveries"
  | "readCoverage"
  | "readCrosswalk"
  | "readRepairs"
  | "readQuarantine"
  | "readLedger"
  | "readPreview"
  | "listSorters"
  | "readOutputs"
  | "listAccounts"
  | "readQDesign"
  | "readQSorts"
  | "readReasons"
  | "listPaperSorts"
  | "readWordChecks"
>;

type Topics = "session" | "study" | "records" | "linking" | "preview" | "q" | "outputs" | "accounts";

const topicOf: Readonly<Record<Question, Topics>> = {
  readSession: "session",
  readStudy: "study",
  readRecords: "records",
  readLinking: "linking",
  listDeliveries: "records",
  readCoverage: "records",
  readCrosswalk: "records",
  readRepairs: "records",
  readQuarantine: "records",
  readLedger: "records",
  readPreview: "preview",
  listSorters: "q",
  readOutputs: "outputs",
  listAccounts: "accounts",
  readQDesign: "q",
  readQSorts: "q",
  readReasons: "q",
  listPaperSorts: "q",
  readWordChecks: "q",
};

export function question<Name extends Question>(name: Name): UseQueryOptions<ReplyOf<Name>> {
  const ask = call as (asked: Name, given: Manner) => Promise<ReplyOf<Name>>;
  // A page that is left lets go of its connection: a browser has six, and an answer may wait for linking.
  return { queryKey: [topicOf[name], name], queryFn: ({ signal }) => ask(name, { signal }) };
}

/** A refusal is an answer; only a server that was not reached is asked again, and one that is linking the records until it has. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => isAtWork(error) || (!(error instanceof Refused) && failures < 2),
        retryDelay: (failures, error) => (isAtWork(error) ? 1_000 : 1_000 * 2 ** failures),
        staleTime: 5_000,
      },
    },
  });
}

function isAtWork(error: unknown): boolean {
  return error instanceof Refused && error.code === RECORDS_AT_WORK;
}

/** Asks anew for what is on the screen of a topic; what is not is forgotten, so that nobody meets an old number unmarked. */
export function refresh(client: QueryClient, topic: string): Promise<void> {
  client.removeQueries({ queryKey: [topic], type: "inactive" });
  return client.invalidateQueries({ queryKey: [topic] });
}

/** Drops everything the signed-in person saw, and asks who is signed in. */
export function forgetAll(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
  void client.invalidateQueries({ queryKey: ["session"] });
}
