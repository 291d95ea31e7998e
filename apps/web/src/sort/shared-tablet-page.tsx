import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import type { SharedTablet } from "./shared-tablet.ts";

/** The address under which a facilitator says that a tablet goes from hand to hand, and ends that. */
export const SHARED_TABLET = "/sort/tablet";

const SORT = "/sort";

/** @param tablet undefined where the browser keeps nothing */
export function SharedTabletPage({ tablet }: { readonly tablet: SharedTablet | undefined }) {
  const [isShared, setIsShared] = useState<boolean>();
  const [isWrong, setIsWrong] = useState(false);
  useEffect(() => {
    tablet?.isShared().then(setIsShared, () => setIsShared(false));
  }, [tablet]);
  if (tablet === undefined) return <KeepsNothing />;
  if (isShared === undefined) return null;

  const begin = (number: string) => {
    // Where the browser asks about it, the facilitator is the one to answer.
    navigator.storage?.persist?.().catch(() => false);
    tablet.begin(number).then(
      () => location.replace(SORT),
      () => setIsWrong(true),
    );
  };
  const end = async (number: string) => {
    const isEnded = await tablet.end(number).catch(() => false);
    setIsWrong(!isEnded);
    if (isEnded) setIsShared(false);
  };
  return isShared ? <Ending isWrong={isWrong} onNumber={end} /> : <Beginning onNumber={begin} />;
}

function KeepsNothing() {
  return (
    <Page title="One tablet, many people">
      <p>This window keeps nothing, so it cannot be set up. Open the page in a usual window, not a private one.</p>
    </Page>
  );
}

function Beginning({ onNumber }: { readonly onNumber: (number: string) => void }) {
  return (
    <Page title="One tablet, many people">
      <p>When the tablet goes from hand to hand, set it up here.</p>
      <ul>
        <li>
          Half a minute after somebody has finished or stopped, the page goes back to its beginning. Before that it says
          so; a touch keeps it.
        </li>
        <li>It also does when nobody has touched it for a quarter of an hour. Their code lets them go on.</li>
        <li>Nothing of one person is left for the next to see: on the screen, in the history, or on the tablet.</li>
        <li>The back button stays on the page.</li>
      </ul>
      <p>
        This does not lock the tablet. So that nobody opens other pages or apps, use the tablet’s own setting: guided
        access on iPads, app pinning on Android.
      </p>
      <NumberForm
        label="A number that ends it"
        hint="Four to eight figures. You need it to end this; it protects nothing else."
        send="Begin"
        onNumber={onNumber}
      />
    </Page>
  );
}

function Ending({ isWrong, onNumber }: { readonly isWrong: boolean; readonly onNumber: (number: string) => void }) {
  return (
    <Page title="This tablet goes from hand to hand">
      <p>
        <a className="way" href={SORT}>
          Back to the cards
        </a>
      </p>
      <NumberForm
        label="The number that ends it"
        hint="The one that was chosen when it began."
        send="End it"
        onNumber={onNumber}
        {...(isWrong && { fault: "This is not the number." })}
      />
    </Page>
  );
}

function NumberForm(props: {
  readonly label: string;
  readonly hint: string;
  readonly send: string;
  readonly fault?: string;
  readonly onNumber: (number: string) => void;
}) {
  const { label, hint, send, fault, onNumber } = props;
  const [number, setNumber] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [field, hintId, faultId] = [useId(), useId(), useId()];
  const said = isMissing ? "Type four to eight figures." : fault;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isNumber = /^\d{4,8}$/.test(number);
    setIsMissing(!isNumber);
    if (isNumber) onNumber(number);
    setNumber("");
  };
  return (
    <form className="code" onSubmit={submit}>
      <label htmlFor={field}>{label}</label>
      <p id={hintId}>{hint}</p>
      {said !== undefined && (
        <p id={faultId} className="fault" role="alert">
          {said}
        </p>
      )}
      <input
        id={field}
        inputMode="numeric"
        autoComplete="off"
        maxLength={8}
        value={number}
        aria-describedby={said === undefined ? hintId : `${hintId} ${faultId}`}
        aria-invalid={said !== undefined}
        onChange={({ target }) => setNumber(target.value)}
      />
      <button type="submit" className="main">
        {send}
      </button>
    </form>
  );
}

function Page({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
