import { outputsRoutes } from "./rooms/outputs-routes.ts";
import { paperRoutes } from "./rooms/paper-routes.ts";
import { previewRoutes } from "./rooms/preview-routes.ts";
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
  ...previewRoutes,
  ...qRoutes,
  ...paperRoutes,
  ...outputsRoutes,
  ...sortRoutes,
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routeTable;

/** The routes that answer once. What is left is a stream: `new EventSource(routeTable.followNews.path)`. */
export type AnswerName = Exclude<RouteName, "followNews">;

/** Those that answer with bytes. */
export type BytesName = "readCardMedium" | "readPhotograph" | "readRecording";

/** Those that answer with JSON. */
export type CallName = Exclude<AnswerName, BytesName>;
