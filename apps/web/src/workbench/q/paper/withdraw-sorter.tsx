import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { NotDone } from "../../answer.tsx";
import { call } from "../../server-call.ts";

interface WithdrawSorterProps {
  readonly participant: string;
  readonly onDone: () => void;
}

/** Deletes everything about somebody who withdraws. Their code has to be typed, so that nobody does it by a slip. */
export function WithdrawSorter({ participant, onDone }: WithdrawSorterProps): ReactNode {
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [isOther, setOther] = useState(false);
  const [field, fault] = [useId(), useId()];
  const withdraw = useMutation({
    mutationFn: () => call("withdrawPaperSorter", { body: { participant } }),
    onSuccess: () => {
      onDone();
      void client.invalidateQueries({ queryKey: ["q"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isThem = typed.trim() === participant;
    setOther(!isThem);
    if (isThem) withdraw.mutate();
  };
  return (
    <details className="paper-more">
      <summary>They want nothing kept</summary>
      <p>
        Numbers, photographs and whatever else there is about <bdi>{participant}</bdi> become unreadable, for everybody.
        Nobody can bring them back, and the code is not used again. Destroy the paper and the camera’s pictures too.
      </p>
      <form onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor={field}>
            Type <bdi>{participant}</bdi> to delete everything about them
          </label>
          {isOther && (
            <span id={fault} className="fault">
              This is not {participant}.
            </span>
          )}
          <input
            id={field}
            autoComplete="off"
            {...(isOther && { "aria-describedby": fault })}
            aria-invalid={isOther}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
        <NotDone error={withdraw.error} />
        <button type="submit" className="button second" disabled={withdraw.isPending}>
          Delete everything
        </button>
      </form>
    </details>
  );
}
