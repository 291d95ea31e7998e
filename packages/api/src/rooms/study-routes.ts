import { staff } from "../callers.ts";
import type { Route } from "../route.ts";

export const studyRoutes = {
  readStudy: {
    method: "GET",
    path: "/api/study",
    may: staff,
    about: "The study at a glance: its strands, what is done in each, and what needs a person.",
  },
  followNews: {
    method: "GET",
    path: "/api/events",
    may: ["participant", ...staff],
    about:
      "News as server-sent events, each saying only its topic: ask anew for what is shown of it. Goes on behind Last-Event-ID.",
  },
  readDescription: {
    method: "GET",
    path: "/api/description",
    may: staff,
    about: "This interface in OpenAPI 3.1.",
  },
} as const satisfies Readonly<Record<string, Route>>;
