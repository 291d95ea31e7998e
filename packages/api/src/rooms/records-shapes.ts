import type { Shapes } from "../route.ts";
import type { recordsRoutes } from "./records-routes.ts";

export const recordsShapes = {} as const satisfies Readonly<Record<keyof typeof recordsRoutes, Shapes>>;
