import { type ReactNode, useEffect, useRef } from "react";

/** What was done, in words. Focus goes there: what was pressed to do it may be gone. */
export function DoneNotice({ done }: { readonly done: string | null }): ReactNode {
  const notice = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (done !== null) notice.current?.focus();
  }, [done]);
  return (
    <p ref={notice} role="status" tabIndex={-1} className={done === null ? "hidden-words" : "notice done"}>
      {done}
    </p>
  );
}
