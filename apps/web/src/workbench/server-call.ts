import { IN_BACKGROUND, makeClient, SAME_SITE_HEADER } from "@plait/api";

/** Within this many milliseconds of a press or a key a question is somebody's; a later one is the screen's own. */
const SOMEBODY_IS_THERE = 10_000;

let lastAct = performance.now();
for (const kind of ["pointerdown", "keydown"] as const) {
  window.addEventListener(kind, () => {
    lastAct = performance.now();
  });
}

/** Asks the server. What nobody did anything to ask for does not keep an idle session open. */
export const call = makeClient((path, init) => {
  const isAct = performance.now() - lastAct < SOMEBODY_IS_THERE;
  const headers = isAct ? init.headers : { ...init.headers, [SAME_SITE_HEADER]: IN_BACKGROUND };
  return fetch(path, { ...init, headers });
});
