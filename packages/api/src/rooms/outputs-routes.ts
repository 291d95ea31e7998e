import type { Caller } from "../callers.ts";
import type { Route } from "../route.ts";

const readers: readonly Caller[] = ["owner", "analyst", "output-checker", "reader"];

export const outputsRoutes = {
  readOutputs: {
    method: "GET",
    path: "/api/outputs",
    may: readers,
    about: "What the last build lets leave and what it stopped, and where every release stands.",
  },
  decideOutputs: {
    method: "POST",
    path: "/api/outputs/decisions",
    may: ["owner", "output-checker"],
    about: "Approves or rejects outputs of a release, in the caller's name.",
  },
} as const satisfies Readonly<Record<string, Route>>;
