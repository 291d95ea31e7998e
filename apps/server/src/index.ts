export { type Called, RefusedCall, type Room, type SignedIn } from "./room.ts";
export type { StudyAtWork } from "./study-at-work.ts";
