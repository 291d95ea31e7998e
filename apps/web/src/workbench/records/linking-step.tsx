import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { question } from "../queries.ts";
import "./linking-step.css";

/** What is being done to read and link the records. That it is being done is said aloud; each step of it is not. */
export function LinkingStep(): ReactNode {
  const { data } = useQuery(question("readLinking"));
  const step = data?.step ?? null;
  return (
    <p className="linking-step">
      <span role="status">{step !== null && "The records are being read and linked."}</span>
      {step !== null && <span className="long-words"> Now: {step}</span>}
    </p>
  );
}
