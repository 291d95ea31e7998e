/** The page itself on this device, so that it opens without a network. Browsers keep pages on this machine and over https; elsewhere nothing is kept. */
export interface KeptPage {
  /** Has the browser keep the page, if it does not yet. */
  keep(): void;
  isKept(): boolean;
  /** Whether there was a newer page: the next time the page is opened it is that one. */
  takeNewer(): Promise<boolean>;
}

const WORKER = "/sort-worker.js";
const SCOPE = "/sort";

/** @param workers undefined where the browser has none for this address */
export async function openKeptPage(workers: ServiceWorkerContainer | undefined): Promise<KeptPage> {
  let registration = await workers?.getRegistration(SCOPE).catch(() => undefined);
  let isAsked = false;
  return {
    keep: () => {
      if (workers === undefined || isAsked) return;
      isAsked = true;
      workers.register(WORKER, { scope: SCOPE, updateViaCache: "none" }).then(
        (registered) => {
          registration = registered;
        },
        // A certificate that the device does not trust, or no room: the page works as it does where nothing is kept.
        () => {},
      );
    },
    isKept: () => (registration?.active ?? null) !== null,
    takeNewer: async () => {
      const waiting = registration?.waiting ?? null;
      if (waiting === null) return false;
      const taken = new Promise<void>((resolve) => {
        waiting.addEventListener("statechange", () => {
          if (waiting.state === "activated" || waiting.state === "redundant") resolve();
        });
      });
      waiting.postMessage("take over");
      await taken;
      return true;
    },
  };
}
