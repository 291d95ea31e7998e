import type { Route } from "../route.ts";

export const recordsRoutes = {} as const satisfies Readonly<Record<string, Route>>;
