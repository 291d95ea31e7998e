import type { Role } from "@plait/api";

export const roleInWords: Readonly<Record<Role, string>> = {
  owner: "owner",
  analyst: "analyst",
  coder: "coder",
  facilitator: "facilitator",
  "output-checker": "output checker",
  reader: "reader",
};
