/** What a person may be in a study. One person has one role in it. */
export const ROLES = ["owner", "analyst", "coder", "facilitator", "output-checker", "reader"] as const;
export type Role = (typeof ROLES)[number];

/** Who calls: somebody who has not signed in, a participant by code, or a role. */
export const CALLERS = ["nobody", "participant", ...ROLES] as const;
export type Caller = (typeof CALLERS)[number];

export const anyone: readonly Caller[] = [...CALLERS];
export const staff: readonly Caller[] = [...ROLES];
/** Who sees records of persons and true numbers. */
export const insiders: readonly Caller[] = ["owner", "analyst"];
/** Who runs sessions with participants. */
export const hosts: readonly Caller[] = ["owner", "analyst", "facilitator"];
