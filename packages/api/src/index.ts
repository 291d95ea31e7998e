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
export { sortPayloads } from "./rooms/sort-shapes.ts";
export { news } from "./rooms/study-shapes.ts";
export type { Route, Shapes } from "./route.ts";
export { type CallName, type RouteName, routeTable } from "./route-table.ts";
export { type BodyOf, type QueryOf, type ReplyOf, shapes } from "./shapes.ts";
export { TOPICS, type Topic, topicOf } from "./topics.ts";
