import { hosts } from "../callers.ts";
import type { Route } from "../route.ts";

/** Bytes of a request that carries a photograph of up to 8 MiB, in base64. */
const WITH_PHOTOGRAPH = 12 * 1024 * 1024;

export const paperRoutes = {
  listPaperSorts: {
    method: "GET",
    path: "/api/q/paper",
    may: hosts,
    about: "Which sorts are being typed from paper, which were, by whom and when.",
  },
  readPaperSort: {
    method: "GET",
    path: "/api/q/paper/sort",
    may: hosts,
    about: "What was written down of one sort on paper: photographs, what is typed so far, entries and second typings.",
  },
  describePaperSort: {
    method: "POST",
    path: "/api/q/paper/sort",
    may: hosts,
    about: "Begins a sort from paper of somebody who agreed, or changes its language and who helped.",
  },
  keepPhotograph: {
    method: "POST",
    path: "/api/q/paper/photographs",
    may: hosts,
    takesBytes: WITH_PHOTOGRAPH,
    about:
      "Keeps a photograph of a sort on paper, without what its camera says of place and time. The same again changes nothing.",
  },
  readPhotograph: {
    method: "GET",
    path: "/api/q/paper/photographs",
    may: hosts,
    gives: "bytes",
    about: "A photograph of a sort on paper, by its id.",
  },
  deletePhotograph: {
    method: "POST",
    path: "/api/q/paper/deleted-photographs",
    may: hosts,
    about: "Deletes a photograph of a sort on paper: its bytes are gone.",
  },
  withdrawPaperSorter: {
    method: "POST",
    path: "/api/q/paper/withdrawals",
    may: hosts,
    about: "Forgets somebody whose sort is on paper: nothing about them can be read any more, by anybody.",
  },
  draftPaperSort: {
    method: "POST",
    path: "/api/q/paper/drafts",
    may: hosts,
    about: "Keeps what somebody has typed of a sort so far, whatever is wrong with it.",
  },
  enterPaperSort: {
    method: "POST",
    path: "/api/q/paper/entries",
    may: hosts,
    about:
      "Enters a sort that is possible, corrects one with a reason, or holds a second typing against the first. The same again changes nothing.",
  },
} as const satisfies Readonly<Record<string, Route>>;
