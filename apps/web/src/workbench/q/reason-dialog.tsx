import { type FormEvent, useId, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

/** Asks why, and does it. What was refused is said in the dialog, and what was written stays. */
export function ReasonDialog({
  title,
  action,
  onDone,
  onClose,
}: {
  readonly title: string;
  readonly action: string;
  readonly onDone: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [field, hint] = [useId(), useId()];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") return setRefusal("Write the reason. It stands in the study and in the annex.");
    setBusy(true);
    try {
      await onDone(reason.trim());
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">{title}</Heading>
          <form onSubmit={submit}>
            <label htmlFor={field}>Why?</label>
            <p id={hint} className="hint">
              It is kept with your name and the date, and prints with the method.
            </p>
            <textarea
              id={field}
              aria-describedby={hint}
              rows={3}
              maxLength={2000}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
            {refusal !== undefined && (
              <p role="alert" className="error">
                {refusal}
              </p>
            )}
            <div className="actions">
              <Button type="submit" className="button" isDisabled={isBusy}>
                {action}
              </Button>
              <Button className="button quiet" onPress={onClose}>
                Cancel
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
