import type { ReplyOf } from "@plait/api";
import type { ReactNode } from "react";

interface UnwrittenProps {
  readonly unwritten: ReplyOf<"readCrosswalk">["unwritten"];
  readonly file: string;
}

/** A decision that the journal holds and the file does not. */
export function UnwrittenNotice({ unwritten, file }: UnwrittenProps): ReactNode {
  if (unwritten === null) return null;
  return (
    <div className="notice warning">
      <h2>A decision did not reach the file</h2>
      <p>
        {unwritten.who} decided on {new Date(unwritten.at).toLocaleString("en-GB")}: {unwritten.what}. It is in the
        journal, but not in <code>{file}</code>: Plait was stopped while it wrote, or the line was taken out since.
        Decide again if it is to hold.
      </p>
    </div>
  );
}
