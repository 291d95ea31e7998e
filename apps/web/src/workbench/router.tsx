import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Frame } from "./frame.tsx";
import { NoSuchPage, PageFailed } from "./no-page.tsx";
import { SessionGate } from "./session-gate.tsx";
import { StudyHome } from "./study-home.tsx";

const root = createRootRoute({
  component: () => (
    <SessionGate>
      <Frame />
    </SessionGate>
  ),
});

const home = createRoute({ getParentRoute: () => root, path: "/", component: StudyHome });

const records = createRoute({
  getParentRoute: () => root,
  path: "/records",
  component: lazyRouteComponent(() => import("./records/records-room.tsx"), "RecordsRoom"),
});

/** A delivered file, and the row in it whose problem is shown first. */
interface DeliverySearch {
  readonly file?: string;
  readonly sheet?: string;
  readonly row?: number;
}

/** Every page of the records room is fetched when it is first opened. */
const pages = [
  createRoute({
    getParentRoute: () => records,
    path: "/",
    component: lazyRouteComponent(() => import("./records/linked-files.tsx"), "LinkedFiles"),
  }),
  createRoute({
    getParentRoute: () => records,
    path: "/deliveries",
    component: lazyRouteComponent(() => import("./records/deliveries.tsx"), "Deliveries"),
  }),
  createRoute({
    getParentRoute: () => records,
    path: "/delivery",
    validateSearch: ({ file, sheet, row }: Record<string, unknown>): DeliverySearch => ({
      ...(file === undefined ? {} : { file: String(file) }),
      ...(sheet === undefined ? {} : { sheet: String(sheet) }),
      ...(typeof row === "number" && Number.isInteger(row) && row >= 1 ? { row } : {}),
    }),
    component: lazyRouteComponent(() => import("./records/delivery.tsx"), "DeliveryPage"),
  }),
  createRoute({
    getParentRoute: () => records,
    path: "/coverage",
    component: lazyRouteComponent(() => import("./records/coverage.tsx"), "Coverage"),
  }),
  createRoute({
    getParentRoute: () => records,
    path: "/crosswalk",
    component: lazyRouteComponent(() => import("./records/crosswalk.tsx"), "Crosswalk"),
  }),
  createRoute({
    getParentRoute: () => records,
    path: "/values",
    component: lazyRouteComponent(() => import("./records/values.tsx"), "Values"),
  }),
  createRoute({
    getParentRoute: () => records,
    path: "/quarantine",
    validateSearch: ({
      kind,
      reason,
    }: Record<string, unknown>): { readonly kind?: string; readonly reason?: string } =>
      typeof kind === "string" && typeof reason === "string" ? { kind, reason } : {},
    component: lazyRouteComponent(() => import("./records/quarantine.tsx"), "Quarantine"),
  }),
  createRoute({
    getParentRoute: () => records,
    path: "/ledger",
    component: lazyRouteComponent(() => import("./records/ledger.tsx"), "Ledger"),
  }),
  createRoute({
    getParentRoute: () => records,
    path: "/trace",
    component: lazyRouteComponent(() => import("./records/trace.tsx"), "Trace"),
  }),
  createRoute({
    getParentRoute: () => records,
    path: "/tables",
    validateSearch: ({ result }: Record<string, unknown>): { readonly result?: string } =>
      typeof result === "string" ? { result } : {},
    component: lazyRouteComponent(() => import("./records/tables.tsx"), "Tables"),
  }),
] as const;

const q = createRoute({
  getParentRoute: () => root,
  path: "/q",
  component: lazyRouteComponent(() => import("./q/q-room.tsx"), "QRoom"),
});

const outputs = createRoute({
  getParentRoute: () => root,
  path: "/outputs",
  component: lazyRouteComponent(() => import("./outputs/outputs-room.tsx"), "OutputsRoom"),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/people",
  component: lazyRouteComponent(() => import("./people/people-room.tsx"), "PeopleRoom"),
});

const passphrase = createRoute({
  getParentRoute: () => root,
  path: "/passphrase",
  component: lazyRouteComponent(() => import("./people/own-passphrase.tsx"), "OwnPassphrase"),
});

const analysis = createRoute({
  getParentRoute: () => q,
  id: "analysis",
  component: lazyRouteComponent(() => import("./q/analysis-at-work.tsx"), "AnalysisPages"),
});

const qPages = [
  createRoute({
    getParentRoute: () => q,
    path: "/",
    component: lazyRouteComponent(() => import("./q/collection.tsx"), "Collection"),
  }),
  createRoute({
    getParentRoute: () => q,
    path: "/paper",
    component: lazyRouteComponent(() => import("./q/paper/paper-sorts.tsx"), "PaperSorts"),
  }),
  createRoute({
    getParentRoute: () => q,
    path: "/cards",
    component: lazyRouteComponent(() => import("./q/cards.tsx"), "Cards"),
  }),
  createRoute({
    getParentRoute: () => q,
    path: "/reasons",
    component: lazyRouteComponent(() => import("./q/reasons.tsx"), "Reasons"),
  }),
  createRoute({
    getParentRoute: () => q,
    path: "/languages",
    component: lazyRouteComponent(() => import("./q/languages.tsx"), "Languages"),
  }),
  createRoute({
    getParentRoute: () => q,
    path: "/languages/$tag",
    component: lazyRouteComponent(() => import("./q/language-review.tsx"), "LanguageReview"),
  }),
] as const;

const analysisPages = [
  createRoute({
    getParentRoute: () => analysis,
    path: "/number",
    component: lazyRouteComponent(() => import("./q/factor-number.tsx"), "FactorNumber"),
  }),
  createRoute({
    getParentRoute: () => analysis,
    path: "/loadings",
    component: lazyRouteComponent(() => import("./q/loadings.tsx"), "Loadings"),
  }),
  createRoute({
    getParentRoute: () => analysis,
    path: "/turn",
    component: lazyRouteComponent(() => import("./q/turn.tsx"), "Turn"),
  }),
  createRoute({
    getParentRoute: () => analysis,
    path: "/groups",
    component: lazyRouteComponent(() => import("./q/groups.tsx"), "Groups"),
  }),
  createRoute({
    getParentRoute: () => analysis,
    path: "/stability",
    component: lazyRouteComponent(() => import("./q/stability.tsx"), "Stability"),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    records.addChildren(pages),
    q.addChildren([...qPages, analysis.addChildren(analysisPages)]),
    outputs,
    people,
    passphrase,
  ]),
  defaultNotFoundComponent: NoSuchPage,
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** Whose sort on paper is open: in no address, and yet there again after a reload. */
    readonly paperSorter?: string;
  }
}
