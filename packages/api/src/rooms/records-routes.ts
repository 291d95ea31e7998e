import { insiders } from "../callers.ts";
import type { Route } from "../route.ts";

/** The code of a refusal: what was asked for will be there once the records have been linked. */
export const RECORDS_AT_WORK = "records-at-work";

/** True numbers and rows of persons: insiders only. Nothing of a person stands in a path or a query. */
export const recordsRoutes = {
  readRecords: {
    method: "GET",
    path: "/api/records",
    may: insiders,
    about: "How far the records are: linked or not, the size of each linked file, what waits for a person.",
  },
  readLinking: {
    method: "GET",
    path: "/api/records/linking",
    may: insiders,
    about: "What is being done to read and link the records; answered at once, whatever it is.",
  },
  listDeliveries: {
    method: "GET",
    path: "/api/records/deliveries",
    may: insiders,
    about: "Every delivered file with its sheets, their columns, and its problems.",
  },
  readDelivery: {
    method: "POST",
    path: "/api/records/delivery",
    may: insiders,
    about: "What is wrong with one delivered file: problems of the whole of it, and how many of its cells have which.",
  },
  showCell: {
    method: "POST",
    path: "/api/records/delivery/cell",
    may: insiders,
    about: "One cell with a problem, among the rows of its sheet around it.",
  },
  readCoverage: {
    method: "GET",
    path: "/api/records/coverage",
    may: insiders,
    about: "What the deliveries hold for each month, group and kind.",
  },
  readCrosswalk: {
    method: "GET",
    path: "/api/records/crosswalk",
    may: insiders,
    about: "The decisions on columns as they stand in the file, and every column that has none, with a proposal.",
  },
  decideMapping: {
    method: "POST",
    path: "/api/records/crosswalk",
    may: insiders,
    about: "Writes one decision on a column to records/crosswalk.csv and to the journal.",
  },
  readRepairs: {
    method: "GET",
    path: "/api/records/values",
    may: insiders,
    about: "Raw values that are probably spellings of another, cluster by cluster, and what was decided on others.",
  },
  decideRepairs: {
    method: "POST",
    path: "/api/records/values",
    may: insiders,
    about: "Writes decisions on raw values of one variable to its file and to the journal, or refuses proposals.",
  },
  readSeenValues: {
    method: "POST",
    path: "/api/records/values/seen",
    may: insiders,
    about: "Some of the raw values that the deliveries hold for one variable.",
  },
  takeBackDecision: {
    method: "POST",
    path: "/api/records/decisions/take-back",
    may: insiders,
    about: "Takes one decision on a column or value out of its file, and writes who did it and why to the journal.",
  },
  readQuarantine: {
    method: "GET",
    path: "/api/records/quarantine",
    may: insiders,
    about: "The rows that cannot be used, reason by reason, with their cells.",
  },
  readLedger: {
    method: "GET",
    path: "/api/records/ledger",
    may: insiders,
    about: "What became of the rows at every step.",
  },
  traceValue: {
    method: "POST",
    path: "/api/records/trace",
    may: insiders,
    about: "Follows the values of one row to the delivered cells and the decisions behind them.",
  },
} as const satisfies Readonly<Record<string, Route>>;
