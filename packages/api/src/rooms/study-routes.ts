import { staff } from "../callers.ts";
import type { Route } from "../route.ts";

export const studyRoutes = {
  readStudy: {
    method: "GET",
    path: "/api/study",
    may: staff,
    about: "The study at a glance: its strands, what is done in each, and what needs a person.",
  },
} as const satisfies Readonly<Record<string, Route>>;
