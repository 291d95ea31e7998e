import { SealBroken } from "@plait/journal";
import { readSortToHandOver, type SortToHandOver } from "@plait/q-method";
import { RefusedCall } from "./room.ts";
import type { StudyMailbox } from "./study-mailbox.ts";

/** As many steps as are taken at once. */
const MOST_STEPS = 500;

/**
 * Opens what a device sealed when it could not send it: the ticket of the participant, a line break, and the steps of one device.
 *
 * @param parcel in base64
 * @throws RefusedCall where it was sealed to another study, holds no steps that this version knows, or has not the ticket of whose it says it is
 */
export function openSortParcel(mailbox: StudyMailbox, parcel: string): SortToHandOver {
  const text = opened(mailbox, parcel);
  const [ticket = "", ...rest] = text.split("\n");
  const read = readSortToHandOver(rest.join("\n"));
  if ("wrong" in read || read.sort.events.length > MOST_STEPS) {
    throw new RefusedCall(422, "no-parcel", "This was sealed to this study, and is nothing that it can read.");
  }
  if (!mailbox.isTicketOf(read.sort.participant, ticket)) {
    throw new RefusedCall(403, "wrong-ticket", "This was sealed without the code of the participant it names.");
  }
  return read.sort;
}

function opened(mailbox: StudyMailbox, parcel: string): string {
  try {
    return mailbox.open(Buffer.from(parcel, "base64"));
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new RefusedCall(422, "not-for-this-study", "This was sealed to another study, changed or cut off.");
  }
}
