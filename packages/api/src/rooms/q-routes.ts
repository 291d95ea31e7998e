import { hosts, insiders, staff } from "../callers.ts";
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
  readReasons: {
    method: "GET",
    path: "/api/q/reasons",
    may: insiders,
    about: "Why cards lie where they do: what people wrote and recorded, by card.",
  },
  readWordChecks: {
    method: "GET",
    path: "/api/q/words",
    may: hosts,
    about:
      "Which languages of the participants' page a native speaker has checked, and the words that were signed off.",
  },
  signOffWords: {
    method: "POST",
    path: "/api/q/words",
    may: ["owner"],
    about: "Signs off the words of a language, naming who has checked them and when.",
  },
  chooseAnalysis: {
    method: "POST",
    path: "/api/q/choices",
    may: insiders,
    about: "Exchanges choices of the analysis, with a reason. Refused where the choices were changed meanwhile.",
  },
} as const satisfies Readonly<Record<string, Route>>;
