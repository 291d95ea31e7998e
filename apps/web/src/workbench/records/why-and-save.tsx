import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { NotDone } from "../answer.tsx";

interface WhyAndSaveProps {
  /** Begins the ids of the form's fields. */
  readonly id: string;
  readonly why: string;
  readonly change: (why: string) => void;
  readonly decide: Pick<UseMutationResult, "error" | "isPending">;
  readonly close: () => void;
}

/** The end of a form that makes a decision: its reason, what stood against it, and the buttons. */
export function WhyAndSave({ id, why, change, decide, close }: WhyAndSaveProps): ReactNode {
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}why`}>Why?</label>
        <span className="hint" id={`${id}why-hint`}>
          Stands in the file for whoever asks later. No names of young people.
        </span>
        <textarea
          id={`${id}why`}
          aria-describedby={`${id}why-hint`}
          required
          minLength={3}
          maxLength={500}
          value={why}
          onChange={({ target }) => change(target.value)}
        />
      </div>
      <NotDone error={decide.error} />
      <div className="buttons">
        <button type="submit" className="button" disabled={decide.isPending}>
          {decide.isPending ? "Saving …" : "Save the decision"}
        </button>
        <button type="button" className="button second" onClick={close}>
          Cancel
        </button>
      </div>
    </>
  );
}
