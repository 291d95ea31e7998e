import { anyone, hosts, insiders } from "../callers.ts";
import type { Route } from "../route.ts";

/** Bytes of a request that carries a recording of up to 2 MiB, in base64; of one that carries it sealed, in base64 twice. */
const WITH_RECORDING = 3 * 1_048_576;
const WITH_SEALED_RECORDING = 4.5 * 1_048_576;

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
    mayBeKept: true,
    about: "A picture or a recording of a card, by the name that the cards call it by.",
  },
  appendSort: {
    method: "POST",
    path: "/api/sort/events",
    may: ["participant"],
    about: "Takes what a participant did. The same again changes nothing.",
  },
  keepRecording: {
    method: "POST",
    path: "/api/sort/recordings",
    may: ["participant"],
    takesBytes: WITH_RECORDING,
    about: "Keeps what a participant has recorded, which a step then names. The same again changes nothing.",
  },
  readRecording: {
    method: "GET",
    path: "/api/sort/recordings",
    may: ["participant", ...insiders],
    gives: "bytes",
    about: "What was recorded as a reason, by its id; to a participant only their own.",
  },
  takeParcel: {
    method: "POST",
    path: "/api/sort/parcels",
    may: anyone,
    takesBytes: WITH_SEALED_RECORDING,
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
