import { type BodyOf, Refused, type ReplyOf } from "@plait/api";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { refresh } from "../queries.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { call } from "../server-call.ts";

interface TakeBackProps {
  readonly of: BodyOf<"takeBackDecision">["of"];
  /** The file as it is shown now, and the line of the decision in it; undefined where it is there no more. */
  readonly file: string;
  readonly version: string;
  readonly line: number | undefined;
  /** The decision in words. */
  readonly what: string;
  /** What comes of it. */
  readonly consequence: string;
  readonly close: () => void;
  readonly done: (what: string) => void;
}

/** Asks why a decision is taken back, and takes it out of its file. */
export function TakeBack({ of, file, version, line, what, consequence, close, done }: TakeBackProps): ReactNode {
  const client = useQueryClient();
  const taken = useRef(false);
  const takeBack = async (why: string): Promise<void> => {
    if (why.length < 3 || why.length > 500) throw new Refused(422, "reason", "Write a reason of 3 to 500 signs.");
    if (line === undefined) throw goneMeanwhile();
    try {
      await call("takeBackDecision", { body: { of, version, line, why } });
    } catch (error) {
      // The file may have moved on: the reason stays, and can be sent again.
      await client.invalidateQueries({ queryKey: ["records"] });
      throw error;
    }
    taken.current = true;
    void refresh(client, "records");
  };
  // Said once the dialog is gone: nothing outside of it can have focus before.
  const leave = (): void => {
    close();
    if (taken.current) done(`Taken back, and out of ${file}: ${what}.`);
  };
  const hint = `${what}. ${consequence} The reason is kept in the journal with what the line said. No names of young people.`;
  return (
    <ReasonDialog
      title="Take this decision back?"
      hint={hint}
      action="Take it back"
      onReason={takeBack}
      onClose={leave}
    />
  );
}

function goneMeanwhile(): Refused {
  return new Refused(
    409,
    "decision-gone",
    "This decision was changed or taken back by somebody else meanwhile. Nothing was written. Look at it as it is now.",
  );
}

/** A decision that stands on a line, whatever line that is: others may have taken out lines above it. */
export function findAgain<Row extends { readonly line: number }>(rows: readonly Row[], wanted: Row): Row | undefined {
  return rows.find((row) => JSON.stringify({ ...row, line: 0 }) === JSON.stringify({ ...wanted, line: 0 }));
}

type TakenBackDecisions = ReplyOf<"readCrosswalk">["takenBack"];

/** What was decided once and holds no more. */
export function TakenBack({ takenBack }: { readonly takenBack: TakenBackDecisions }): ReactNode {
  if (takenBack.length === 0) return null;
  return (
    <>
      <h3>Taken back</h3>
      <ul>
        {takenBack.map(({ what, who, at, why }) => (
          <li key={`${at} ${what}`} className="long-words">
            <bdi>{what}</bdi>. Taken back: {why}{" "}
            <span className="quiet">
              {who}, {new Date(at).toLocaleDateString("en-GB")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
