import { Refused } from "@plait/api";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useIsOnline } from "./is-online.ts";
import "./answer.css";

interface AnswerProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** What is being waited for, such as "the records". */
  readonly of: string;
  /** Said where waiting may take long. */
  readonly patience?: string;
  readonly children: (data: Data) => ReactNode;
}

/** What the server answered; until then that it is waited for, and why where it did not answer. What was shown before stays. */
export function Answer<Data>({ query, of, patience, children }: AnswerProps<Data>): ReactNode {
  if (query.data !== undefined) {
    return (
      <>
        {query.error !== null && <NotReached query={query} of={of} />}
        {query.isRefetching && (
          <p role="status" className="anew">
            Reading {of} anew …
          </p>
        )}
        {children(query.data)}
      </>
    );
  }
  if (query.error !== null) return <NotReached query={query} of={of} />;
  return (
    <p role="status" className="quiet">
      Getting {of} … {patience}
    </p>
  );
}

function NotReached({ query, of }: { readonly query: UseQueryResult<unknown>; readonly of: string }): ReactNode {
  const isOnline = useIsOnline();
  return (
    <div className="notice error" role="alert">
      <p>
        <strong>{reasonFor(query.error, of, isOnline)}</strong>
      </p>
      <p>
        <button type="button" className="button second" onClick={() => query.refetch()}>
          Try again
        </button>
      </p>
    </div>
  );
}

function reasonFor(error: unknown, of: string, isOnline: boolean): string {
  if (error instanceof Refused) return error.message;
  if (!isOnline) return `This device is offline, so ${of} cannot be read.`;
  return `Plait does not answer, so ${of} cannot be read. Look whether it still runs where it was started.`;
}

/** Why something that a person asked for was not done. */
export function NotDone({ error }: { readonly error: unknown }): ReactNode {
  const isOnline = useIsOnline();
  if (error === null || error === undefined) return null;
  const reason =
    error instanceof Refused
      ? error.message
      : isOnline
        ? "Plait does not answer. It is not known whether this was done: look before you do it again."
        : "This device is offline. Nothing was done.";
  return (
    <div className="notice error" role="alert">
      <p>{reason}</p>
    </div>
  );
}
