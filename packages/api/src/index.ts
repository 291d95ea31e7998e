export { CALLERS, type Caller, ROLES, type Role } from "./callers.ts";
export { type Call, type Fetch, type Given, makeClient, Refused, SAME_SITE_HEADER } from "./client.ts";
export type { Route, Shapes } from "./route.ts";
export { type RouteName, routeTable } from "./route-table.ts";
export { type BodyOf, type QueryOf, type ReplyOf, shapes } from "./shapes.ts";
