export { CALLERS, type Caller, ROLES, type Role } from "./callers.ts";
export {
  type Call,
  type Fetch,
  type Given,
  IN_BACKGROUND,
  type Manner,
  makeClient,
  Refused,
  SAME_SITE_HEADER,
} from "./client.ts";
export { RECORDS_AT_WORK } from "./rooms/records-routes.ts";
export { sortPayloads } from "./rooms/sort-shapes.ts";
export { news } from "./rooms/study-shapes.ts";
export type { Route, Shapes } from "./route.ts";
export { type AnswerName, type CallName, type RouteName, routeTable } from "./route-table.ts";
export { type BodyOf, type Bytes, type QueryOf, type ReplyOf, shapes } from "./shapes.ts";
export { PASSING_TOPICS, type PassingTopic, TOPICS, type Topic, topicOf } from "./topics.ts";
