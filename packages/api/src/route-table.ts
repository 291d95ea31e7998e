import { outputsRoutes } from "./rooms/outputs-routes.ts";
import { qRoutes } from "./rooms/q-routes.ts";
import { recordsRoutes } from "./rooms/records-routes.ts";
import { sessionRoutes } from "./rooms/session-routes.ts";
import { sortRoutes } from "./rooms/sort-routes.ts";
import { studyRoutes } from "./rooms/study-routes.ts";
import type { Route } from "./route.ts";

/** Every route there is, and who may call it: what is not here is denied. Without shapes, so that screens carry no validator. */
export const routeTable = {
  ...sessionRoutes,
  ...studyRoutes,
  ...recordsRoutes,
  ...qRoutes,
  ...outputsRoutes,
  ...sortRoutes,
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routeTable;

/** The routes that answer once. What is left is a stream: `new EventSource(routeTable.followNews.path)`. */
export type CallName = Exclude<RouteName, "followNews">;
