import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import "./reason-dialog.css";
import { NotDone } from "./answer.tsx";

interface ReasonDialogProps {
  readonly title: string;
  /** What becomes of what is written. */
  readonly hint: string;
  readonly action: string;
  readonly onReason: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks why, and does it. What was refused is said in the dialog, and what was written stays. */
export function ReasonDialog({ title, hint: hinted, action, onReason, onClose }: ReasonDialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [heading, field, hint, fault] = [useId(), useId(), useId(), useId()];
  const act = useMutation({ mutationFn: onReason, onSuccess: onClose });
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(reason.trim() === "");
    if (reason.trim() !== "") act.mutate(reason.trim());
  };
  return (
    <dialog ref={dialog} className="reason" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor={field}>Why?</label>
          <span id={hint} className="hint">
            {hinted}
          </span>
          {isMissing && (
            <span id={fault} className="fault">
              Write the reason.
            </span>
          )}
          <textarea
            id={field}
            aria-describedby={isMissing ? `${hint} ${fault}` : hint}
            aria-invalid={isMissing}
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </div>
        <NotDone error={act.error} />
        <div className="buttons">
          <button type="submit" className="button" disabled={act.isPending}>
            {action}
          </button>
          <button type="button" className="button second" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
