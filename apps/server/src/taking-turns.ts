export type TakeTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** Makes one thing wait for the other, in the order in which they were asked for. */
export function takingTurns(): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => {});
    return turn;
  };
}
