import type { ReactNode } from "react";
import { RoomPages } from "../room-pages.tsx";
import { LinkingStep } from "./linking-step.tsx";
import "./records-room.css";

const pages = [
  { to: "/records", name: "Linked files" },
  { to: "/records/deliveries", name: "Deliveries" },
  { to: "/records/coverage", name: "Coverage" },
  { to: "/records/crosswalk", name: "Columns" },
  { to: "/records/values", name: "Values" },
  { to: "/records/quarantine", name: "Quarantine" },
  { to: "/records/ledger", name: "Ledger" },
  { to: "/records/trace", name: "Trace" },
  { to: "/records/tables", name: "Tables and models" },
] as const;

/** The records by value, for insiders: nothing here has passed the disclosure gate. */
export function RecordsRoom(): ReactNode {
  return (
    <>
      <p className="inside-only">
        <strong>Inside only.</strong> True numbers and rows of persons: nothing here may leave the study.
      </p>
      <LinkingStep />
      <RoomPages label="Records" pages={pages} />
    </>
  );
}
