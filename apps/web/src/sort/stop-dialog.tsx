import { useEffect, useRef } from "react";
import { Button } from "./parts.tsx";
import { Say } from "./say.tsx";

/** Asks whether what was done may be kept. */
export function StopDialog({ onStop, onClose }: { onStop: (keep: boolean) => void; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="stop-title" onClose={onClose}>
      <h2 id="stop-title">
        <Say word="stop-title" />
      </h2>
      <p>
        <Say word="stop-text" />
      </p>
      <div className="choices">
        <Button word="stop-go-on" onPress={() => dialog.current?.close()} />
        <Button word="stop-keep" onPress={() => onStop(true)} />
        <Button word="stop-forget" onPress={() => onStop(false)} />
      </div>
    </dialog>
  );
}
