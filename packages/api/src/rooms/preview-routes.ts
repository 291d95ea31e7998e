import { insiders } from "../callers.ts";
import type { Route } from "../route.ts";

/** True numbers beside what readers would see: insiders only. The names in a query are those of results, never of persons. */
export const previewRoutes = {
  readPreview: {
    method: "GET",
    path: "/api/records/preview",
    may: insiders,
    about:
      "Which results a build would make of the study as it stands, and what the gate would do to each; begins to work it out where the study has changed.",
  },
  readPreviewedResult: {
    method: "GET",
    path: "/api/records/preview/result",
    may: insiders,
    about: "One result of a preview, cell by cell: the true number, and what a reader would see.",
  },
} as const satisfies Readonly<Record<string, Route>>;
