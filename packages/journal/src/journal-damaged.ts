/** What the journal holds was changed after it was written. `plait journal verify` names every place. */
export class JournalDamaged extends Error {
  override readonly name = "JournalDamaged";

  /** @param what the position of the event, or what else it is */
  constructor(what: number | string) {
    super(
      `${typeof what === "number" ? `event ${what}` : what} of the journal does not open: it was changed after it was written`,
    );
  }
}
