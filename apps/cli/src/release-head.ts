/** What a person is asked to keep, so that a log that was written anew can be told. */
export function writeDown(head: string): string {
  return `Head of the release log, to be written down elsewhere: ${head}`;
}
