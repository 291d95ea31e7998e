import { useEffect, useRef, useState } from "react";
import { Say } from "./say.tsx";

/** Milliseconds for which it is said that the page goes back. */
const NOTICE = 30_000;

const SIGNS_OF_SOMEBODY = ["pointerdown", "keydown", "touchmove", "wheel"] as const;

/** Goes back to the beginning when nobody has touched the page for a while, and says so before. Any touch or key begins the while anew. */
export function ReturnToStart({ after, onReturn }: { readonly after: number; readonly onReturn: () => void }) {
  const [isSoon, setIsSoon] = useState(after <= NOTICE);
  const latest = useRef(onReturn);
  latest.current = onReturn;
  useEffect(() => {
    let timers: readonly number[] = [];
    const begin = () => {
      for (const timer of timers) window.clearTimeout(timer);
      setIsSoon(after <= NOTICE);
      timers = [
        window.setTimeout(() => setIsSoon(true), after - NOTICE),
        window.setTimeout(() => latest.current(), after),
      ];
    };
    begin();
    for (const sign of SIGNS_OF_SOMEBODY) window.addEventListener(sign, begin);
    return () => {
      for (const timer of timers) window.clearTimeout(timer);
      for (const sign of SIGNS_OF_SOMEBODY) window.removeEventListener(sign, begin);
    };
  }, [after]);
  return (
    <p role="status" className="returning">
      {isSoon && <Say word="shared-return" />}
    </p>
  );
}
