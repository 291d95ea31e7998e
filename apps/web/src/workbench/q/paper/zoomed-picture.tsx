import { type ReactNode, useState } from "react";

/** A frame that scrolls has to be reached by keys. */
const reachable = { tabIndex: 0 };

const ZOOMS = [1, 1.5, 2, 3, 4, 6] as const;

/** A picture in a frame that scrolls by finger, wheel and arrow keys, larger or smaller, and upside down where it was taken from the other side. */
export function ZoomedPicture({ source, name }: { readonly source: string; readonly name: string }): ReactNode {
  const [step, setStep] = useState(0);
  const [isTurned, setTurned] = useState(false);
  const [failed, setFailed] = useState(false);
  const zoom = ZOOMS[step] ?? 1;
  if (failed) {
    return (
      <p className="notice error" role="alert">
        This picture cannot be shown.
      </p>
    );
  }
  return (
    <>
      <section className="paper-picture" aria-label={name} {...reachable}>
        <img
          src={source}
          alt={name}
          style={{ inlineSize: `${zoom * 100}%`, rotate: isTurned ? "180deg" : "none" }}
          onError={() => setFailed(true)}
        />
      </section>
      <div className="buttons paper-zoom">
        <button type="button" className="button second" disabled={step === 0} onClick={() => setStep(step - 1)}>
          Smaller
        </button>
        <button
          type="button"
          className="button second"
          disabled={step === ZOOMS.length - 1}
          onClick={() => setStep(step + 1)}
        >
          Larger
        </button>
        <button type="button" className="button second" aria-pressed={isTurned} onClick={() => setTurned(!isTurned)}>
          Upside down
        </button>
        <output>{Math.round(zoom * 100)} %</output>
      </div>
    </>
  );
}
