import { anyone, hosts } from "../callers.ts";
import type { Route } from "../route.ts";

export const sortRoutes = {
  readSort: {
    method: "GET",
    path: "/api/sort",
    may: ["participant"],
    about: "The cards, the board and the words of the caller's own sort, and what was done in it so far.",
  },
  readCardMedium: {
    method: "GET",
    path: "/api/sort/media",
    may: ["participant", ...hosts],
    gives: "bytes",
    about: "A picture or a recording of a card, by the name that the cards call it by.",
  },
  appendSort: {
    method: "POST",
    path: "/api/sort/events",
    may: ["participant"],
    about: "Takes what a participant did. The same again changes nothing.",
  },
  takeParcel: {
    method: "POST",
    path: "/api/sort/parcels",
    may: anyone,
    about:
      "Takes what a device sealed to the study. Within is the ticket that the device was given for its participant's code. The same again changes nothing.",
  },
  listSorters: {
    method: "GET",
    path: "/api/q/sorters",
    may: hosts,
    about: "Who was invited, who is sorting, who has ended; no placings.",
  },
  inviteSorters: {
    method: "POST",
    path: "/api/q/sorters",
    may: hosts,
    about: "Makes a code for each participant. A code is shown once.",
  },
} as const satisfies Readonly<Record<string, Route>>;
