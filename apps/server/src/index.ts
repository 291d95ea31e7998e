export type { Log, LogLine } from "./log-line.ts";
export { type OpenServer, openServer, type ServerOptions } from "./open-server.ts";
export { type Called, type OpenRoom, RefusedCall, type Room, type SignedIn } from "./room.ts";
export { hasScreens } from "./serve-screens.ts";
export type { StudyAtWork } from "./study-at-work.ts";
export { openStudyMailbox, type StudyMailbox } from "./study-mailbox.ts";
