import { insiders, staff } from "../callers.ts";
import type { Route } from "../route.ts";

export const qRoutes = {
  readQDesign: {
    method: "GET",
    path: "/api/q/design",
    may: staff,
    about: "The cards in every language, which wordings are behind, and the board.",
  },
  readQSorts: {
    method: "GET",
    path: "/api/q/sorts",
    may: insiders,
    about: "Every whole sort, of files and of the journal, and the choices of the analysis.",
  },
  chooseAnalysis: {
    method: "POST",
    path: "/api/q/choices",
    may: insiders,
    about: "Exchanges choices of the analysis, with a reason. Refused where the choices were changed meanwhile.",
  },
} as const satisfies Readonly<Record<string, Route>>;
