/** How a caller follows long work, and ends it. */
export interface Watch {
  /** Told now and then how many steps are done, and at the end. */
  readonly onProgress?: (done: number, steps: number) => void;
  /** Asked now and then; once it answers true the work throws `WorkStopped`. */
  readonly stop?: () => boolean;
}

/** The caller asked long work to end before it was done. There is no partial result. */
export class WorkStopped extends Error {
  override readonly name = "WorkStopped";
  readonly done: number;
  readonly steps: number;

  constructor(done: number, steps: number) {
    super(`stopped after ${done} of ${steps} steps`);
    this.done = done;
    this.steps = steps;
  }
}

const stepsBetweenLooks = 50;

export function watchedLoop(steps: number, watch: Watch, step: (index: number) => void): void {
  for (let index = 0; index < steps; index++) {
    if (index % stepsBetweenLooks === 0) {
      if (watch.stop?.() === true) throw new WorkStopped(index, steps);
      if (index > 0) watch.onProgress?.(index, steps);
    }
    step(index);
  }
  watch.onProgress?.(steps, steps);
}
