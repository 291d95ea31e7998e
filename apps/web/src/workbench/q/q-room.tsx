import { routeTable } from "@plait/api";
import type { ReactNode } from "react";
import { RoomPages } from "../room-pages.tsx";
import { useSignedIn } from "../session-gate.tsx";
import "./q-room.css";

const pages = [
  { to: "/q", name: "Collecting", asks: "listSorters" },
  { to: "/q/paper", name: "From paper", asks: "listPaperSorts" },
  { to: "/q/cards", name: "Cards", asks: "readQDesign" },
  { to: "/q/reasons", name: "Reasons", asks: "readReasons" },
  { to: "/q/languages", name: "Languages", asks: "readWordChecks" },
  { to: "/q/number", name: "How many groups", asks: "readQSorts" },
  { to: "/q/loadings", name: "Loadings", asks: "readQSorts" },
  { to: "/q/turn", name: "Turn by hand", asks: "readQSorts" },
  { to: "/q/groups", name: "Groups", asks: "readQSorts" },
  { to: "/q/stability", name: "How firm", asks: "readQSorts" },
] as const;

/** The Q strand: who is sorting, the cards, and the analysis, which is worked out in the browser as sorts come in. */
export function QRoom(): ReactNode {
  const { role } = useSignedIn();
  const shown = pages.filter(({ asks }) => {
    const may: readonly string[] = routeTable[asks].may;
    return may.includes(role);
  });
  return <RoomPages label="Q-sorts" pages={shown} />;
}
